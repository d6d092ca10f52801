//! The workspace's own file: what is opened, what is refused and left alone, and the two ways on.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::*;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn folder() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("zonedesk.db");
    (dir, file)
}

fn system(name: &str) -> NewSystem {
    NewSystem {
        name: name.parse().unwrap(),
        description: String::new(),
        level: Level::Subaccount,
        parent: None,
        tags: vec!["production".into()],
        demo: None,
        properties: [("URL".to_owned(), "https://api.example".to_owned())].into(),
    }
}

/// A file with a few systems in it, and nothing in its log.
fn filled(dir: &Path) {
    let workspace = Workspace::open(dir).unwrap();
    for n in 0..200 {
        workspace.add_system(&system(&format!("Account {n}"))).unwrap();
    }
    drop(workspace);
    let db = Connection::open(dir.join("zonedesk.db")).unwrap();
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
}

fn refused(dir: &Path) -> String {
    match Workspace::open(dir) {
        Ok(_) => "opened".into(),
        Err(error) => error.to_string().replace(&dir.display().to_string(), "…"),
    }
}

#[test]
fn what_is_no_workspace_is_named_and_left_as_it_is() {
    let newer = |file: &Path| {
        filled(file.parent().unwrap());
        let db = Connection::open(file).unwrap();
        db.execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    };
    let foreign = |file: &Path| Connection::open(file).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let text = |file: &Path| fs::write(file, "Dear diary").unwrap();
    let torn = |file: &Path| {
        filled(file.parent().unwrap());
        let mut bytes = fs::read(file).unwrap();
        bytes.truncate(bytes.len() / 2);
        fs::write(file, bytes).unwrap();
    };
    let scribbled = |file: &Path| {
        filled(file.parent().unwrap());
        let mut bytes = fs::read(file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8_192].fill(0x5A);
        fs::write(file, bytes).unwrap();
    };
    let stripped = |file: &Path| {
        filled(file.parent().unwrap());
        let db = Connection::open(file).unwrap();
        db.execute_batch("DROP TABLE workspace; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    };
    for (make, message) in [
        (&newer as &dyn Fn(&Path), "…/zonedesk.db has version 99; this program knows versions up to 4"),
        (&foreign, "…/zonedesk.db is not a Zonedesk workspace"),
        (&text, "…/zonedesk.db is damaged: its first bytes are not those of a database"),
        (&torn, "…/zonedesk.db is damaged"),
        (&scribbled, "…/zonedesk.db is damaged"),
        (&stripped, "…/zonedesk.db is damaged: parts of it are missing"),
    ] {
        let (dir, file) = folder();
        make(&file);
        let before = fs::read(&file).unwrap();
        let said = refused(dir.path());
        assert!(said.starts_with(message), "{said}");
        assert_eq!(fs::read(&file).unwrap(), before, "{message}");
    }
}

#[test]
fn an_empty_file_is_what_a_crash_leaves_and_is_filled() {
    let (dir, file) = folder();
    fs::write(&file, "").unwrap();
    assert_eq!(refused(dir.path()), "opened");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let (dir, file) = folder();
    filled(dir.path());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).unwrap();
    if fs::OpenOptions::new().write(true).open(&file).is_ok() {
        eprintln!("skipped: this user may write to every file");
        return;
    }
    assert_eq!(refused(dir.path()), "…/zonedesk.db cannot be written to");
}

#[test]
fn a_copy_holds_what_can_be_read_and_the_original_stays() {
    for damage in [false, true] {
        let (dir, file) = folder();
        filled(dir.path());
        if damage {
            let mut bytes = fs::read(&file).unwrap();
            // A page of the table: the index beside it holds names in lower case.
            let place = bytes.windows(11).position(|text| text == b"Account 100").unwrap() / 4_096 * 4_096;
            bytes[place..place + 4_096].fill(0x5A);
            fs::write(&file, bytes).unwrap();
        } else {
            let db = Connection::open(&file).unwrap();
            db.execute_batch(
                "ALTER TABLE system ADD COLUMN later TEXT; PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)",
            )
            .unwrap();
        }
        let before = fs::read(&file).unwrap();
        let (copy, rescued) = open_copy(dir.path(), NOW).unwrap();
        let systems = copy.systems().unwrap();
        if damage {
            assert!(systems.len() < 200 && !systems.is_empty(), "{}", systems.len());
            assert!(rescued.tables.iter().any(|table| !table.complete));
        } else {
            assert_eq!(systems.len(), 200);
            assert_eq!(systems[0].properties["URL"], "https://api.example");
            assert!(rescued.tables.iter().all(|table| table.complete));
        }
        assert_eq!(copy.dir(), dir.path().join("copy 2027-01-15 08.00.00"));
        assert_eq!(fs::read(&file).unwrap(), before);
        let (second, _) = open_copy(dir.path(), NOW).unwrap();
        assert_eq!(second.dir(), dir.path().join("2 copy 2027-01-15 08.00.00"));
        assert_eq!(second.id(), copy.id());
    }
}

#[test]
fn a_new_start_moves_the_old_file_aside() {
    let (dir, file) = folder();
    fs::write(&file, "Dear diary").unwrap();
    let workspace = start_new(dir.path(), NOW).unwrap();
    assert_eq!(workspace.systems().unwrap(), []);
    assert_eq!(fs::read_to_string(dir.path().join("zonedesk 2027-01-15 08.00.00.db")).unwrap(), "Dear diary");
}

#[test]
fn many_writers_lose_nothing() {
    let (dir, _) = folder();
    let path = dir.path();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            scope.spawn(move || {
                // A handle of its own, as another process has.
                let workspace = Workspace::open(path).unwrap();
                for n in 0..10 {
                    workspace.add_system(&system(&format!("{writer} {n}"))).unwrap();
                    workspace.demo_changes_append(&[format!("{writer} {n}")]).unwrap();
                }
            });
        }
    });
    let workspace = Workspace::open(path).unwrap();
    assert_eq!((workspace.systems().unwrap().len(), workspace.demo_changes().unwrap().len()), (80, 80));
    workspace.demo_changes_clear().unwrap();
    assert_eq!(workspace.demo_changes().unwrap(), [""; 0]);
}

#[test]
fn settings_are_kept_by_key() {
    let (dir, _) = folder();
    let workspace = Workspace::open(dir.path()).unwrap();
    assert_eq!(workspace.setting::<u32>("a").unwrap(), None);
    workspace.set_setting("a", &1).unwrap();
    workspace.set_setting("a", &2).unwrap();
    assert_eq!(Workspace::open(dir.path()).unwrap().setting("a").unwrap(), Some(2));
    assert!(matches!(workspace.setting::<String>("a"), Err(WorkspaceError::Json { .. })));
}

#[test]
fn its_state_is_another_one_after_a_change_by_whomever_and_after_nothing_else() {
    let (dir, _) = folder();
    let (ours, theirs) = (Workspace::open(dir.path()).unwrap(), Workspace::open(dir.path()).unwrap());
    let mut before = ours.state().unwrap();
    for (number, writer) in [&ours, &theirs, &ours].into_iter().enumerate() {
        assert_eq!(ours.systems().unwrap().len(), number);
        assert_eq!(ours.state().unwrap(), before);
        writer.add_system(&system(&format!("System {number}"))).unwrap();
        if !std::ptr::eq(writer, &ours) {
            // As long as it may take.
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let after = ours.state().unwrap();
        assert_ne!(after, before, "{number}");
        before = after;
    }
}
