use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{Text, UndoState};

/// What an entry of a system's history is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum HistoryKind {
    /// Our change of users or role collections: an entry of the journal.
    Change,
    /// Properties, destination, credentials.
    Property,
    Transformation,
    /// The system itself: name, place, state, consumers.
    System,
    /// What a reading of the account found that was done outside Zonedesk.
    Difference,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct HistoryQuery {
    pub system: String,
    /// Only these kinds; empty: all.
    pub kinds: Vec<HistoryKind>,
    pub offset: u32,
    pub limit: u32,
}

/// One thing that was done about a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct HistoryEntry {
    /// Unlike that of any other entry.
    pub id: String,
    pub kind: HistoryKind,
    pub at: Timestamp,
    pub who: String,
    pub title: Text,
    /// The person's reason, or the description of a version. May be empty.
    pub reason: String,
    /// Of a change: where it stands in the journal.
    #[ts(optional)]
    pub journal: Option<JournalPlace>,
    /// Of differences: what [`crate::differences::differences`] lists.
    #[ts(optional, type = "number")]
    pub change_set: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JournalPlace {
    #[ts(type = "number")]
    pub entry: i64,
    pub requests: u32,
    pub failed: u32,
    pub undo: UndoState,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryPage {
    pub rows: Vec<HistoryEntry>,
    /// Entries of the kinds that were asked for.
    #[ts(type = "number")]
    pub total: u64,
    /// Entries of each kind that there are any of, whatever was asked for.
    pub counts: Vec<HistoryCount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryCount {
    pub kind: HistoryKind,
    #[ts(type = "number")]
    pub count: u64,
}
