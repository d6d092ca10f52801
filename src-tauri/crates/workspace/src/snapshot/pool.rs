use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::error::Trouble;
use crate::file::PATIENCE;
use crate::{Level, Result, SystemId, Workspace, WorkspaceError};

/// `PRAGMA user_version` of a snapshot's file. One of another version counts as none: the account is read anew.
pub(super) const VERSION: i32 = 1;

/// Connections kept open. Each holds up to 8 MB of pages.
const IDLE: usize = 4;

/// A file that nothing refers to is one that a refresh is filling; after this time, one that it left behind.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Open connections to snapshots, the latest used last.
pub(crate) struct Pool {
    pub(super) dir: PathBuf,
    idle: Mutex<Vec<(String, Connection)>>,
}

impl Pool {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir, idle: Mutex::default() }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(String, Connection)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection to a file; none where the file is not there or not of this version.
    pub(super) fn connect(&self, file: &str) -> Result<Option<Connection>> {
        let mut idle = self.idle();
        if let Some(at) = idle.iter().rposition(|(name, _)| name == file) {
            return Ok(Some(idle.remove(at).1));
        }
        drop(idle);
        let path = self.dir.join(file);
        if !path.exists() {
            return Ok(None);
        }
        let opened = open(&path).map_err(|error| WorkspaceError::database(&path, error));
        match opened {
            Ok(found) => Ok(found),
            // It can be read anew; until then the account has no snapshot.
            Err(WorkspaceError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn put_back(&self, file: String, connection: Connection) {
        let mut idle = self.idle();
        if idle.len() == IDLE {
            idle.remove(0);
        }
        idle.push((file, connection));
    }

    /// Closes the idle connections to a file.
    pub(super) fn forget(&self, file: &str) {
        self.idle().retain(|(name, _)| name != file);
    }
}

fn open(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    let version: i32 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    Ok((version == VERSION).then_some(connection))
}

/// The snapshot of one account, to be asked. It stays the same while it is held, whatever a refresh does; changes
/// that are put right in it are seen by the next query.
pub struct Snapshot<'a> {
    workspace: &'a Workspace,
    file: String,
    connection: Option<Connection>,
    pub(super) level: Level,
}

impl Workspace {
    /// The snapshot of a system; none before its first refresh.
    pub fn snapshot(&self, system: SystemId) -> Result<Option<Snapshot<'_>>> {
        let found = self.read(|db| {
            db.prepare_cached("SELECT level, snapshot_file FROM system WHERE id = ?")?
                .query_row([system], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })?;
        let (level, file): (Level, Option<String>) = found.ok_or(WorkspaceError::NoSystem { id: system })?;
        let Some(file) = file else { return Ok(None) };
        let Some(connection) = self.shared.snapshots.connect(&file)? else { return Ok(None) };
        Ok(Some(Snapshot { workspace: self, file, connection: Some(connection), level }))
    }

    /// As [`Workspace::snapshot`], where there must be one.
    pub fn existing_snapshot(&self, system: SystemId) -> Result<Snapshot<'_>> {
        self.snapshot(system)?.ok_or(WorkspaceError::NoSnapshot { system })
    }

    /// Deletes files that no system refers to: those of one system at once, those of others when they are a day old.
    /// What cannot be deleted (Windows, while another process reads it) is left for the next time.
    pub(crate) fn sweep_snapshots(&self, gone: Option<SystemId>) {
        let current: Result<Vec<String>> = self.read(|db| {
            let mut query = db.prepare("SELECT snapshot_file FROM system WHERE snapshot_file IS NOT NULL")?;
            query.query_map((), |row| row.get(0))?.collect()
        });
        let Ok(current) = current else { return };
        let gone = gone.map(|system| system.to_string());
        let Ok(files) = std::fs::read_dir(&self.shared.snapshots.dir) else { return };
        for file in files.flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            // `name.db`, and SQLite's `name.db-wal` and `name.db-shm`.
            let database = name.split_once(".db").map_or(name.as_str(), |(stem, _)| stem).to_owned() + ".db";
            if current.contains(&database) {
                continue;
            }
            let belongs = gone.as_ref().is_some_and(|system| name.starts_with(system.as_str()));
            let old = file
                .metadata()
                .and_then(|data| data.modified())
                .is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > ABANDONED));
            if belongs || old {
                self.shared.snapshots.forget(&database);
                let _ = std::fs::remove_file(file.path());
            }
        }
    }
}

impl Snapshot<'_> {
    /// Runs queries that belong together on one state of the file.
    pub(super) fn read<T>(&self, query: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T> {
        let read = || -> Result<T, Trouble> {
            let state =
                self.connection.as_ref().expect("there until it is dropped").unchecked_transaction()?;
            query(&state)
        };
        read().map_err(|trouble| trouble.at(&self.workspace.shared.snapshots.dir.join(&self.file)))
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.workspace.shared.snapshots.put_back(std::mem::take(&mut self.file), connection);
        }
    }
}
