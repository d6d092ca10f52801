use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One successful write, as the state that it led to. Replayed on the same landscape in the same order, changes lead to
/// the same accounts: ids and moments are in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The account's subdomain.
    pub account: String,
    #[serde(flatten)]
    pub(crate) what: What,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "camelCase")]
pub(crate) enum What {
    /// A user was created or changed; the whole of it, as UAA shows one.
    User {
        user: Value,
    },
    UserGone {
        id: String,
    },
    /// A role collection was created or changed, and members came or went.
    Group(ChangedGroup),
    GroupGone {
        id: String,
        /// Unix milliseconds.
        at: i64,
    },
}

/// A role collection after a change, without its members, and the members that changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChangedGroup {
    pub id: String,
    pub display_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub version: i64,
    /// Unix milliseconds.
    pub created: i64,
    /// Unix milliseconds.
    pub last_modified: i64,
    /// When, in Unix milliseconds: members that came or went are touched by it.
    pub at: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<ChangedMember>,
    /// Ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
}

/// A member that was added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ChangedMember {
    pub id: String,
    pub origin: String,
}
