use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use zonedesk_scim::{Group, Timestamp, User};

use super::store::{Remembered, Writer};
use super::{change, derive, pool};
use crate::error::Trouble;
use crate::rescue::with_suffix;
use crate::workspace::create_dir;
use crate::{Result, SystemId, Workspace, WorkspaceError};

/// Why a snapshot is not the whole account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Partial {
    /// How many there would be, as far as the account told.
    pub users_total: Option<u64>,
    pub role_collections_total: Option<u64>,
    /// What went wrong, as the caller writes it.
    pub problem: Value,
}

/// How a refresh ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Completeness {
    Complete,
    Partial(Partial),
}

/// A refresh that is being written: pages of users and role collections in any order, into a file of its own.
/// Dropped without [`SnapshotLoad::finish`], it leaves nothing.
pub struct SnapshotLoad {
    workspace: Workspace,
    system: SystemId,
    file: String,
    connection: Option<Connection>,
    /// The file that shows what was read so far.
    early: Option<String>,
    remembered: Remembered,
    /// Changes to the snapshot from this number on may not be in what is read.
    changes_from: i64,
}

impl Workspace {
    /// Begins a refresh. Several of one system may run; the last to end is what remains.
    pub fn load_snapshot(&self, system: SystemId) -> Result<SnapshotLoad> {
        let dir = &self.shared.snapshots.dir;
        create_dir(dir)?;
        self.sweep_snapshots(None);
        let changes_from = self.read(|db| {
            db.query_row(
                "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'snapshot_change'",
                (),
                |row| row.get(0),
            )
        })?;
        let file = format!("{system}-{}.db", Uuid::new_v4());
        let path = dir.join(&file);
        let connection = create(&path).map_err(|error| WorkspaceError::database(&path, error))?;
        Ok(SnapshotLoad {
            workspace: self.clone(),
            system,
            file,
            connection: Some(connection),
            early: None,
            remembered: Remembered::default(),
            changes_from,
        })
    }
}

fn create(path: &Path) -> rusqlite::Result<Connection> {
    let connection = open_alone(path)?;
    connection.execute_batch(include_str!("../schema/snapshot_v1.sql"))?;
    connection.pragma_update(None, "user_version", pool::VERSION)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// Opens a file that nobody else reads yet and that can be made again, so that SQLite need not secure it against a
/// crash.
fn open_alone(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA cache_size = -16000; PRAGMA trusted_schema = OFF; BEGIN",
    )?;
    Ok(connection)
}

/// Computes what is computed from rows, and makes the file one that survives and that several may read.
fn seal(connection: &Connection, path: &Path) -> Result<()> {
    derive::all(connection)
        .and_then(|()| connection.execute_batch("COMMIT; PRAGMA optimize"))
        .and_then(|()| connection.execute_batch("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL"))
        .map_err(|error| WorkspaceError::database(path, error))?;
    std::fs::File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| WorkspaceError::io(path, error))
}

