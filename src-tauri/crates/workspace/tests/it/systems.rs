//! Systems: the tree, names, properties, what was found when they were asked.

use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

struct Fixture {
    _dir: tempfile::TempDir,
    workspace: Workspace,
}

fn fixture() -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(dir.path()).unwrap();
    Fixture { _dir: dir, workspace }
}

impl Fixture {
    fn add(&self, name: &str, level: Level, parent: Option<SystemId>) -> Result<SystemId> {
        let system = NewSystem {
            name: name.parse().unwrap(),
            description: "d".into(),
            level,
            parent,
            tags: vec!["b".into(), "a".into()],
            demo: None,
            properties: [("URL".to_owned(), "u".to_owned()), ("User".to_owned(), "sb".to_owned())].into(),
        };
        self.workspace.add_system(&system).map(|system| system.id)
    }

    fn edit(&self, id: SystemId, edit: SystemEdit) -> Result<System> {
        self.workspace.configure_system(id, edit, Timestamp(0), "Jo")
    }
}

fn to(parent: Option<SystemId>) -> SystemEdit {
    SystemEdit { parent: Some(parent), ..SystemEdit::default() }
}

fn said<T>(outcome: Result<T>) -> String {
    outcome.err().map_or_else(|| "done".into(), |error| error.to_string())
}

#[test]
fn names_are_unique_ignoring_case() {
    let it = fixture();
    let first = it.add("Retail PROD", Level::Subaccount, None).unwrap();
    let second = it.add("Retail QA", Level::Subaccount, None).unwrap();
    let rename = |id, name: &str| {
        it.edit(id, SystemEdit { name: Some(name.parse().unwrap()), ..SystemEdit::default() })
    };
    assert_eq!(
        said(it.add("retail prod", Level::Subaccount, None)),
        "a system named \"retail prod\" exists already"
    );
    assert_eq!(said(rename(second, "RETAIL PROD")), "a system named \"RETAIL PROD\" exists already");
    assert_eq!(said(rename(first, "RETAIL PROD")), "done");
    assert_eq!(it.workspace.system(first).unwrap().name.as_str(), "RETAIL PROD");
}

#[test]
fn the_tree_keeps_to_the_account_model() {
    let it = fixture();
    let global = it.add("Global", Level::GlobalAccount, None).unwrap();
    let outer = it.add("Outer", Level::Directory, Some(global)).unwrap();
    let inner = it.add("Inner", Level::Directory, Some(outer)).unwrap();
    let account = it.add("Account", Level::Subaccount, Some(inner)).unwrap();
    let level = |level| SystemEdit { level: Some(level), ..SystemEdit::default() };
    for (outcome, message) in [
        (it.edit(outer, to(Some(inner))), "\"Outer\" cannot be moved below itself"),
        (it.edit(outer, to(Some(outer))), "\"Outer\" cannot be moved below itself"),
        (
            it.edit(inner, to(Some(account))),
            "\"Account\" cannot be above \"Inner\": a subaccount has no systems below it",
        ),
        (
            it.edit(inner, level(Level::Subaccount)),
            "\"Inner\" cannot be above \"Account\": a subaccount has no systems below it",
        ),
        (
            it.edit(outer, level(Level::GlobalAccount)),
            "\"Global\" cannot be above \"Outer\": a global account has none above it",
        ),
        (it.edit(account, to(None)), "done"),
        (
            it.edit(inner, to(Some(account))),
            "\"Account\" cannot be above \"Inner\": a subaccount has no systems below it",
        ),
        (it.edit(account, to(Some(global))), "done"),
    ] {
        assert_eq!(said(outcome), message);
    }
    let unknown: SystemId = "194e6a6d-0000-4000-8000-000000000000".parse().unwrap();
    assert_eq!(said(it.edit(account, to(Some(unknown)))), format!("there is no system {unknown}"));
}

#[test]
fn what_was_below_a_deleted_system_moves_up() {
    let it = fixture();
    let global = it.add("Global", Level::GlobalAccount, None).unwrap();
    let folder = it.add("Folder", Level::Directory, Some(global)).unwrap();
    let account = it.add("Account", Level::Subaccount, Some(folder)).unwrap();
    it.workspace.delete_system(folder).unwrap();
    assert_eq!(it.workspace.system(account).unwrap().parent, Some(global));
    it.workspace.delete_system(global).unwrap();
    assert_eq!(it.workspace.system(account).unwrap().parent, None);
    assert_eq!(said(it.workspace.delete_system(global)), format!("there is no system {global}"));
}

#[test]
fn an_edit_changes_what_it_names_and_nothing_else() {
    let it = fixture();
    let id = it.add("A", Level::Subaccount, None).unwrap();
    let before = it.workspace.system(id).unwrap();
    let after = it
        .edit(
            id,
            SystemEdit {
                enabled: Some(false),
                properties: [
                    ("URL".to_owned(), Some("v".to_owned())),
                    ("User".to_owned(), None),
                    ("none".to_owned(), None),
                ]
                .into(),
                ..SystemEdit::default()
            },
        )
        .unwrap();
    let expected =
        System { enabled: false, properties: [("URL".to_owned(), "v".to_owned())].into(), ..before.clone() };
    assert_eq!(after, expected);
    assert_eq!(it.workspace.systems().unwrap(), [expected]);
    assert_eq!(before.tags, ["b", "a"]);

    let contact = Contact { at: Timestamp(5), problem: Some("{}".into()), read_only: true };
    it.workspace.set_contact(id, &contact).unwrap();
    assert_eq!(it.workspace.system(id).unwrap().contact, Some(contact));
}
