//! Systems out of a file: all of them with all that belongs to them, or none.

use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

fn version(text: &str, description: &str) -> NewTransformation {
    NewTransformation {
        text: text.into(),
        description: description.into(),
        at: Timestamp(3),
        who: "she".into(),
    }
}

fn credential() -> Credential {
    Credential { set_at: Timestamp(4), certificate: None, url_host: Some("h".into()), token_host: None }
}

fn system(name: &str, level: Level, parent: Option<SystemId>) -> ImportedSystem {
    ImportedSystem {
        id: SystemId::random(),
        new: NewSystem {
            name: name.parse().unwrap(),
            description: "d".into(),
            level,
            parent,
            tags: vec!["t".into()],
            demo: None,
            properties: [("URL".to_owned(), "u".to_owned())].into(),
        },
        edit: SystemEdit {
            enabled: Some(false),
            colour: Some(Some(3)),
            notes: Some("n".into()),
            favourite: Some(true),
            imported: Some(Some("{}".into())),
            ..SystemEdit::default()
        },
        transformations: vec![(
            TransformationKind::Read,
            vec![version("{}", "first"), version("{ }", "second")],
        )],
        credentials: vec![("Password".into(), credential())],
        file: Some("systems.json".into()),
    }
}

fn destination(name: &str) -> ImportedDestination {
    ImportedDestination {
        id: "5d1a".into(),
        name: name.parse().unwrap(),
        description: String::new(),
        properties: [("Type".to_owned(), "HTTP".to_owned())].into(),
        credentials: vec![("Password".into(), credential())],
    }
}

#[test]
fn systems_come_with_all_that_belongs_to_them() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let above = system("EMEA", Level::Directory, None);
    let below = system("Retail", Level::Subaccount, Some(above.id));
    workspace.import(&[above.clone(), below.clone()], &[destination("emea")], Timestamp(5), "me").unwrap();

    let kept = workspace.system(below.id).unwrap();
    assert_eq!(kept.parent, Some(above.id));
    assert_eq!((kept.enabled, kept.colour, kept.favourite), (false, Some(3), true));
    assert_eq!((kept.notes.as_str(), kept.imported.as_deref()), ("n", Some("{}")));
    assert_eq!(workspace.credentials(&below.id.to_string()).unwrap()["Password"], credential());
    assert_eq!(workspace.credentials("5d1a").unwrap()["Password"], credential());
    assert_eq!(workspace.destination("5d1a").unwrap().properties["Type"], "HTTP");

    let versions = workspace.transformation_versions(below.id, TransformationKind::Read).unwrap();
    let shown = versions.iter().map(|v| (v.number, v.who.as_str(), v.description.as_str()));
    assert!(shown.eq([(2, "she", "second"), (1, "she", "first")]));

    let noted = workspace.configuration_page(below.id, 0, 9).unwrap().rows;
    assert_eq!((noted.len(), noted[0].who.as_str()), (1, "me"));
    assert_eq!(noted[0].change, ConfigurationChange::Imported { file: Some("systems.json".into()) });
}

#[test]
fn one_that_cannot_be_added_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let first = system("Retail", Level::Subaccount, None);
    let same_name = system("RETAIL", Level::Subaccount, None);
    let below_a_leaf = system("Other", Level::Subaccount, Some(first.id));
    for last in [same_name, below_a_leaf] {
        let refused = workspace.import(&[first.clone(), last], &[destination("emea")], Timestamp(5), "me");
        assert!(refused.is_err());
        assert!(workspace.systems().unwrap().is_empty() && workspace.destinations().unwrap().is_empty());
        assert!(workspace.credentials(&first.id.to_string()).unwrap().is_empty());
        let versions = workspace.transformation_versions(first.id, TransformationKind::Read).unwrap();
        assert!(versions.is_empty());
        assert_eq!(workspace.configuration_page(first.id, 0, 9).unwrap().total, 0);
    }
}