/// The file of a system's snapshot, and whether it is partial.
fn current(db: &Connection, system: SystemId) -> Result<(Option<String>, bool), Trouble> {
    db.query_row("SELECT snapshot_file, partial IS NOT NULL FROM system WHERE id = ?", [system], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
    .map_err(|error| match error {
        rusqlite::Error::QueryReturnedNoRows => WorkspaceError::NoSystem { id: system }.into(),
        error => Trouble::from(error),
    })
}

impl SnapshotLoad {
    /// Takes a page of users in. One that came before is replaced: pages shift while an account changes.
    pub fn users(&mut self, users: &[User]) -> Result<()> {
        self.put(|writer| {
            for user in users {
                let n = writer.user(user)?;
                writer.told(n, &user.groups)?;
            }
            Ok(())
        })
    }

    /// Takes a page of role collections and their members in.
    pub fn role_collections(&mut self, groups: &[Group]) -> Result<()> {
        self.put(|writer| groups.iter().try_for_each(|group| writer.role_collection(group).map(drop)))
    }

    fn put(&mut self, write: impl FnOnce(&mut Writer) -> rusqlite::Result<()>) -> Result<()> {
        let path = self.path();
        let connection = self.connection.as_ref().expect("there until the end");
        let mut writer = Writer::resume(connection, std::mem::take(&mut self.remembered));
        let written = write(&mut writer);
        self.remembered = writer.remembered();
        written.map_err(|error| WorkspaceError::database(&path, error))
    }

    /// Shows what was read so far while reading goes on: a copy of it becomes the system's snapshot, said to be
    /// partial, where there is none but what this refresh showed before. Says whether it did.
    pub fn show(&mut self, at: Timestamp, partial: &Partial) -> Result<bool> {
        let former = self.early.clone();
        // Asked before the copy is made, which would be for nothing; asked again when it is there.
        if self.file_now()? != Some(former.clone()) {
            return Ok(false);
        }
        let file = format!("{}-{}.db", self.system, Uuid::new_v4());
        let path = self.workspace.shared.snapshots.dir.join(&file);
        let shown = self.copy(&path).and_then(|copy| {
            seal(&copy, &path)?;
            let replaced = self.publish(&file, &copy, at, Some(partial), |now, _| *now == former)?;
            copy.close().map_err(|(_, error)| WorkspaceError::database(&path, error))?;
            Ok(replaced)
        });
        match shown {
            Ok(true) => self.early = Some(file),
            Ok(false) | Err(_) => remove(&path),
        }
        shown
    }

    /// Copies what was read so far into a file of its own.
    fn copy(&self, path: &Path) -> Result<Connection> {
        let connection = self.connection.as_ref().expect("there until the end");
        let name = path.to_str().ok_or_else(|| {
            WorkspaceError::io(path, std::io::Error::new(std::io::ErrorKind::InvalidInput, "not UTF-8"))
        })?;
        connection
            .execute_batch("COMMIT")
            .and_then(|()| connection.execute("VACUUM INTO ?", [name]))
            .and_then(|_| connection.execute_batch("BEGIN"))
            .and_then(|()| open_alone(path))
            .map_err(|error| WorkspaceError::database(path, error))
    }

    /// Makes what was read the system's snapshot, and says whether it did: a part of an account does not replace the
    /// whole of it.
    pub fn finish(mut self, at: Timestamp, completeness: &Completeness) -> Result<bool> {
        let path = self.path();
        let connection = self.connection.take().expect("there until the end");
        seal(&connection, &path)?;
        let partial = match completeness {
            Completeness::Complete => None,
            Completeness::Partial(partial) => Some(partial),
        };
        let replaced = self.publish(&self.file, &connection, at, partial, |former, former_is_partial| {
            partial.is_none() || former.is_none() || former_is_partial
        })?;
        if replaced {
            // It is the snapshot now: not to be deleted when this is dropped.
            self.file.clear();
        }
        connection.close().map_err(|(_, error)| WorkspaceError::database(&path, error))?;
        Ok(replaced)
    }

    /// Makes a sealed file the system's snapshot, if it may replace the former one, of which it is told whether it is
    /// partial.
    fn publish(
        &self,
        file: &str,
        connection: &Connection,
        at: Timestamp,
        partial: Option<&Partial>,
        may_replace: impl FnOnce(&Option<String>, bool) -> bool,
    ) -> Result<bool> {
        let partial = partial
            .map(serde_json::to_string)
            .transpose()
            .map_err(|source| WorkspaceError::Json { what: "a refresh's outcome", source })?;
        let replaced = self.workspace.write(|db| {
            let (former, former_is_partial) = current(db, self.system)?;
            if !may_replace(&former, former_is_partial) {
                return Ok(None);
            }
            change::repeat(db, connection, self.system, self.changes_from)?;
            db.execute(
                "UPDATE system SET snapshot_file = ?2, refreshed_at = ?3, partial = ?4 WHERE id = ?1",
                (self.system, file, at.0, &partial),
            )?;
            change::count(db, connection, self.system)?;
            Ok(Some(former))
        })?;
        let Some(former) = replaced else { return Ok(false) };
        if let Some(former) = former {
            self.workspace.shared.snapshots.forget(&former);
            remove(&self.workspace.shared.snapshots.dir.join(former));
        }
        Ok(true)
    }

    /// The file of the system's snapshot, if it has one; none at all where the system is gone.
    fn file_now(&self) -> Result<Option<Option<String>>> {
        self.workspace.read(|db| {
            db.query_row("SELECT snapshot_file FROM system WHERE id = ?", [self.system], |row| row.get(0))
                .optional()
        })
    }

    fn path(&self) -> PathBuf {
        self.workspace.shared.snapshots.dir.join(&self.file)
    }
}

impl Drop for SnapshotLoad {
    fn drop(&mut self) {
        if !self.file.is_empty() {
            self.connection = None;
            remove(&self.path());
        }
    }
}

/// Deletes a database. Where it cannot be (Windows, while another process reads it), the next refresh sweeps it.
fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(with_suffix(path, suffix));
    }
}
