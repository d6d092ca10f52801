use std::fs::{File, TryLockError};
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::append::append;
use super::entry::Outcome;
use super::{Draft, End, RequestRecord};
use crate::error::Trouble;
use crate::workspace::create_dir;
use crate::{Result, Workspace, WorkspaceError};

/// A change that is being applied.
///
/// What is planned is written before the first request, each answer before the next request, and the journal's entry
/// at the end. Should the process die between, [`Workspace::recover_runs`] writes the entry from what was noted. A file
/// that this process keeps locked tells others that it is alive.
pub struct Run {
    workspace: Workspace,
    id: String,
    draft: Draft,
    requests: Vec<RequestRecord>,
    lock: Option<(PathBuf, File)>,
}

impl Workspace {
    /// Begins a change: `requests` are all that are to be sent, in their order, each [`Outcome::NotSent`].
    pub fn begin_run(&self, draft: Draft, requests: Vec<RequestRecord>) -> Result<Run> {
        let id = Uuid::new_v4().to_string();
        let path = self.lock_path(&id);
        create_dir(&self.shared.dir.join("runs"))?;
        let file = File::create(&path).map_err(|error| WorkspaceError::io(&path, error))?;
        file.lock().map_err(|error| WorkspaceError::io(&path, error))?;
        let text = json(&(&draft, &requests))?;
        self.write(|db| {
            if let Some(entry) = draft.resumes {
                settle(db, entry)?;
            }
            Ok(db.execute("INSERT INTO run (id, text) VALUES (?, ?)", (&id, text))?)
        })?;
        Ok(Run { workspace: self.clone(), id, draft, requests, lock: Some((path, file)) })
    }

    /// Writes the entries of changes whose process died, and gives their numbers. Those of living processes are let
    /// alone. To be called once at start.
    pub fn recover_runs(&self) -> Result<Vec<i64>> {
        let ids: Vec<String> =
            self.read(|db| db.prepare("SELECT id FROM run")?.query_map((), |row| row.get(0))?.collect())?;
        let mut entries = Vec::new();
        for id in ids {
            let path = self.lock_path(&id);
            let file = match File::open(&path) {
                Ok(file) => match file.try_lock() {
                    Ok(()) => Some(file),
                    Err(TryLockError::WouldBlock) => continue,
                    Err(TryLockError::Error(error)) => return Err(WorkspaceError::io(&path, error)),
                },
                Err(_) => None,
            };
            entries.extend(self.recover_run(&id)?);
            drop(file);
            // What stays is an empty file that nothing refers to.
            let _ = std::fs::remove_file(path);
        }
        Ok(entries)
    }

    /// Numbers of the entries whose process died and with which nobody has gone on, the oldest first.
    pub fn interrupted(&self) -> Result<Vec<i64>> {
        self.read(interrupted)
    }

    /// Nobody needs to go on with an entry. It is no matter if somebody has.
    pub fn settle_interrupted(&self, entry: i64) -> Result<()> {
        self.write(|db| Ok(settle(db, entry)?))
    }

    fn recover_run(&self, id: &str) -> Result<Option<i64>> {
        self.write(|db| {
            let text = db.query_row("SELECT text FROM run WHERE id = ?", [id], |row| row.get::<_, String>(0));
            // Another process was faster.
            let Some(text) = text.optional()? else { return Ok(None) };
            let (draft, mut requests): (Draft, Vec<RequestRecord>) = parse(&text)?;
            let mut query = db.prepare("SELECT text FROM run_result WHERE run = ? ORDER BY number")?;
            for text in query.query_map([id], |row| row.get::<_, String>(0))? {
                let result: RequestRecord = parse(&text?)?;
                if let Some(request) = requests.iter_mut().find(|request| request.number == result.number) {
                    *request = result;
                }
            }
            // Requests go out one after the other: at most the first without a result was on its way.
            let open =
                |request: &&mut RequestRecord| request.outcome == Outcome::NotSent && request.error.is_none();
            if let Some(request) = requests.iter_mut().find(open) {
                request.outcome = Outcome::Unclear;
            }
            let open = requests.iter().any(|request| request.outcome == Outcome::Unclear);
            let entry = append(db, &draft, End::Interrupted, requests)?;
            if open {
                let mut entries = interrupted(db)?;
                entries.push(entry);
                keep(db, &entries)?;
            }
            db.execute("DELETE FROM run WHERE id = ?", [id])?;
            Ok(Some(entry))
        })
    }

    fn lock_path(&self, run: &str) -> PathBuf {
        self.shared.dir.join("runs").join(run)
    }
}

impl Run {
    /// The requests with what is known of them so far.
    pub fn requests(&self) -> &[RequestRecord] {
        &self.requests
    }

    /// Notes a request's answer; after this the process may die and the answer is not lost.
    pub fn note(&mut self, result: RequestRecord) -> Result<()> {
        let text = json(&result)?;
        self.workspace.write(|db| {
            let row = (&self.id, result.number, text);
            Ok(db.execute("INSERT OR REPLACE INTO run_result (run, number, text) VALUES (?, ?, ?)", row)?)
        })?;
        if let Some(request) = self.requests.iter_mut().find(|request| request.number == result.number) {
            *request = result;
        }
        Ok(())
    }

    /// Writes the journal's entry and gives its number.
    pub fn finish(mut self, end: End) -> Result<i64> {
        let requests = std::mem::take(&mut self.requests);
        let entry = self.workspace.write(|db| {
            let entry = append(db, &self.draft, end, requests)?;
            db.execute("DELETE FROM run WHERE id = ?", [&self.id])?;
            Ok(entry)
        })?;
        if let Some((path, file)) = self.lock.take() {
            drop(file);
            // What stays is an empty file that nothing refers to.
            let _ = std::fs::remove_file(path);
        }
        Ok(entry)
    }
}

/// The setting that names entries to go on with.
const INTERRUPTED: &str = "journal.interrupted";

fn interrupted(db: &Connection) -> rusqlite::Result<Vec<i64>> {
    let text = db
        .query_row("SELECT value FROM setting WHERE key = ?", [INTERRUPTED], |row| row.get::<_, String>(0))
        .optional()?;
    // Nothing else is lost by it than a hint.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn keep(db: &Connection, entries: &[i64]) -> rusqlite::Result<()> {
    let text = serde_json::json!(entries).to_string();
    db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (INTERRUPTED, text)).map(drop)
}

fn settle(db: &Connection, entry: i64) -> rusqlite::Result<()> {
    let mut entries = interrupted(db)?;
    if entries.contains(&entry) {
        entries.retain(|other| *other != entry);
        keep(db, &entries)?;
    }
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|source| WorkspaceError::Json { what: "a change", source })
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    Ok(serde_json::from_str(text).map_err(|source| WorkspaceError::Json { what: "a change", source })?)
}
