//! Opening of the workspace's own file: what it is, before anything is written; then pragmas and migrations.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::{Result, WorkspaceError};

/// `PRAGMA application_id` of a workspace: `ZDWS`.
pub(crate) const APPLICATION_ID: i32 = 0x5A44_5753;

/// Scripts from each version to the next. A script that was released is never edited.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema/v1.sql"),
    include_str!("schema/v2.sql"),
    include_str!("schema/v3.sql"),
    include_str!("schema/v4.sql"),
];

pub(crate) const VERSION: i32 = MIGRATIONS.len() as i32;

/// How long a writer waits for another process's transaction.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Up to this size the whole file is checked when it is opened: about 10 ms.
const CHECKED_UP_TO: u64 = 8 << 20;

/// What the first bytes of a file tell (SQLite, *Database File Format* §1.3), without opening it as a database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No file, or one without a byte: what a crash in the moment of creation leaves.
    Absent,
    Workspace {
        version: i32,
    },
    /// Another program's database.
    OtherDatabase,
    /// Not SQLite's format at all.
    NoDatabase,
}

pub(crate) fn kind(path: &Path) -> Result<Kind> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Kind::Absent),
        Err(error) => return Err(WorkspaceError::io(path, error)),
    };
    let mut header = Vec::with_capacity(100);
    file.by_ref().take(100).read_to_end(&mut header).map_err(|error| WorkspaceError::io(path, error))?;
    if header.is_empty() {
        return Ok(Kind::Absent);
    }
    if header.len() < 100 || !header.starts_with(b"SQLite format 3\0") {
        return Ok(Kind::NoDatabase);
    }
    let number = |at: usize| i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    Ok(match number(68) {
        APPLICATION_ID => Kind::Workspace { version: number(60) },
        _ => Kind::OtherDatabase,
    })
}

/// Opens the file, makes it when it is not there, brings it to this version.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    match kind(path)? {
        Kind::NoDatabase => {
            return Err(WorkspaceError::Damaged {
                path: path.to_owned(),
                detail: "its first bytes are not those of a database".into(),
            });
        }
        Kind::OtherDatabase => return Err(WorkspaceError::Foreign { path: path.to_owned() }),
        Kind::Workspace { version } => refuse_newer(path, version)?,
        Kind::Absent => {}
    }
    let connection = connect(path)?;
    prepare(&connection, path)?;
    Ok(connection)
}

/// One more connection to a file that [`open`] has seen.
pub(crate) fn connect(path: &Path) -> Result<Connection> {
    let failed = |error| WorkspaceError::database(path, error);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection
        .execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF;")
        .map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

pub(crate) fn refuse_newer(path: &Path, found: i32) -> Result<()> {
    if found > VERSION {
        return Err(WorkspaceError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    Ok(())
}

fn prepare(connection: &Connection, path: &Path) -> Result<()> {
    let failed = |error| WorkspaceError::database(path, error);
    // The header may lag behind the write-ahead log: ask again through it.
    let version: i32 = connection.query_row("PRAGMA user_version", (), |row| row.get(0)).map_err(failed)?;
    refuse_newer(path, version)?;
    if connection.is_readonly("main").map_err(failed)? {
        return Err(WorkspaceError::ReadOnly { path: path.to_owned() });
    }
    let size = std::fs::metadata(path).map_or(0, |file| file.len());
    if (1..=CHECKED_UP_TO).contains(&size) {
        let found: String =
            connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0)).map_err(failed)?;
        if found != "ok" {
            return Err(WorkspaceError::Damaged { path: path.to_owned(), detail: found });
        }
    }
    if version < VERSION {
        migrate(connection).map_err(failed)?;
    }
    // After the first migration, so that the file's own header says what it is even while all else is in the log.
    // Another process may be in the way; it, or the next to open the file, will do it then.
    match connection.pragma_update(None, "journal_mode", "WAL") {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
        other => other.map_err(failed)?,
    }
    connection.query_row("SELECT id FROM workspace", (), |_| Ok(())).map_err(|error| match error {
        rusqlite::Error::SqliteFailure(ref cause, _) if cause.code != ErrorCode::Unknown => failed(error),
        // No row, no table, no column.
        _ => WorkspaceError::Damaged { path: path.to_owned(), detail: "parts of it are missing".into() },
    })
}

/// Each script in a transaction of its own; another process may have been faster.
fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    loop {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let version: i32 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
        let Some(script) = usize::try_from(version).ok().and_then(|version| MIGRATIONS.get(version)) else {
            return connection.execute_batch("COMMIT");
        };
        let step = connection.execute_batch(script).and_then(|()| {
            if version == 0 {
                connection.pragma_update(None, "application_id", APPLICATION_ID)?;
                let id = uuid::Uuid::new_v4().to_string();
                connection.execute("INSERT INTO workspace (id) VALUES (?)", [id])?;
            }
            connection.pragma_update(None, "user_version", version + 1)
        });
        match step {
            Ok(()) => connection.execute_batch("COMMIT")?,
            Err(error) => {
                connection.execute_batch("ROLLBACK")?;
                return Err(error);
            }
        }
    }
}
