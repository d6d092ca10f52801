use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::{MemberType, Timestamp};

use super::{ActivityEntry, Sort};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum RoleCollectionChip {
    #[default]
    All,
    NoMembers,
    Administrators,
    Nested,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct RoleCollectionFilter {
    /// Over name and description, ignoring case; prefix `=`: exactly.
    pub search: String,
    pub chip: RoleCollectionChip,
}

/// Rows `offset..offset + limit`; `limit` is at most 1 000.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct RoleCollectionQuery {
    pub system: String,
    pub filter: RoleCollectionFilter,
    /// Columns: `name description members nested updated`.
    pub sort: Vec<Sort>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleCollectionRow {
    pub id: String,
    pub name: String,
    pub description: String,
    /// Members that are users.
    pub members: u32,
    /// Members that are role collections.
    pub nested: u32,
    #[ts(optional)]
    pub updated: Option<Timestamp>,
    /// Administrative (SAP's default role collections that administer).
    pub critical: bool,
    /// One of SAP's default role collections.
    pub predefined: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleCollectionCounts {
    #[ts(type = "number")]
    pub all: u64,
    #[ts(type = "number")]
    pub no_members: u64,
    #[ts(type = "number")]
    pub administrators: u64,
    #[ts(type = "number")]
    pub nested: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleCollectionPage {
    pub rows: Vec<RoleCollectionRow>,
    #[ts(type = "number")]
    pub total: u64,
    pub counts: RoleCollectionCounts,
}

/// A role collection beside another: one that it contains, or that contains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RoleCollectionRef {
    pub id: String,
    pub name: String,
    pub members: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RoleCollectionDetail {
    pub row: RoleCollectionRow,
    #[ts(type = "number")]
    pub version: i64,
    pub nested: Vec<RoleCollectionRef>,
    pub part_of: Vec<RoleCollectionRef>,
    /// The account is known to take role collections as members: one such member was read.
    pub nesting: bool,
    /// As received, indented; members beyond the first 200 are counted, not listed.
    pub json: String,
    pub activity: Vec<ActivityEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct MemberQuery {
    pub system: String,
    pub role_collection: String,
    pub search: String,
    /// Columns: `name userName origin`.
    pub sort: Vec<Sort>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MemberRow {
    pub id: String,
    pub kind: MemberType,
    pub name: String,
    /// Empty for a role collection, and for a user that the snapshot does not hold.
    pub user_name: String,
    pub origin: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MemberPage {
    pub rows: Vec<MemberRow>,
    #[ts(type = "number")]
    pub total: u64,
}
