//! Backup and restore: what comes back, what is refused, and what happens to what was there.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// Waits in the workspace's file until a refresh has read it.
const OF_A_SNAPSHOT: &str = "what only a snapshot may tell of Jo";

fn system(name: &str) -> NewSystem {
    NewSystem {
        name: name.parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: Vec::new(),
        demo: None,
        properties: [("URL".to_owned(), "https://api.example".to_owned())].into(),
    }
}

fn names(workspace: &Workspace) -> Vec<String> {
    workspace.systems().unwrap().iter().map(|system| system.name.to_string()).collect()
}

/// A backup of a workspace with one system, `Kept`, whose account was read.
fn backup(dir: &Path) -> std::path::PathBuf {
    let workspace = Workspace::open(&dir.join("made from")).unwrap();
    let kept = workspace.add_system(&system("Kept")).unwrap();
    workspace.load_snapshot(kept.id).unwrap().finish(NOW, &Completeness::Complete).unwrap();
    workspace.set_setting("app", &"of the backup").unwrap();
    let db = Connection::open(dir.join("made from/zonedesk.db")).unwrap();
    let change = "INSERT INTO snapshot_change (system, at, change) VALUES (?, 0, ?)";
    db.execute(change, (kept.id.to_string(), OF_A_SNAPSHOT)).unwrap();
    let file = dir.join("backup");
    let info = workspace.back_up(&file, NOW).unwrap();
    assert_eq!((info.made_at, info.systems, info.entries), (NOW, 1, 0));
    assert_eq!(inspect_backup(&file).unwrap(), info);
    file
}

#[test]
fn all_but_snapshots_comes_back_into_a_new_folder() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path());
    let before = fs::read(&file).unwrap();
    // Nor in what SQLite has given free.
    assert!(!before.windows(OF_A_SNAPSHOT.len()).any(|part| part == OF_A_SNAPSHOT.as_bytes()));
    let restored = restore_into(&file, &dir.path().join("new")).unwrap();
    assert_eq!(names(&restored), ["Kept"]);
    assert!(restored.systems().unwrap()[0].snapshot.is_none());
    assert_eq!(restored.setting::<String>("app").unwrap().as_deref(), Some("of the backup"));
    // Secrets in the keychain are found again under the same id.
    assert_eq!(restored.id(), Workspace::open(&dir.path().join("made from")).unwrap().id());
    assert_eq!(fs::read(&file).unwrap(), before);
    // It is a workspace now, not a backup.
    drop(restored);
    let refused = inspect_backup(&dir.path().join("new/zonedesk.db")).unwrap_err();
    assert!(matches!(refused, WorkspaceError::NoBackup { .. }), "{refused}");
    let refused = restore_into(&file, &dir.path().join("new")).err().unwrap();
    assert!(matches!(refused, WorkspaceError::Occupied { .. }), "{refused}");
}

#[test]
fn what_is_replaced_is_set_aside_and_not_while_it_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path());
    let place = dir.path().join("place");
    let open = Workspace::open(&place).unwrap();
    open.add_system(&system("Former")).unwrap();
    fs::write(place.join("secrets.vault"), "sealed").unwrap();
    let refused = restore_over(&file, &place, NOW).err().unwrap();
    assert!(matches!(refused, WorkspaceError::Busy { .. }), "{refused}");
    assert_eq!(names(&open), ["Former"]);
    drop(open);
    let (restored, aside) = restore_over(&file, &place, NOW).unwrap();
    assert_eq!(names(&restored), ["Kept"]);
    assert_eq!(aside.unwrap(), place.join("zonedesk 2027-01-15 08.00.00.db"));
    assert_eq!(fs::read_to_string(place.join("secrets 2027-01-15 08.00.00.vault")).unwrap(), "sealed");
    let former = dir.path().join("former");
    fs::create_dir(&former).unwrap();
    fs::copy(place.join("zonedesk 2027-01-15 08.00.00.db"), former.join("zonedesk.db")).unwrap();
    assert_eq!(names(&Workspace::open(&former).unwrap()), ["Former"]);
}

#[test]
fn a_damaged_workspace_can_be_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path());
    let place = dir.path().join("place");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("zonedesk.db"), "Dear diary").unwrap();
    let (restored, _) = restore_over(&file, &place, NOW).unwrap();
    assert_eq!(names(&restored), ["Kept"]);
    assert_eq!(fs::read_to_string(place.join("zonedesk 2027-01-15 08.00.00.db")).unwrap(), "Dear diary");
}

#[test]
fn what_is_no_whole_backup_is_refused_and_nothing_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path());
    let sql =
        |sql: &'static str| move |file: &Path| Connection::open(file).unwrap().execute_batch(sql).unwrap();
    let newer = sql("PRAGMA user_version = 99");
    let unmarked = sql("DELETE FROM setting WHERE key = 'backup'");
    let foreign = sql("PRAGMA application_id = 1");
    let text = |file: &Path| fs::write(file, "Dear diary").unwrap();
    let gone = |file: &Path| fs::remove_file(file).unwrap();
    let torn = |file: &Path| {
        let bytes = fs::read(file).unwrap();
        fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    };
    let scribbled = |file: &Path| {
        let mut bytes = fs::read(file).unwrap();
        let at = bytes.len() / 4_096 / 2 * 4_096;
        bytes[at..at + 4_096].fill(0x5A);
        fs::write(file, bytes).unwrap();
    };
    for (spoil, said) in [
        (&newer as &dyn Fn(&Path), "has version 99"),
        (&unmarked, "is no backup of a Zonedesk workspace"),
        (&foreign, "is no backup of a Zonedesk workspace"),
        (&text, "is no backup of a Zonedesk workspace"),
        (&gone, "is no backup of a Zonedesk workspace"),
        (&torn, "is damaged"),
        (&scribbled, "is damaged"),
    ] {
        let spoilt = dir.path().join("spoilt");
        fs::copy(&file, &spoilt).unwrap();
        spoil(&spoilt);
        let place = dir.path().join("place");
        for refused in [
            restore_into(&spoilt, &place).err().unwrap(),
            restore_over(&spoilt, &place, NOW).err().unwrap(),
            inspect_backup(&spoilt).unwrap_err(),
        ] {
            assert!(refused.to_string().contains(said), "{said}: {refused}");
        }
        assert!(!place.exists(), "{said}");
    }
}

#[test]
fn a_backup_replaces_the_file_of_its_name_or_leaves_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path());
    let workspace = Workspace::open(&dir.path().join("made from")).unwrap();
    workspace.add_system(&system("Second")).unwrap();
    assert_eq!(workspace.back_up(&file, NOW).unwrap().systems, 2);
    let nowhere = dir.path().join("no folder").join("backup");
    assert!(workspace.back_up(&nowhere, NOW).is_err());
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing else is left behind");
}
