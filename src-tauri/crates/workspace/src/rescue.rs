//! Two ways on from a workspace that cannot be opened. Neither changes or deletes the file in question.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, params_from_iter};
use zonedesk_scim::Timestamp;

use crate::secrets::VAULT_FILE;
use crate::workspace::{FILE, create_dir};
use crate::{Result, Workspace, WorkspaceError};

/// What [`open_copy`] could take over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    pub tables: Vec<RescuedTable>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuedTable {
    pub name: &'static str,
    pub rows: u64,
    /// False where reading ended at a damaged place, or the table is not there.
    pub complete: bool,
}

/// In the order of their references.
const TABLES: [&str; 18] = [
    "destination",
    "destination_property",
    "system",
    "property",
    "credential",
    "transformation_text",
    "transformation_version",
    "transformation_draft",
    "configuration_change",
    "consumer",
    "deleted_system",
    "setting",
    "demo_change",
    "journal",
    "run",
    "run_result",
    "change_set",
    "difference",
];

/// Systems whose snapshots did not come along are as before their first refresh.
pub(crate) const WITHOUT_SNAPSHOTS: &str = "UPDATE system SET snapshot_file = NULL, refreshed_at = NULL, users = NULL, \
    role_collections = NULL, partial = NULL, read_mark = NULL, whole_at = NULL, deltas = 0, known_since = NULL";

/// Copies a workspace's file to a folder of its own beside it, takes over what can be read into a new workspace there,
/// and opens that. Snapshots are left behind: a refresh makes them again.
pub fn open_copy(dir: &Path, at: Timestamp) -> Result<(Workspace, Rescued)> {
    let target = free(dir, &format!("copy {}", stamp(at)));
    create_dir(&target)?;
    let kept = target.join(format!("original {FILE}"));
    for suffix in ["", "-wal"] {
        let from = with_suffix(&dir.join(FILE), suffix);
        if from.exists() {
            let to = with_suffix(&kept, suffix);
            std::fs::copy(&from, &to).map_err(|error| WorkspaceError::io(&from, error))?;
        }
    }
    // Not damaged by what damaged the other, or refused where it is used.
    let vault = dir.join(VAULT_FILE);
    if vault.exists() {
        std::fs::copy(&vault, target.join(VAULT_FILE)).map_err(|error| WorkspaceError::io(&vault, error))?;
    }
    let tables = rescue(&Workspace::open(&target)?, &kept)?;
    Ok((Workspace::open(&target)?, Rescued { tables }))
}

/// Moves a workspace's file and vault aside, to names that carry the time, and opens a new workspace.
pub fn start_new(dir: &Path, at: Timestamp) -> Result<Workspace> {
    set_aside(dir, at)?;
    Workspace::open(dir)
}

/// Gives the name that the file has now.
pub(crate) fn set_aside(dir: &Path, at: Timestamp) -> Result<PathBuf> {
    let file = dir.join(FILE);
    let aside = free(dir, &format!("zonedesk {}.db", stamp(at)));
    for suffix in ["-wal", "-shm", ""] {
        let from = with_suffix(&file, suffix);
        if from.exists() {
            std::fs::rename(&from, with_suffix(&aside, suffix))
                .map_err(|error| WorkspaceError::io(&from, error))?;
        }
    }
    let vault = dir.join(VAULT_FILE);
    if vault.exists() {
        let aside = free(dir, &format!("secrets {}.vault", stamp(at)));
        std::fs::rename(&vault, aside).map_err(|error| WorkspaceError::io(&vault, error))?;
    }
    Ok(aside)
}

/// As `2026-11-24 15.59.56`: sorts by time and is a file name everywhere.
fn stamp(at: Timestamp) -> String {
    at.to_string()
        .chars()
        .take(19)
        .map(|c| {
            if c == 'T' {
                ' '
            } else if c == ':' {
                '.'
            } else {
                c
            }
        })
        .collect()
}

