//! Files of every released version, made by the program of that version, open with all that is in them.
//!
//! `released/v1.db`: two folders, one of them disabled, and a subaccount below them that was read and changed twice;
//! the demo landscape; settings. Whoever releases a version adds its file.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

fn stored(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/released/v{version}.db"))
}

/// A copy: opening migrates it.
fn copy(version: u32) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(stored(version), dir.path().join("zonedesk.db")).unwrap();
    dir
}

fn by_name(workspace: &Workspace, name: &str) -> System {
    workspace.systems().unwrap().into_iter().find(|system| system.name.as_str() == name).unwrap()
}

#[test]
fn all_of_version_1_is_found() {
    let dir = copy(1);
    let workspace = Workspace::open(dir.path()).unwrap();
    assert_eq!(workspace.id(), "79e638d2-c27a-4de2-8938-1a820bba3a27");

    let systems = workspace.systems().unwrap();
    assert_eq!(systems.len(), 13);
    assert_eq!(systems.iter().filter(|system| system.demo.is_some()).count(), 10);
    assert_eq!(
        systems.iter().filter_map(|system| system.snapshot.as_ref()).map(|s| s.users).sum::<u64>(),
        5_071
    );
    let (acme, emea, shop) =
        (by_name(&workspace, "Acme"), by_name(&workspace, "EMEA"), by_name(&workspace, "Shop"));
    assert_eq!((acme.level, acme.parent, acme.enabled), (Level::GlobalAccount, None, true));
    assert_eq!((emea.level, emea.parent, emea.enabled), (Level::Directory, Some(acme.id), false));
    assert_eq!(emea.tags, ["production", "emea"]);
    assert_eq!((shop.parent, shop.description.as_str()), (Some(emea.id), "The web shop"));
    assert_eq!(shop.properties["User"], "sb-full-access!a74183");
    assert_eq!(shop.properties["URL"], "http://127.0.0.1:43395/shop");
    assert_eq!(shop.properties["OAuth2TokenServiceURL"], "http://127.0.0.1:43395/shop/oauth/token");
    assert!(shop.contact.is_some());
    // What version 3 adds begins with what was read: from there differences are kept.
    let read = shop.snapshot.as_ref().unwrap();
    assert_eq!((read.mark, read.whole_at, read.deltas), (None, None, 0));
    assert_eq!(workspace.known_since(shop.id).unwrap(), Some(read.refreshed_at));
    assert_eq!(workspace.change_sets(shop.id, 0, 10).unwrap().total, 0);
    // What version 2 adds begins empty.
    assert_eq!((shop.colour, shop.notes.as_str(), shop.favourite), (None, "", false));

    // Its secret lies in the keychain still, so that moving secrets must know of it. A folder and the demo have none.
    let credentials = workspace.credentials(&shop.id.to_string()).unwrap();
    assert_eq!(credentials.keys().collect::<Vec<_>>(), ["Password"]);
    assert!(workspace.credentials(&emea.id.to_string()).unwrap().is_empty());
    assert!(workspace.credentials(&by_name(&workspace, "Retail PROD").id.to_string()).unwrap().is_empty());

    assert_eq!(workspace.verify_journal().unwrap(), JournalCheck { entries: 2, broken_at: None });
    let entry = workspace.journal_entry(1).unwrap();
    assert_eq!((entry.head.draft.who.as_str(), entry.head.draft.reason.as_str()), ("ann", "ticket 4711"));
    assert_eq!(entry.requests.len(), 1);
    let touched = EntryFilter { touching: Some((shop.id, "u3".into())), limit: 10, ..EntryFilter::default() };
    assert_eq!(workspace.journal_page(&touched).unwrap().total, 1);

    let settings: serde_json::Value = workspace.setting("app").unwrap().unwrap();
    assert_eq!((&settings["name"], &settings["inactiveAfterDays"]), (&"Ann Example".into(), &90.into()));
}

#[test]
fn a_migrated_file_takes_everything_that_is_new_and_migrates_once() {
    let dir = copy(1);
    let workspace = Workspace::open(dir.path()).unwrap();
    let shop = by_name(&workspace, "Shop");
    let edit = SystemEdit { notes: Some("Ask Jo".into()), favourite: Some(true), ..SystemEdit::default() };
    workspace.configure_system(shop.id, edit, Timestamp(0), "Jo").unwrap();
    drop(workspace);
    let again = Workspace::open(dir.path()).unwrap();
    assert_eq!(by_name(&again, "Shop").notes, "Ask Jo");
    assert_eq!(again.systems().unwrap().len(), 13);
}

#[test]
fn what_cannot_be_opened_is_copied_from_every_version() {
    let dir = copy(1);
    let (copy, rescued) = open_copy(dir.path(), zonedesk_scim::Timestamp(0)).unwrap();
    assert_eq!(copy.systems().unwrap().len(), 13);
    assert_eq!(copy.verify_journal().unwrap().entries, 2);
    let lost = |name| rescued.tables.iter().any(|table| table.name == name && !table.complete);
    assert!(!["system", "property", "setting", "journal"].into_iter().any(lost), "{rescued:?}");
}
