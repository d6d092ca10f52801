//! What was changed about a system itself.

use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

fn add(workspace: &Workspace, name: &str) -> SystemId {
    let system = NewSystem {
        name: name.parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: vec![],
        demo: None,
        properties: Default::default(),
    };
    workspace.add_system(&system).unwrap().id
}

/// One of each kind, with the text that stands in files of this version for ever.
fn changes() -> Vec<(ConfigurationChange, &'static str)> {
    use ConfigurationChange as C;
    let text = |text: &str| text.to_owned();
    vec![
        (C::Created, r#"{"what":"created"}"#),
        (C::Imported { file: Some(text("a.json")) }, r#"{"what":"imported","file":"a.json"}"#),
        (C::Duplicated { of: text("A") }, r#"{"what":"duplicated","of":"A"}"#),
        (C::Renamed { from: text("A"), to: text("B") }, r#"{"what":"renamed","from":"A","to":"B"}"#),
        (
            C::Described { before: text(""), after: text("d") },
            r#"{"what":"described","before":"","after":"d"}"#,
        ),
        (C::Moved { from: None, to: Some(text("EMEA")) }, r#"{"what":"moved","from":null,"to":"EMEA"}"#),
        (
            C::Tagged { before: vec![], after: vec![text("t")] },
            r#"{"what":"tagged","before":[],"after":["t"]}"#,
        ),
        (C::Noted { before: text(""), after: text("n") }, r#"{"what":"noted","before":"","after":"n"}"#),
        (C::Coloured { before: Some(3), after: None }, r#"{"what":"coloured","before":3,"after":null}"#),
        (C::Enabled, r#"{"what":"enabled"}"#),
        (C::Disabled, r#"{"what":"disabled"}"#),
        (C::Deleted, r#"{"what":"deleted"}"#),
        (C::Restored, r#"{"what":"restored"}"#),
        (
            C::Property { name: text("URL"), before: None, after: Some(text("u")) },
            r#"{"what":"property","name":"URL","before":null,"after":"u"}"#,
        ),
        (
            C::Credential { name: text("Password"), act: CredentialAct::Replaced },
            r#"{"what":"credential","name":"Password","act":"replaced"}"#,
        ),
        (
            C::Destination { before: Some(text("emea")), after: None },
            r#"{"what":"destination","before":"emea","after":null}"#,
        ),
        (
            C::Transformation { kind: TransformationKind::Read, number: 2, description: text("why") },
            r#"{"what":"transformation","kind":"read","number":2,"description":"why"}"#,
        ),
        (
            C::Consumer { id: text("idm"), act: ConsumerAct::Added },
            r#"{"what":"consumer","id":"idm","act":"added"}"#,
        ),
    ]
}

#[test]
fn every_change_is_kept_as_it_was_noted() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let (system, other) = (add(&workspace, "A"), add(&workspace, "B"));
    let changes = changes();
    for ((change, json), at) in changes.iter().zip(1..) {
        assert_eq!(serde_json::to_string(change).unwrap(), *json);
        workspace.note_configuration(system, Timestamp(at), "Jana", change).unwrap();
        workspace.note_configuration(other, Timestamp(0), "Jo", &ConfigurationChange::Enabled).unwrap();
    }
    workspace.delete_system(system).unwrap();

    let page = workspace.configuration_page(system, 0, 100).unwrap();
    assert_eq!(page.total, changes.len() as u64);
    assert!(page.rows.is_sorted_by(|a, b| a.number > b.number));
    for (row, (change, _)) in page.rows.iter().rev().zip(&changes) {
        assert_eq!((&row.change, row.who.as_str()), (change, "Jana"));
    }
    let second = workspace.configuration_page(system, 1, 2).unwrap();
    assert_eq!(second.rows, page.rows[1..3]);
    assert_eq!(second.total, page.total);
}

#[test]
fn a_credential_and_its_history_are_noted_at_once_and_taken_back_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let system = add(&workspace, "A");
    let owner = system.to_string();
    let fact = |at| Credential { set_at: Timestamp(at), certificate: None, url_host: None, token_host: None };
    let note = |kept: Option<&Credential>| {
        workspace.note_credential(&owner, "Password", kept, Timestamp(9), "Jana").unwrap()
    };
    let kept = || workspace.credentials(&owner).unwrap().remove("Password").map(|kept| kept.set_at.0);
    let acts = || {
        let act = |row: ConfigurationEntry| match row.change {
            ConfigurationChange::Credential { act, .. } => act,
            other => panic!("{other:?}"),
        };
        workspace
            .configuration_page(system, 0, 9)
            .unwrap()
            .rows
            .into_iter()
            .rev()
            .map(act)
            .collect::<Vec<_>>()
    };

    // The first one could not be kept, nor could the one that was to replace it.
    let first = note(Some(&fact(1)));
    workspace.take_back_credential(&owner, "Password", &first).unwrap();
    assert_eq!((kept(), acts()), (None, vec![]));
    note(Some(&fact(1)));
    let second = note(Some(&fact(2)));
    assert_eq!((kept(), acts()), (Some(2), vec![CredentialAct::Set, CredentialAct::Replaced]));
    workspace.take_back_credential(&owner, "Password", &second).unwrap();
    assert_eq!((kept(), acts()), (Some(1), vec![CredentialAct::Set]));

    note(None);
    note(None);
    assert_eq!((kept(), acts()), (None, vec![CredentialAct::Set, CredentialAct::Removed]));
}

#[test]
fn a_system_that_is_taken_back_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let stays = add(&workspace, "A");
    let new = NewSystem {
        name: "B".parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: vec![],
        demo: None,
        properties: Default::default(),
    };
    let goes = workspace.create_system(&new, Timestamp(1), "Jana").unwrap().id;
    assert_eq!(
        workspace.configuration_page(goes, 0, 9).unwrap().rows[0].change,
        ConfigurationChange::Created
    );
    let destination = workspace.add_destination(&"emea".parse().unwrap(), "", &Default::default()).unwrap();
    workspace.take_back(&[goes], std::slice::from_ref(&destination.id)).unwrap();
    assert_eq!(workspace.systems().unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [stays]);
    assert_eq!(workspace.configuration_page(goes, 0, 9).unwrap().total, 0);
    assert!(workspace.destinations().unwrap().is_empty());
}
