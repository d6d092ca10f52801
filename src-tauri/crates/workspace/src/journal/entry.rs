use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use zonedesk_scim::Timestamp;

use crate::SystemId;

/// A sentence in English, with the key and parameters by which it is translated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sentence {
    pub code: String,
    pub params: BTreeMap<String, String>,
    pub message: String,
}

/// What is known of a change before its first request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    pub at: Timestamp,
    pub who: String,
    pub title: Sentence,
    pub system: SystemId,
    /// As it was called then.
    pub system_name: String,
    pub reason: String,
    /// The entry that this one reverses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo_of: Option<i64>,
    /// The entry whose rest this one carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumes: Option<i64>,
    /// Names for a person to search by; the first few dozen are enough.
    pub names: Vec<String>,
    /// Ids of the users and role collections whose activity this is. Empty in a page of entries.
    #[serde(default)]
    pub touched: Vec<String>,
}

/// What became of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    NotSent,
    Done,
    /// Of a request for several members: some came or left, [`RequestRecord::left_out`] says who did not.
    Partly,
    Failed,
    /// Refused because the entity has another version than was seen.
    Conflict,
    /// Sent, and no answer read: it may have been carried out.
    Unclear,
}

/// One request of a change, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestRecord {
    /// From 1.
    pub number: u32,
    pub method: String,
    /// As `/Users/5a3f…`, percent-encoded.
    pub path: String,
    pub what: Sentence,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// The entity before the request, as far as it is needed to put it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The entity after the request: at least its id and version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    pub outcome: Outcome,
    /// HTTP status; none where no answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    pub milliseconds: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// A conflict: what the account holds now, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// Id of what the request created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// All that was sent until it was known what became of the request, where that was more than once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// Of a request for several members: those that did not come or leave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

impl RequestRecord {
    /// Whether members come or leave by it, one or several.
    pub fn is_of_members(&self) -> bool {
        let mut parts = self.path.split('/').skip(1);
        let of_groups = parts.next() == Some("Groups");
        of_groups
            && (self.method == "PATCH"
                && self.body.as_ref().is_some_and(|body| body.get("members").is_some())
                || parts.nth(1) == Some("members"))
    }
}

/// Members for whom a request was not carried out, all for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// A sentence.
    pub why: String,
    /// Ids.
    pub members: Vec<String>,
}

/// One of several attempts at a request, or a look at what an earlier one had done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    pub at: Timestamp,
    /// HTTP status; none where no answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    pub milliseconds: u32,
    /// Why it failed, or what the look found, a sentence; none for a success.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum End {
    /// Every request was sent; some may have failed.
    Complete,
    Cancelled,
    /// The process died. What it had noted is there; the request in flight is [`Outcome::Unclear`].
    Interrupted,
}

/// An entry without its requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryHead {
    /// Number in the journal, from 1.
    pub entry: i64,
    pub draft: Draft,
    pub end: End,
    pub requests: u32,
    /// Requests that changed the account.
    pub changed: u32,
    /// Requests that failed, also in part, conflicted or are unclear.
    pub failed: u32,
    /// The later entry that reversed this one.
    pub undone_by: Option<i64>,
}

/// An entry in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub head: EntryHead,
    pub requests: Vec<RequestRecord>,
}

/// The text of an entry: what is hashed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntryText {
    pub entry: i64,
    /// Hash of the entry before; of the first one, 64 zeros.
    pub previous: String,
    #[serde(flatten)]
    pub draft: Draft,
    pub end: End,
    pub changed: u32,
    pub failed: u32,
    #[serde(default)]
    pub requests: Vec<RequestRecord>,
}
