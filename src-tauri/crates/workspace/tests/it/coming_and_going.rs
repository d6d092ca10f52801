//! Systems that are copied, deleted and brought back.

use std::collections::BTreeMap;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::TransformationKind::{Read, Write};
use zonedesk_workspace::*;

struct Fixture {
    _dir: tempfile::TempDir,
    workspace: Workspace,
    directory: SystemId,
    /// Below it, with a value in all that a system can have.
    account: SystemId,
}

fn new(name: &str, level: Level, parent: Option<SystemId>) -> NewSystem {
    let tags = vec!["production".into(), "eu \"1\"".into()];
    NewSystem {
        name: name.parse().unwrap(),
        description: "d".into(),
        level,
        parent,
        tags,
        demo: None,
        properties: [("URL".to_owned(), "https://u".to_owned()), ("x\"y".to_owned(), "ä\n".to_owned())]
            .into(),
    }
}

fn text(text: &str) -> NewTransformation {
    NewTransformation { text: text.into(), description: "why".into(), at: Timestamp(1), who: "Jana".into() }
}

fn consumer() -> Consumer {
    Consumer {
        id: "idm".into(),
        name: "IdM".into(),
        sign_in: SignIn::Basic,
        hash: Some("$argon2id$x".into()),
        subject: None,
        access: true,
        created_at: Timestamp(1),
        token_minutes: Some(15),
    }
}

fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    let directory = workspace.add_system(&new("EMEA", Level::Directory, None)).unwrap().id;
    let account = workspace.add_system(&new("Retail", Level::Subaccount, Some(directory))).unwrap().id;
    let destination = workspace
        .add_destination(&"eu10".parse().unwrap(), "", &BTreeMap::from([("Scope".into(), "s".into())]))
        .unwrap();
    let edit = SystemEdit {
        enabled: Some(false),
        colour: Some(Some(7)),
        notes: Some("line\nline".into()),
        favourite: Some(true),
        destination: Some(Some(destination.id)),
        imported: Some(Some(r#"{"a":1}"#.into())),
        ..SystemEdit::default()
    };
    workspace.configure_system(account, edit, Timestamp(0), "Jo").unwrap();
    workspace.transformation(account, Read, &text("1")).unwrap();
    workspace.save_transformation(account, Read, 1, &text("2")).unwrap();
    let draft = TransformationDraft { base: 2, at: Timestamp(3), text: "3".into() };
    workspace.save_transformation_draft(account, Read, &draft).unwrap();
    workspace.add_consumer(account, &consumer(), Timestamp(1), "Jana").unwrap();
    let fact = Credential { set_at: Timestamp(1), certificate: None, url_host: None, token_host: None };
    workspace.note_credential(&account.to_string(), "Password", Some(&fact), Timestamp(0), "Jo").unwrap();
    Fixture { _dir: dir, workspace, directory, account }
}

impl Fixture {
    fn changes(&self, system: SystemId) -> Vec<ConfigurationChange> {
        let rows = self.workspace.configuration_page(system, 0, 100).unwrap().rows;
        rows.into_iter().map(|row| row.change).collect()
    }

    fn delete(&self, system: SystemId) {
        self.workspace.delete_system_restorably(system, Timestamp(5), "Jo").unwrap();
    }

    fn restore(&self, system: SystemId) -> System {
        self.workspace.restore_system(system, Timestamp(6), "Jo").unwrap()
    }
}

#[test]
fn what_was_deleted_comes_back_as_it_was_but_for_its_credentials() {
    let it = fixture();
    let before = it.workspace.system(it.account).unwrap();
    it.delete(it.account);
    assert_eq!(it.workspace.systems().unwrap().len(), 1);
    let deleted = DeletedSystem {
        id: it.account,
        name: before.name.clone(),
        level: Level::Subaccount,
        description: "d".into(),
        at: Timestamp(5),
        who: "Jo".into(),
    };
    assert_eq!(it.workspace.deleted_systems().unwrap(), [deleted]);

    assert_eq!(it.restore(it.account), before);
    assert_eq!(it.workspace.consumers(it.account).unwrap(), [consumer()]);
    assert_eq!(it.workspace.transformation_draft(it.account, Read).unwrap().unwrap().text, "3");
    assert_eq!(it.workspace.transformation_versions(it.account, Read).unwrap().len(), 2);
    assert!(it.workspace.credentials(&it.account.to_string()).unwrap().is_empty());
    assert_eq!(it.changes(it.account)[..2], [ConfigurationChange::Restored, ConfigurationChange::Deleted]);
    assert!(it.workspace.deleted_systems().unwrap().is_empty());
    let again = it.workspace.restore_system(it.account, Timestamp(7), "Jo");
    assert_eq!(again.unwrap_err().to_string(), format!("there is no system {}", it.account));
}

#[test]
fn what_changed_around_a_deleted_system_is_taken_as_it_is() {
    let it = fixture();
    let destination = it.workspace.destinations().unwrap().remove(0).id;
    it.delete(it.account);
    it.workspace.delete_destination(&destination).unwrap();
    it.workspace.add_system(&new("RETAIL", Level::Subaccount, None)).unwrap();
    it.workspace.add_system(&new("Retail 2", Level::Subaccount, None)).unwrap();
    let level = SystemEdit { level: Some(Level::Subaccount), ..SystemEdit::default() };
    it.workspace.configure_system(it.directory, level, Timestamp(0), "Jo").unwrap();

    let back = it.restore(it.account);
    assert_eq!((back.name.as_str(), back.parent, back.destination), ("Retail 3", None, None));

    // Deleted with what stood above it, it finds its place again once that is back.
    it.workspace
        .configure_system(
            it.directory,
            SystemEdit { level: Some(Level::Directory), ..SystemEdit::default() },
            Timestamp(0),
            "Jo",
        )
        .unwrap();
    let below = SystemEdit { parent: Some(Some(it.directory)), ..SystemEdit::default() };
    it.workspace.configure_system(it.account, below, Timestamp(0), "Jo").unwrap();
    it.delete(it.account);
    it.delete(it.directory);
    it.restore(it.directory);
    assert_eq!(it.restore(it.account).parent, Some(it.directory));
}

#[test]
fn a_copy_has_all_that_its_account_does_not_know() {
    let it = fixture();
    let of = it.workspace.system(it.account).unwrap();
    let copy = it.workspace.duplicate_system(it.account, None, Timestamp(5), "Jo").unwrap();
    let expected =
        System { id: copy.id, name: "Retail copy".parse().unwrap(), favourite: false, ..of.clone() };
    assert_eq!(copy, expected);
    let versions = it.workspace.transformation_versions(copy.id, Read).unwrap();
    let [version] = &versions[..] else { panic!("{versions:?}") };
    assert_eq!((version.number, version.description.as_str()), (1, "Copied from Retail version 2"));
    assert_eq!(it.workspace.transformation_version(copy.id, Read, 1).unwrap().1, "2");
    assert!(it.workspace.transformation_versions(copy.id, Write).unwrap().is_empty());
    assert!(it.workspace.credentials(&copy.id.to_string()).unwrap().is_empty());
    assert!(it.workspace.consumers(copy.id).unwrap().is_empty());
    assert_eq!(it.changes(copy.id), [ConfigurationChange::Duplicated { of: "Retail".into() }]);

    let second = it.workspace.duplicate_system(it.account, None, Timestamp(5), "Jo").unwrap();
    assert_eq!(second.name.as_str(), "Retail copy 2");
    let taken = "emea".parse().unwrap();
    let refused = it.workspace.duplicate_system(it.account, Some(&taken), Timestamp(5), "Jo");
    assert_eq!(refused.unwrap_err().to_string(), "a system named \"emea\" exists already");
    assert_eq!(it.workspace.systems().unwrap().len(), 4);
}