fn free(dir: &Path, name: &str) -> PathBuf {
    let mut path = dir.join(name);
    let mut number = 2;
    while path.exists() {
        path = dir.join(format!("{number} {name}"));
        number += 1;
    }
    path
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn rescue(workspace: &Workspace, kept: &Path) -> Result<Vec<RescuedTable>> {
    let lost = |name| RescuedTable { name, rows: 0, complete: false };
    let Ok(old) = Connection::open_with_flags(kept, OpenFlags::SQLITE_OPEN_READ_WRITE) else {
        return Ok(TABLES.map(lost).into());
    };
    workspace.write(|new| {
        // Rows are taken over as they were; a system whose parent was lost comes to the top below.
        new.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        // Secrets are kept under the workspace's id: the copy finds those of the original.
        if let Ok(id) = old.query_row("SELECT id FROM workspace", (), |row| row.get::<_, String>(0)) {
            new.execute("UPDATE workspace SET id = ?", [id])?;
        }
        let mut tables = Vec::new();
        for name in TABLES {
            let columns = common_columns(new, &old, name);
            tables.push(if columns.is_empty() { lost(name) } else { take_over(new, &old, name, &columns)? });
        }
        new.execute_batch(WITHOUT_SNAPSHOTS)?;
        new.execute_batch(
            "UPDATE system SET parent = NULL WHERE parent NOT IN (SELECT id FROM system);
             UPDATE system SET destination = NULL WHERE destination NOT IN (SELECT id FROM destination);
             DELETE FROM property WHERE system NOT IN (SELECT id FROM system);
             DELETE FROM destination_property WHERE destination NOT IN (SELECT id FROM destination);
             DELETE FROM transformation_draft WHERE system NOT IN (SELECT id FROM system);
             DELETE FROM transformation_version WHERE hash NOT IN (SELECT hash FROM transformation_text);
             DELETE FROM consumer WHERE system NOT IN (SELECT id FROM system);
             DELETE FROM run_result WHERE run NOT IN (SELECT id FROM run);
             DELETE FROM change_set WHERE system NOT IN (SELECT id FROM system);
             DELETE FROM difference WHERE change_set NOT IN (SELECT number FROM change_set);
             INSERT OR IGNORE INTO journal_entity (system, id, entry)
                 SELECT journal.system, value, entry FROM journal, json_each(text, '$.touched');",
        )?;
        Ok(tables)
    })
}

/// Columns that both know and that can be written.
fn common_columns(new: &Connection, old: &Connection, table: &str) -> Vec<String> {
    let columns = |db: &Connection| -> rusqlite::Result<Vec<String>> {
        db.prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))?
            .query_map((), |row| row.get(0))?
            .collect()
    };
    // `table_info` leaves generated columns out.
    let old = columns(old).unwrap_or_default();
    columns(new).unwrap_or_default().into_iter().filter(|column| old.contains(column)).collect()
}

/// From the front to the first damaged place, then from the back.
fn take_over(
    new: &Connection,
    old: &Connection,
    name: &'static str,
    columns: &[String],
) -> rusqlite::Result<RescuedTable> {
    let list = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = new.prepare(&format!("INSERT OR IGNORE INTO {name} ({list}) VALUES ({marks})"))?;
    let mut rows = 0;
    // The table itself, not an index, which may be the damaged part.
    let order = if old.prepare(&format!("SELECT rowid FROM {name}")).is_ok() { "rowid" } else { "1" };
    for direction in ["ASC", "DESC"] {
        let Ok(mut query) = old.prepare(&format!("SELECT {list} FROM {name} ORDER BY {order} {direction}"))
        else {
            break;
        };
        let Ok(mut found) = query.query(()) else { break };
        loop {
            match found.next() {
                Ok(Some(row)) => {
                    let values: Vec<rusqlite::types::Value> =
                        (0..columns.len()).map(|column| row.get(column)).collect::<Result<_, _>>()?;
                    rows += insert.execute(params_from_iter(values))? as u64;
                }
                Ok(None) => return Ok(RescuedTable { name, rows, complete: direction == "ASC" }),
                Err(_) => break,
            }
        }
    }
    Ok(RescuedTable { name, rows, complete: false })
}
