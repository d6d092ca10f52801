use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use zonedesk_scim::Timestamp;

use super::entry::EntryText;
use super::{Entry, EntryHead};
use crate::fold::fold;
use crate::{Result, SystemId, Workspace, WorkspaceError};

/// Which entries. All that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct EntryFilter {
    /// Words that must all occur in title, reason, names, system or person, ignoring case and accents.
    pub search: String,
    pub system: Option<SystemId>,
    pub failed_only: bool,
    pub since: Option<Timestamp>,
    /// Only those that touched this user or role collection.
    pub touching: Option<(SystemId, String)>,
    pub offset: u32,
    pub limit: u32,
}

/// Entries, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPage {
    pub rows: Vec<EntryHead>,
    /// Entries that match.
    pub total: u64,
    /// Entries with failures among all.
    pub failed: u64,
}

const HEAD: &str = "entry, head, requests, (SELECT max(later.entry) FROM journal AS later \
    WHERE later.undo_of = journal.entry AND later.changed > 0)";

impl Workspace {
    /// A page of the journal. A search reads every entry's head, about 10 µs each.
    pub fn journal_page(&self, filter: &EntryFilter) -> Result<EntryPage> {
        let (conditions, values) = conditions(filter);
        let (offset, limit) = (filter.offset as usize, filter.limit as usize);
        let words: Vec<String> = fold(&filter.search).split_whitespace().map(str::to_owned).collect();
        self.read(|db| {
            let failed = count(db, "failed > 0", &[])?;
            let mut query = db.prepare_cached(&format!(
                "SELECT {HEAD} FROM journal WHERE {conditions} ORDER BY entry DESC"
            ))?;
            let mut rows = query.query(params_from_iter(&values))?;
            let (mut page, mut found) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let head = head(row)?;
                if !words.is_empty() && !contains(&head, &words) {
                    continue;
                }
                if (offset..offset + limit).contains(&found) {
                    page.push(head);
                }
                found += 1;
                if words.is_empty() && found >= offset + limit {
                    break;
                }
            }
            drop(rows);
            let total = if words.is_empty() { count(db, &conditions, &values)? } else { found as u64 };
            Ok(EntryPage { rows: page, total, failed })
        })
    }

    /// One entry in full.
    pub fn journal_entry(&self, entry: i64) -> Result<Entry> {
        let found = self.read(|db| {
            db.prepare_cached(&format!("SELECT {HEAD}, text FROM journal WHERE entry = ?"))?
                .query_row([entry], |row| Ok((head(row)?, row.get::<_, String>(4)?)))
                .optional()
        })?;
        let (mut head, text) = found.ok_or(WorkspaceError::NoEntry { entry })?;
        let text: EntryText = serde_json::from_str(&text)
            .map_err(|source| WorkspaceError::Json { what: "an entry of the journal", source })?;
        head.draft.touched = text.draft.touched;
        Ok(Entry { head, requests: text.requests })
    }
}

fn conditions(filter: &EntryFilter) -> (String, Vec<Value>) {
    let mut conditions = vec!["1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if let Some(system) = filter.system {
        conditions.push("system = ?".into());
        values.push(system.to_string().into());
    }
    if filter.failed_only {
        conditions.push("failed > 0".into());
    }
    if let Some(since) = filter.since {
        conditions.push("at >= ?".into());
        values.push(since.to_string().into());
    }
    if let Some((system, id)) = &filter.touching {
        conditions.push("entry IN (SELECT entry FROM journal_entity WHERE system = ? AND id = ?)".into());
        values.extend([system.to_string().into(), id.clone().into()]);
    }
    (conditions.join(" AND "), values)
}

fn count(db: &Connection, conditions: &str, values: &[Value]) -> rusqlite::Result<u64> {
    let count: i64 = db
        .prepare_cached(&format!("SELECT count(*) FROM journal WHERE {conditions}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

fn head(row: &Row) -> rusqlite::Result<EntryHead> {
    let text: EntryText = serde_json::from_str(row.get_ref(1)?.as_str()?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, error.into())
    })?;
    Ok(EntryHead {
        entry: row.get(0)?,
        draft: text.draft,
        end: text.end,
        requests: row.get(2)?,
        changed: text.changed,
        failed: text.failed,
        undone_by: row.get(3)?,
    })
}

fn contains(head: &EntryHead, words: &[String]) -> bool {
    let draft = &head.draft;
    let mut text = [&draft.title.message, &draft.reason, &draft.system_name, &draft.who]
        .map(|text| fold(text))
        .join("\n");
    for name in &draft.names {
        text.push('\n');
        text.push_str(&fold(name));
    }
    words.iter().all(|word| text.contains(word))
}
