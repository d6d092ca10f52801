use std::fs::File;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Trouble;
use crate::snapshot::Pool;
use crate::{Result, WorkspaceError, file};

/// Name of the workspace's own file.
pub(crate) const FILE: &str = "zonedesk.db";

/// Every program that has the workspace open holds a share of its lock; who replaces the file needs all of it.
pub(crate) const LOCK_FILE: &str = "zonedesk.lock";

/// A workspace: a folder of files. Cheap to clone; every clone is the same workspace.
#[derive(Clone)]
pub struct Workspace {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) dir: PathBuf,
    pub(crate) file: PathBuf,
    id: String,
    idle: Mutex<Vec<Connection>>,
    watching: Mutex<Watching>,
    /// Transactions of this process so far.
    written: AtomicU64,
    pub(crate) snapshots: Pool,
    _open: File,
}

/// Looks whether anybody has written; never writes itself.
#[derive(Default)]
struct Watching {
    connection: Option<Connection>,
    /// What was seen last, when, and after how many transactions of this process.
    seen: Option<(i64, Instant, u64)>,
}

/// How long what other processes have written may go unseen: less than any of them takes to write.
const UNSEEN: Duration = Duration::from_millis(2);

/// The folder for an application's data on this platform, as the `directories` crate knows it
/// (`~/.local/share/zonedesk`, `~/Library/Application Support/zonedesk`, `%APPDATA%\zonedesk\data`).
pub fn default_dir() -> Result<PathBuf> {
    directories::ProjectDirs::from("", "", "zonedesk")
        .map(|dirs| dirs.data_dir().to_owned())
        .ok_or(WorkspaceError::NoDataFolder)
}

impl Workspace {
    /// Opens the workspace in a folder, makes both when they are not there.
    ///
    /// A file that is damaged, newer, of another program or read-only is left as it is; [`crate::open_copy`] and
    /// [`crate::start_new`] are the two ways on.
    pub fn open(dir: &Path) -> Result<Self> {
        create_dir(dir)?;
        let open = lock_file(dir)?;
        open.lock_shared().map_err(|error| WorkspaceError::io(dir, error))?;
        let file = dir.join(FILE);
        let connection = file::open(&file)?;
        let id = connection
            .query_row("SELECT id FROM workspace", (), |row| row.get(0))
            .map_err(|error| WorkspaceError::database(&file, error))?;
        let shared = Shared {
            dir: dir.to_owned(),
            snapshots: Pool::new(dir.join("snapshots")),
            idle: Mutex::new(vec![connection]),
            watching: Mutex::default(),
            written: AtomicU64::default(),
            file,
            id,
            _open: open,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.shared.dir
    }

    /// UUID of this workspace, the same for as long as its file lives.
    pub fn id(&self) -> &str {
        &self.shared.id
    }

    /// Another number than before once anything was changed in the workspace's file, by this process at once, by another
    /// one within two milliseconds. Waits for nobody, so that what was read may be kept for as long as it is still so.
    pub fn state(&self) -> Result<i64> {
        let mut watching = self.shared.watching.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, written) = (Instant::now(), self.shared.written.load(Ordering::Acquire));
        if let Some((version, at, after)) = watching.seen
            && after == written
            && now.duration_since(at) < UNSEEN
        {
            return Ok(version);
        }
        let connection = match &mut watching.connection {
            Some(connection) => connection,
            none => none.insert(file::connect(&self.shared.file)?),
        };
        let version = connection.prepare_cached("PRAGMA data_version");
        let version = version
            .and_then(|mut version| version.query_row((), |row| row.get(0)))
            .map_err(|error| self.failed(error))?;
        watching.seen = Some((version, now, written));
        Ok(version)
    }

    /// Runs queries on an idle connection, or a new one where all are busy.
    pub(crate) fn read<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let connection = self.connection()?;
        query(&connection).map_err(|error| self.failed(error))
    }

    /// Runs one transaction that has the right to write from its start, so that it never fails half way because
    /// another process wrote first.
    pub(crate) fn write<T>(&self, change: impl FnOnce(&Transaction) -> Result<T, Trouble>) -> Result<T> {
        let mut connection = self.connection()?;
        let transaction = connection
            .0
            .as_mut()
            .expect("there until it is dropped")
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| self.failed(error))?;
        let done = change(&transaction).map_err(|trouble| trouble.at(&self.shared.file))?;
        transaction.commit().map_err(|error| self.failed(error))?;
        self.shared.written.fetch_add(1, Ordering::AcqRel);
        Ok(done)
    }

    pub(crate) fn failed(&self, error: rusqlite::Error) -> WorkspaceError {
        WorkspaceError::database(&self.shared.file, error)
    }

    fn connection(&self) -> Result<Borrowed<'_>> {
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| file::connect(&self.shared.file), Ok)?;
        Ok(Borrowed(Some(connection), self))
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that goes back when it is dropped.
struct Borrowed<'a>(Option<Connection>, &'a Workspace);

impl Deref for Borrowed<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0.as_ref().expect("there until it is dropped")
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut idle = self.1.idle();
        if idle.len() < 4 {
            idle.extend(self.0.take());
        }
    }
}

pub(crate) fn lock_file(dir: &Path) -> Result<File> {
    let path = dir.join(LOCK_FILE);
    let opened = File::options().create(true).truncate(false).write(true).open(&path);
    opened.map_err(|error| WorkspaceError::io(&path, error))
}

/// Names and e-mail addresses of people are in there: for the owner's eyes only.
pub(crate) fn create_dir(dir: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| WorkspaceError::io(dir, error))
}
