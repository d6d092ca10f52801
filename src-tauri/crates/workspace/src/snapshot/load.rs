use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use zonedesk_scim::{Group, Timestamp, User};

use super::compare::compare;
use super::derive::Computed;
use super::store::{Remembered, Writer};
use super::{SnapshotChange, change, pool};
use crate::change_sets::keep;
use crate::error::Trouble;
use crate::rescue::with_suffix;
use crate::workspace::create_dir;
use crate::{ChangeSource, Difference, Result, SystemId, Workspace, WorkspaceError};

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
    computed: Computed,
    /// Changes to the snapshot from this number on may not be in what is read.
    changes_from: i64,
    began: Instant,
    /// The newest change of a user that was read, in milliseconds of the account's clock.
    newest: Option<i64>,
}

impl Workspace {
    /// Begins a refresh, before its first request. Several of one system may run; the last to end is what remains.
    pub fn load_snapshot(&self, system: SystemId) -> Result<SnapshotLoad> {
        let dir = &self.shared.snapshots.dir;
        create_dir(dir)?;
        self.sweep_snapshots(None);
        let changes_from = change::latest(self)?;
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
            computed: Computed::default(),
            changes_from,
            began: Instant::now(),
            newest: None,
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

/// Computes what is left to be computed from rows, and makes the file one that survives and that several may read.
fn seal(connection: &Connection, path: &Path, computed: Computed) -> Result<()> {
    computed
        .finish(connection)
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

/// How much of an account a file holds.
enum Extent<'a> {
    Part(&'a Partial),
    Whole {
        /// [`crate::SnapshotInfo::mark`].
        mark: Option<i64>,
        /// The former whole that it was compared with.
        compared: Option<String>,
    },
}

/// Whether differences of a system are kept: its snapshot is a whole one.
fn is_followed(db: &Connection, system: SystemId) -> rusqlite::Result<bool> {
    db.query_row("SELECT known_since IS NOT NULL FROM system WHERE id = ?", [system], |row| row.get(0))
}

/// What [`SnapshotLoad::find_differences`] found.
fn found(
    connection: &Connection,
    tell: &mut dyn FnMut(&Difference) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut query = connection.prepare("SELECT difference FROM temp.found ORDER BY number")?;
    let mut rows = query.query(())?;
    while let Some(row) = rows.next()? {
        if let Ok(difference) = serde_json::from_str(row.get_ref(0)?.as_str()?) {
            tell(&difference)?;
        }
    }
    Ok(())
}

impl SnapshotLoad {
    /// Takes a page of users in. One that came before is replaced: pages shift while an account changes.
    pub fn users(&mut self, users: &[User]) -> Result<()> {
        let newest = users.iter().filter_map(|user| user.meta.last_modified).map(|at| at.0).max();
        self.newest = self.newest.max(newest);
        if self.computed.rows() {
            return self.put_right(users, &[]);
        }
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
        if self.computed.rows() {
            let changes: Vec<_> = groups.iter().cloned().map(SnapshotChange::RoleCollection).collect();
            return self.put_right(&[], &changes);
        }
        self.put(|writer| groups.iter().try_for_each(|group| writer.role_collection(group).map(drop)))
    }

    /// Does a step of what [`SnapshotLoad::finish`] would have to do, while there is nothing to take in. Worth it when
    /// most users are in and all role collections are, because what comes later costs more each. `false`: no step is
    /// left.
    pub fn prepare(&mut self) -> Result<bool> {
        let connection = self.connection.as_ref().expect("there until the end");
        // Origins get other numbers.
        self.remembered = Remembered::default();
        self.computed.step(connection).map_err(|error| WorkspaceError::database(&self.path(), error))
    }

    fn put_right(&mut self, users: &[User], changes: &[SnapshotChange]) -> Result<()> {
        let connection = self.connection.as_ref().expect("there until the end");
        change::put_right(connection, users, changes)
            .map(drop)
            .map_err(|error| WorkspaceError::database(&self.path(), error))
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
            seal(&copy, &path, self.computed)?;
            let replaced = self.publish(&file, &copy, at, &Extent::Part(partial), |now, _| *now == former)?;
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
    /// whole of it. What differs from the former whole is kept as a change set.
    pub fn finish(mut self, at: Timestamp, completeness: &Completeness) -> Result<bool> {
        let path = self.path();
        let connection = self.connection.take().expect("there until the end");
        // Nothing was missed before the moment at which reading began; by our clock only where the account's is ahead.
        let took = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX);
        let mark = self.newest.map(|newest| (newest - took).min(at.0));
        seal(&connection, &path, self.computed)?;
        let replaced = match completeness {
            Completeness::Complete => {
                let compared = self.compare_ahead(&connection)?;
                self.publish(&self.file, &connection, at, &Extent::Whole { mark, compared }, |_, _| true)
            }
            Completeness::Partial(partial) => {
                let extent = Extent::Part(partial);
                self.publish(&self.file, &connection, at, &extent, |former, former_is_partial| {
                    former.is_none() || former_is_partial
                })
            }
        }?;
        if replaced {
            // It is the snapshot now: not to be deleted when this is dropped.
            self.file.clear();
        }
        connection.close().map_err(|(_, error)| WorkspaceError::database(&path, error))?;
        Ok(replaced)
    }

    /// Finds what differs from the former whole while nobody waits for it. Says what it was held against.
    fn compare_ahead(&mut self, connection: &Connection) -> Result<Option<String>> {
        let upto = change::latest(&self.workspace)?;
        let (changes, former) = self.workspace.read(|db| {
            let former: Option<Option<String>> = db
                .query_row(
                    "SELECT snapshot_file FROM system WHERE id = ? AND known_since IS NOT NULL",
                    [self.system],
                    |row| row.get(0),
                )
                .optional()?;
            Ok((change::since(db, self.system, self.changes_from)?, former.flatten()))
        })?;
        let Some(former) = former else { return Ok(None) };
        change::apply(connection, &[], &changes)
            .map_err(|error| WorkspaceError::database(&self.path(), error))?;
        self.changes_from = upto;
        Ok(self.find_differences(connection, &former)?.then_some(former))
    }

    /// Puts what differs from another file into a table of its own. Says whether the file could be read.
    fn find_differences(&self, connection: &Connection, former: &str) -> Result<bool> {
        let snapshots = &self.workspace.shared.snapshots;
        let Some(old) = snapshots.connect(former)? else { return Ok(false) };
        let find = || {
            let (state, new) = (old.unchecked_transaction()?, connection.unchecked_transaction()?);
            new.execute_batch(
                "CREATE TEMP TABLE IF NOT EXISTS found (number INTEGER PRIMARY KEY, difference TEXT NOT NULL); \
                 DELETE FROM temp.found;",
            )?;
            compare(&state, &new, &mut |difference| {
                let text = serde_json::to_string(&difference).unwrap_or_default();
                new.prepare_cached("INSERT INTO temp.found (difference) VALUES (?)")?
                    .execute([text])
                    .map(drop)
            })?;
            new.commit()
        };
        find().map_err(|error| WorkspaceError::database(&self.path(), error))?;
        snapshots.put_back(former.to_owned(), old);
        Ok(true)
    }

    /// Makes a sealed file the system's snapshot, if it may replace the former one, of which it is told whether it is
    /// partial.
    fn publish(
        &self,
        file: &str,
        connection: &Connection,
        at: Timestamp,
        extent: &Extent,
        may_replace: impl FnOnce(&Option<String>, bool) -> bool,
    ) -> Result<bool> {
        let replaced = self.workspace.write(|db| {
            let (former, former_is_partial) = current(db, self.system)?;
            if !may_replace(&former, former_is_partial) {
                return Ok(None);
            }
            let meanwhile = change::since(db, self.system, self.changes_from)?;
            change::apply(connection, &[], &meanwhile)?;
            match extent {
                Extent::Part(partial) => {
                    let partial = serde_json::to_string(partial)
                        .map_err(|source| WorkspaceError::Json { what: "a refresh's outcome", source })?;
                    db.execute(
                        "UPDATE system SET snapshot_file = ?2, refreshed_at = ?3, partial = ?4, read_mark = NULL, \
                         whole_at = NULL, deltas = 0, known_since = NULL WHERE id = ?1",
                        (self.system, file, at.0, partial),
                    )?;
                }
                Extent::Whole { mark, compared } => {
                    let follows = match &former {
                        Some(former) if Some(former) == compared.as_ref() && meanwhile.is_empty() => true,
                        Some(former) if is_followed(db, self.system)? => {
                            self.find_differences(connection, former)?
                        }
                        _ => false,
                    };
                    if follows {
                        keep(db, self.system, at, ChangeSource::Whole, &mut |tell| found(connection, tell))?;
                    }
                    db.execute(
                        "UPDATE system SET snapshot_file = ?2, refreshed_at = ?3, partial = NULL, read_mark = ?4, \
                         whole_at = ?3, deltas = 0, known_since = iif(?5, known_since, ?3) WHERE id = ?1",
                        (self.system, file, at.0, mark, follows),
                    )?;
                }
            }
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
