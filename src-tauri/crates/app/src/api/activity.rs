use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::Text;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ActivityQuery {
    /// Over title, reason and names, ignoring case.
    pub search: String,
    #[ts(optional)]
    pub system: Option<String>,
    pub failed_only: bool,
    /// Only the last so many days.
    #[ts(optional)]
    pub days: Option<u32>,
    pub offset: u32,
    pub limit: u32,
}

/// Whether an entry can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum UndoState {
    Offered,
    /// Undone by a later entry.
    Undone,
    /// Nothing was changed, or the entry is no change of an account.
    Nothing,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActivityEntry {
    /// Number in the journal, from 1.
    #[ts(type = "number")]
    pub entry: i64,
    pub at: Timestamp,
    /// Name from Settings, or the login name.
    pub who: String,
    pub title: Text,
    pub system: String,
    pub system_name: String,
    pub reason: String,
    pub requests: u32,
    pub failed: u32,
    /// Requests that changed the account.
    pub changed: u32,
    pub undo: UndoState,
    /// Its process died, and nobody has gone on with it yet.
    pub interrupted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActivityPage {
    pub rows: Vec<ActivityEntry>,
    #[ts(type = "number")]
    pub total: u64,
    /// Failed entries among all.
    #[ts(type = "number")]
    pub failed: u64,
}

/// One request of an entry and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RequestResult {
    pub number: u32,
    pub method: String,
    pub path: String,
    pub what: Text,
    /// It never left; `error` says why where that is known.
    pub not_sent: bool,
    /// HTTP status; none where no answer came.
    #[ts(optional)]
    pub status: Option<u16>,
    pub milliseconds: u32,
    /// What went wrong, a sentence.
    #[ts(optional)]
    pub error: Option<String>,
    /// The body that was sent, indented JSON.
    #[ts(optional)]
    pub body: Option<String>,
    /// A version conflict: what is in the account now, where it differs.
    #[ts(optional)]
    pub difference: Option<String>,
    /// All that was sent until it was known what became of the request; none where that was once.
    pub attempts: Vec<RequestAttempt>,
    /// Of a request for several members: those that did not come or leave.
    pub left_out: Vec<MembersLeftOut>,
}

/// Members for whom a request was not carried out, all for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MembersLeftOut {
    /// A sentence.
    pub why: String,
    /// User names, ids where the snapshot does not know them.
    pub members: Vec<String>,
}

/// One of several attempts at a request, or a look at what an earlier one had done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestAttempt {
    pub at: Timestamp,
    /// HTTP status; none where no answer came.
    #[ts(optional)]
    pub status: Option<u16>,
    pub milliseconds: u32,
    /// Why it failed, or what the look found; none for a success.
    #[ts(optional)]
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ActivityDetail {
    pub entry: ActivityEntry,
    pub results: Vec<RequestResult>,
}

/// The journal's chain, checked: each entry carries the hash of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JournalCheck {
    #[ts(type = "number")]
    pub entries: u64,
    pub intact: bool,
    /// The first entry that does not fit.
    #[ts(optional, type = "number")]
    pub broken_at: Option<i64>,
}
