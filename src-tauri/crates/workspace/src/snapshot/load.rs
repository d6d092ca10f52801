use std::path::PathBuf;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use zonedesk_scim::{Group, Timestamp, User};

use super::store::{Remembered, Writer};
use super::{change, derive, pool};
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
            remembered: Remembered::default(),
            changes_from,
        })
    }
}

/// Nobody else reads the file yet and it can be made again, so that SQLite need not secure it against a crash.
fn create(path: &std::path::Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA cache_size = -16000; PRAGMA trusted_schema = OFF; BEGIN",
    )?;
    connection.execute_batch(include_str!("../schema/snapshot_v1.sql"))?;
    connection.pragma_update(None, "user_version", pool::VERSION)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
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

    /// Makes what was read the system's snapshot, and says whether it did: a part of an account does not replace the
    /// whole of it.
    pub fn finish(mut self, at: Timestamp, completeness: &Completeness) -> Result<bool> {
        let path = self.path();
        let failed = |error| WorkspaceError::database(&path, error);
        let connection = self.connection.take().expect("there until the end");
        derive::all(&connection)
            .and_then(|()| connection.execute_batch("COMMIT; PRAGMA optimize"))
            .and_then(|()| {
                connection.execute_batch("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL")
            })
            .map_err(failed)?;
        std::fs::File::open(&path)
            .and_then(|file| file.sync_all())
            .map_err(|error| WorkspaceError::io(&path, error))?;
        let partial = match completeness {
            Completeness::Complete => None,
            Completeness::Partial(partial) => Some(
                serde_json::to_string(partial)
                    .map_err(|source| WorkspaceError::Json { what: "a refresh's outcome", source })?,
            ),
        };
        let replaced = self.workspace.write(|db| {
            let (former, former_partial): (Option<String>, Option<String>) = db
                .query_row("SELECT snapshot_file, partial FROM system WHERE id = ?", [self.system], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .map_err(|error| match error {
                    rusqlite::Error::QueryReturnedNoRows => {
                        WorkspaceError::NoSystem { id: self.system }.into()
                    }
                    error => crate::error::Trouble::from(error),
                })?;
            if partial.is_some() && former.is_some() && former_partial.is_none() {
                return Ok(None);
            }
            change::repeat(db, &connection, self.system, self.changes_from)?;
            db.execute(
                "UPDATE system SET snapshot_file = ?2, refreshed_at = ?3, partial = ?4 WHERE id = ?1",
                (self.system, &self.file, at.0, &partial),
            )?;
            change::count(db, &connection, self.system)?;
            Ok(Some(former))
        })?;
        let Some(former) = replaced else { return Ok(false) };
        // It is the snapshot now: not to be deleted when this is dropped.
        self.file.clear();
        connection.close().map_err(|(_, error)| failed(error))?;
        if let Some(former) = former {
            self.workspace.shared.snapshots.forget(&former);
            remove(&self.workspace.shared.snapshots.dir.join(former));
        }
        Ok(true)
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
fn remove(path: &std::path::Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let _ = std::fs::remove_file(name);
    }
}
