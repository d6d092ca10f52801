use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::Text;

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DifferenceKind {
    User,
    RoleCollection,
    /// A user in a role collection.
    Member,
    /// A role collection in another.
    Nested,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum DifferenceAct {
    Added,
    Changed,
    Removed,
}

/// Which differences between readings of an account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct DifferenceQuery {
    pub system: String,
    /// Only of one reading: [`crate::api::HistoryEntry::change_set`].
    #[ts(optional, type = "number")]
    pub change_set: Option<i64>,
    /// Only what became known after this moment.
    #[ts(optional)]
    pub since: Option<Timestamp>,
    /// And not after this one.
    #[ts(optional)]
    pub until: Option<Timestamp>,
    /// Only what was done outside Zonedesk.
    pub outside: bool,
    /// Id of a user or role collection: only of it and its memberships.
    #[ts(optional)]
    pub entity: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

/// One entity or membership that was not as it had been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Difference {
    /// When it became known.
    pub at: Timestamp,
    /// The reading before: it came about between the two.
    pub since: Timestamp,
    /// One of our changes did it.
    pub own: bool,
    #[ts(type = "number")]
    pub change_set: i64,
    pub kind: DifferenceKind,
    pub act: DifferenceAct,
    /// Id; of a membership the member's.
    pub entity: String,
    /// User name or name, as it was then.
    pub name: String,
    /// Of a user.
    #[ts(optional)]
    pub origin: Option<String>,
    /// Of a membership: the role collection that holds the member.
    #[ts(optional)]
    pub holder: Option<NamedId>,
    /// Of what was changed. Values are texts as they are, all else JSON.
    pub fields: Vec<FieldDifference>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NamedId {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldDifference {
    /// As SCIM names it.
    pub name: String,
    #[ts(optional)]
    pub before: Option<String>,
    #[ts(optional)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DifferenceCount {
    pub kind: DifferenceKind,
    pub act: DifferenceAct,
    #[ts(type = "number")]
    pub count: u64,
}

/// Differences of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DifferenceSum {
    pub act: DifferenceAct,
    /// As `4 users added`.
    pub text: Text,
    /// How many of them were done outside Zonedesk.
    #[ts(type = "number")]
    pub outside: u64,
    #[ts(type = "number")]
    pub count: u64,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DifferencePage {
    pub rows: Vec<Difference>,
    #[ts(type = "number")]
    pub total: u64,
    /// Of all that match; none that is 0.
    pub counts: Vec<DifferenceCount>,
    /// Nothing is known of what was before; none: the account was not read whole yet.
    #[ts(optional)]
    pub known_since: Option<Timestamp>,
}

/// A user as it was at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PastUser {
    /// False: it was not there. All else is empty then.
    pub exists: bool,
    /// As SCIM names them, by name.
    pub attributes: Vec<PastAttribute>,
    /// That it was a direct member of, by name.
    pub role_collections: Vec<NamedId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PastAttribute {
    pub name: String,
    /// A text as it is, all else JSON.
    pub value: String,
}
