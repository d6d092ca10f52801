//! What was changed about a system itself.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so where it stands")]

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
