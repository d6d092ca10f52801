use std::path::{Path, PathBuf};

use crate::{SystemId, SystemName, TransformationKind, TransformationVersion};

pub type Result<T, E = WorkspaceError> = std::result::Result<T, E>;

/// What can go wrong with a workspace. Texts name files, systems and rules, never a secret or a row's content.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// Written by a later version of this program. The file was not touched.
    #[error("{} has version {found}; this program knows versions up to {known}", path.display())]
    Newer { path: PathBuf, found: i32, known: i32 },
    /// SQLite or our own check found it broken. The file was not touched.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged { path: PathBuf, detail: String },
    /// A file of this name is there, but of another program. It was not touched.
    #[error("{} is not a Zonedesk workspace", path.display())]
    Foreign { path: PathBuf },
    /// Not a file that [`crate::Workspace::back_up`] wrote. It was not touched.
    #[error("the file {} is no backup of a Zonedesk workspace", path.display())]
    NoBackup { path: PathBuf },
    /// A workspace is there already. It was not touched.
    #[error("{} is there already", path.display())]
    Occupied { path: PathBuf },
    /// File or folder cannot be written to.
    #[error("{} cannot be written to", path.display())]
    ReadOnly { path: PathBuf },
    /// Nothing more fits on its disk. What was saved before is there.
    #[error("the disk of {} is full", path.display())]
    Full { path: PathBuf },
    /// Another process held the file for longer than the ten seconds that a writer waits.
    #[error("{} is in use by another process", path.display())]
    Busy { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    /// The platform names no folder for an application's data (no home directory).
    #[error("this computer names no folder for an application's data")]
    NoDataFolder,
    #[error("a system named \"{name}\" exists already")]
    NameTaken { name: SystemName },
    #[error("there is no system {id}")]
    NoSystem { id: SystemId },
    #[error("a destination named \"{name}\" exists already")]
    DestinationTaken { name: SystemName },
    #[error("there is no destination {id}")]
    NoDestination { id: String },
    /// Only a global account or a directory has systems below it, and a global account has none above.
    #[error("\"{parent}\" cannot be above \"{child}\": {rule}")]
    ParentLevel { parent: SystemName, child: SystemName, rule: &'static str },
    #[error("\"{child}\" cannot be moved below itself")]
    Cycle { child: SystemName },
    #[error("a consumer with the id \"{id}\" exists already")]
    ConsumerTaken { id: String },
    #[error("the system has no consumer \"{id}\"")]
    NoConsumer { id: String },
    /// The account was not read yet.
    #[error("system {system} has no snapshot")]
    NoSnapshot { system: SystemId },
    #[error("the journal has no entry {entry}")]
    NoEntry { entry: i64 },
    #[error("the {kind} transformation has no version {number}")]
    NoVersion { kind: TransformationKind, number: u32 },
    /// A version was saved since the text was begun. It is not lost, and neither is the text that was refused.
    #[error("version {} of the {kind} transformation was saved meanwhile by {}", in_use.number, in_use.who)]
    SavedMeanwhile { kind: TransformationKind, in_use: Box<TransformationVersion> },
    #[error("the text is that of version {number} of the {kind} transformation: nothing changed")]
    NothingChanged { kind: TransformationKind, number: u32 },
    /// Text that this crate wrote itself does not read back.
    #[error("{what} cannot be read: {source}")]
    Json { what: &'static str, source: serde_json::Error },
    /// Anything else that SQLite refuses.
    #[error("{}: {source}", path.display())]
    Database { path: PathBuf, source: rusqlite::Error },
}

/// Inside a transaction: an error of SQLite, whose file the caller adds, or one that says it all.
#[derive(Debug)]
pub(crate) enum Trouble {
    Sqlite(rusqlite::Error),
    Known(WorkspaceError),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<WorkspaceError> for Trouble {
    fn from(error: WorkspaceError) -> Self {
        Self::Known(error)
    }
}

impl Trouble {
    pub(crate) fn at(self, path: &Path) -> WorkspaceError {
        match self {
            Self::Sqlite(error) => WorkspaceError::database(path, error),
            Self::Known(error) => error,
        }
    }
}

impl WorkspaceError {
    /// Sorts an error of SQLite by what a person can do about it.
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
        let path = path.to_owned();
        // The index of the log finds no room: so readers, too, learn that the disk is full.
        if source.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHMSIZE) {
            return Self::Full { path };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, detail: source.to_string() }
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly { path }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            _ => Self::Database { path, source },
        }
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Io { path, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart() {
        let db = rusqlite::Connection::open_in_memory().unwrap();
        db.execute_batch("PRAGMA max_page_count = 3; CREATE TABLE t (x);").unwrap();
        let full = db.execute("INSERT INTO t VALUES (zeroblob(100000))", ()).unwrap_err();
        let shm = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
        let path = Path::new("w.db");
        for error in [
            WorkspaceError::database(path, full),
            WorkspaceError::database(path, rusqlite::Error::SqliteFailure(shm, None)),
            WorkspaceError::io(path, std::io::ErrorKind::StorageFull.into()),
        ] {
            assert_eq!(error.to_string(), "the disk of w.db is full");
        }
    }
}
