//! Consumers: kept with their system, noted in its history.

use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

fn consumer(id: &str) -> Consumer {
    Consumer {
        id: id.into(),
        name: "IdM".into(),
        sign_in: SignIn::OAuth,
        hash: Some("$argon2id$".into()),
        subject: None,
        access: true,
        created_at: Timestamp(1),
        token_minutes: Some(15),
    }
}

#[test]
fn consumers_are_kept_changed_and_noted() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let new = NewSystem {
        name: "Retail".parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: Vec::new(),
        demo: None,
        properties: [].into(),
    };
    let system = workspace.add_system(&new).unwrap().id;
    let at = Timestamp(2);

    workspace.add_consumer(system, &consumer("b"), at, "me").unwrap();
    workspace.add_consumer(system, &consumer("a"), at, "me").unwrap();
    let taken = workspace.add_consumer(system, &consumer("a"), at, "me").unwrap_err();
    assert!(matches!(taken, WorkspaceError::ConsumerTaken { id } if id == "a"));
    assert_eq!(workspace.consumers(system).unwrap(), [consumer("a"), consumer("b")]);

    let change = |consumer: &mut Consumer| {
        consumer.access = false;
        consumer.id = "other".into();
        consumer.created_at = Timestamp(9);
    };
    let changed = workspace.update_consumer(system, "a", change, at, "me").unwrap();
    assert_eq!(changed, Consumer { access: false, ..consumer("a") });
    workspace.update_consumer(system, "a", |_| (), at, "me").unwrap();
    for (minutes, seconds) in [(1, 60), (1440, 86_400)] {
        let change = |consumer: &mut Consumer| consumer.token_minutes = Some(minutes);
        let changed = workspace.update_consumer(system, "a", change, at, "me").unwrap();
        assert_eq!(changed.token_seconds(), seconds);
    }
    let usual = Consumer { token_minutes: None, ..consumer("a") };
    assert_eq!(usual.token_seconds(), 3600);

    workspace.delete_consumer(system, "b", at, "me").unwrap();
    let gone = workspace.delete_consumer(system, "b", at, "me").unwrap_err();
    assert!(matches!(gone, WorkspaceError::NoConsumer { id } if id == "b"));

    let noted = workspace.configuration_page(system, 0, 9).unwrap().rows.into_iter();
    let acts = noted.filter_map(|row| match row.change {
        ConfigurationChange::Consumer { id, act } => Some((id, act)),
        _ => None,
    });
    let expected = [
        ("b", ConsumerAct::Removed),
        ("a", ConsumerAct::Changed),
        ("a", ConsumerAct::Changed),
        ("a", ConsumerAct::Changed),
        ("a", ConsumerAct::Added),
        ("b", ConsumerAct::Added),
    ];
    assert!(acts.eq(expected.map(|(id, act)| (id.to_owned(), act))));

    workspace.delete_system(system).unwrap();
    assert!(workspace.consumers(system).unwrap().is_empty());
    let nowhere = workspace.add_consumer(system, &consumer("a"), at, "me").unwrap_err();
    assert!(matches!(nowhere, WorkspaceError::NoSystem { .. }));
}
