//! The whole workspace but secrets and snapshots in one file, and the way back.
//!
//! A backup is the workspace's own file, copied at one moment, with a note that says so: it is read with any SQLite
//! and migrates as a workspace does.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use serde::{Deserialize, Serialize};
use zonedesk_scim::Timestamp;

use crate::file::{self, Kind};
use crate::rescue::{WITHOUT_SNAPSHOTS, set_aside, with_suffix};
use crate::workspace::{FILE, create_dir, lock_file};
use crate::{Result, Workspace, WorkspaceError};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupInfo {
    pub made_at: Timestamp,
    pub systems: u32,
    pub destinations: u32,
    /// Entries of the journal.
    pub entries: u32,
    pub transformation_versions: u32,
}

/// The setting that tells a backup from a workspace's file that somebody copied, perhaps without its log.
const MARK: &str = "backup";

#[derive(Serialize, Deserialize)]
struct Mark {
    at: Timestamp,
}

impl Workspace {
    /// Writes a backup, in place of what the file held. Others may go on writing to the workspace meanwhile.
    pub fn back_up(&self, target: &Path, at: Timestamp) -> Result<BackupInfo> {
        let beside = with_suffix(target, ".new");
        remove(&beside)?;
        let made = self.copy_into(&beside, at).and_then(|info| {
            fs::rename(&beside, target).map_err(|error| WorkspaceError::io(target, error))?;
            Ok(info)
        });
        if made.is_err() {
            // The error that counts is the first.
            let _ = fs::remove_file(&beside);
        }
        made
    }

    fn copy_into(&self, file: &Path, at: Timestamp) -> Result<BackupInfo> {
        self.read(|db| db.execute("VACUUM INTO ?", [&*file.to_string_lossy()]).map(|_| ())).map_err(
            |error| {
                match error {
                    // It is the new file that could not be written.
                    WorkspaceError::ReadOnly { .. } => WorkspaceError::ReadOnly { path: file.to_owned() },
                    other => other,
                }
            },
        )?;
        let failed = |error| WorkspaceError::database(file, error);
        let copy = Connection::open(file).map_err(failed)?;
        let mark = serde_json::to_string(&Mark { at })
            .map_err(|source| WorkspaceError::Json { what: "a backup's mark", source })?;
        copy.execute_batch("PRAGMA journal_mode = DELETE; BEGIN; DELETE FROM snapshot_change")
            .and_then(|()| copy.execute_batch(WITHOUT_SNAPSHOTS))
            .and_then(|()| {
                copy.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (MARK, mark))
            })
            .and_then(|_| copy.execute_batch("COMMIT; VACUUM"))
            .map_err(failed)?;
        let info = read_info(&copy, file)?;
        drop(copy);
        File::options()
            .write(true)
            .open(file)
            .and_then(|file| file.sync_all())
            .map_err(|error| WorkspaceError::io(file, error))?;
        Ok(info)
    }
}

/// What a file holds; an error where it is no backup, is damaged, or was made by a later version.
pub fn inspect_backup(backup: &Path) -> Result<BackupInfo> {
    let not_one = || WorkspaceError::NoBackup { path: backup.to_owned() };
    match file::kind(backup)? {
        Kind::Workspace { version } => file::refuse_newer(backup, version)?,
        Kind::Absent | Kind::OtherDatabase | Kind::NoDatabase => return Err(not_one()),
    }
    let failed = |error| WorkspaceError::database(backup, error);
    let db = Connection::open_with_flags(backup, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    let found: String = db.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0)).map_err(failed)?;
    if found != "ok" {
        return Err(WorkspaceError::Damaged { path: backup.to_owned(), detail: found });
    }
    read_info(&db, backup)
}

/// Restores a backup into a folder that holds no workspace yet; makes the folder.
pub fn restore_into(backup: &Path, dir: &Path) -> Result<Workspace> {
    inspect_backup(backup)?;
    create_dir(dir)?;
    let alone = alone(dir)?;
    let file = dir.join(FILE);
    if file.exists() {
        return Err(WorkspaceError::Occupied { path: file });
    }
    place(backup, dir)?;
    drop(alone);
    Workspace::open(dir)
}

/// Restores a backup in place of a folder's workspace, damaged or not, whose file and vault are set aside under names
/// that carry the time. Refused while any program has the workspace open, this one included. Gives the former file's
/// name too, where there was one.
pub fn restore_over(backup: &Path, dir: &Path, at: Timestamp) -> Result<(Workspace, Option<PathBuf>)> {
    inspect_backup(backup)?;
    create_dir(dir)?;
    let alone = alone(dir)?;
    let aside = dir.join(FILE).exists().then(|| set_aside(dir, at)).transpose()?;
    place(backup, dir)?;
    drop(alone);
    Ok((Workspace::open(dir)?, aside))
}

/// Copies first and renames then: a workspace's file is whole or not there.
fn place(backup: &Path, dir: &Path) -> Result<()> {
    let file = dir.join(FILE);
    let beside = with_suffix(&file, ".new");
    let copied = fs::copy(backup, &beside).and_then(|_| {
        let copy = File::options().write(true).open(&beside)?;
        // A backup may be read-only, on a disk that is.
        let mut permissions = copy.metadata()?.permissions();
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
        #[cfg(not(unix))]
        permissions.set_readonly(false);
        copy.set_permissions(permissions)?;
        copy.sync_all()
    });
    copied.map_err(|error| WorkspaceError::io(&beside, error))?;
    let failed = |error| WorkspaceError::database(&beside, error);
    let db = Connection::open(&beside).map_err(failed)?;
    db.execute("DELETE FROM setting WHERE key = ?", [MARK]).map_err(failed)?;
    drop(db);
    fs::rename(&beside, &file).map_err(|error| WorkspaceError::io(&file, error))
}

fn read_info(db: &Connection, file: &Path) -> Result<BackupInfo> {
    let failed = |error| WorkspaceError::database(file, error);
    let not_one = || WorkspaceError::NoBackup { path: file.to_owned() };
    let mark: Option<String> = db
        .query_row("SELECT value FROM setting WHERE key = ?", [MARK], |row| row.get(0))
        .optional()
        .map_err(failed)?;
    let mark: Mark = mark.and_then(|mark| serde_json::from_str(&mark).ok()).ok_or_else(not_one)?;
    // A backup of an earlier version lacks tables of this one.
    let count = |table: &str| {
        let known =
            db.query_row("SELECT count(*) FROM sqlite_schema WHERE name = ?", [table], |row| row.get(0));
        match known.map_err(failed)? {
            0_u32 => Ok(0),
            _ => db.query_row(&format!("SELECT count(*) FROM {table}"), (), |row| row.get(0)).map_err(failed),
        }
    };
    Ok(BackupInfo {
        made_at: mark.at,
        systems: count("system")?,
        destinations: count("destination")?,
        entries: count("journal")?,
        transformation_versions: count("transformation_version")?,
    })
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(WorkspaceError::io(path, error)),
        _ => Ok(()),
    }
}

/// Keeps every program, this one too, from opening the workspace for as long as it lives.
fn alone(dir: &Path) -> Result<File> {
    let file = lock_file(dir)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(WorkspaceError::Busy { path: dir.to_owned() }),
        Err(fs::TryLockError::Error(error)) => Err(WorkspaceError::io(dir, error)),
    }
}
