use rusqlite::{OptionalExtension, Transaction};

use super::entry::{EntryText, Outcome};
use super::{Draft, End, RequestRecord};
use crate::WorkspaceError;
use crate::error::Trouble;
use crate::hash::hash;

/// The hash before the first entry.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last entry's number and hash.
pub(super) fn last(db: &rusqlite::Connection) -> rusqlite::Result<(i64, String)> {
    let last = db
        .query_row("SELECT entry, hash FROM journal ORDER BY entry DESC LIMIT 1", (), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    Ok(last.unwrap_or_else(|| (0, GENESIS.to_owned())))
}

/// Appends one entry. The transaction has the right to write already, so that no other process comes between the look
/// at the last entry and the new one.
pub(super) fn append(
    db: &Transaction,
    draft: &Draft,
    end: End,
    requests: Vec<RequestRecord>,
) -> Result<i64, Trouble> {
    let (before, previous) = last(db)?;
    let entry = before + 1;
    let count = |outcomes: &[Outcome]| {
        let count = requests.iter().filter(|request| outcomes.contains(&request.outcome)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let changed = count(&[Outcome::Done, Outcome::Partly]);
    let failed = count(&[Outcome::Partly, Outcome::Failed, Outcome::Conflict, Outcome::Unclear]);
    let text = EntryText { entry, previous, draft: draft.clone(), end, changed, failed, requests };
    let json = serde_json::to_string(&text)
        .map_err(|source| WorkspaceError::Json { what: "an entry of the journal", source })?;
    db.execute("INSERT INTO journal (entry, text, hash) VALUES (?, ?, ?)", (entry, &json, hash(&json)))?;
    let mut touch =
        db.prepare_cached("INSERT OR IGNORE INTO journal_entity (system, id, entry) VALUES (?, ?, ?)")?;
    let system = draft.system.to_string();
    for id in draft.touched.iter().chain(text.requests.iter().filter_map(|request| request.created.as_ref()))
    {
        touch.execute((&system, id, entry))?;
    }
    Ok(entry)
}
