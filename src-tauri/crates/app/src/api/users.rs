use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{ActivityEntry, Sort};

/// The quick chips above the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum UserChip {
    #[default]
    All,
    Business,
    Platform,
    Inactive,
    NeverLoggedOn,
    TwoOrigins,
}

/// Which users: the search text, one chip, tokens. All must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct UserFilter {
    /// Over name, user name, e-mail and id, ignoring case; prefix `=`: exactly.
    pub search: String,
    pub chip: UserChip,
    /// Any of these origins; empty: all.
    pub origins: Vec<String>,
    /// Members of this role collection (id).
    #[ts(optional)]
    pub role_collection: Option<String>,
    #[ts(optional)]
    pub state: Option<UserState>,
}

/// Rows `offset..offset + limit` of the filtered, sorted list. `limit` is at most 1 000.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct UserQuery {
    pub system: String,
    pub filter: UserFilter,
    /// Columns: `name userName origin roleCollections lastLogon state email created updated id externalId verified`.
    pub sort: Vec<Sort>,
    pub offset: u32,
    pub limit: u32,
}

/// What the State column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum UserState {
    Active,
    /// No logon for longer than the days in Settings.
    Inactive,
    NeverLoggedOn,
    /// `active` is false.
    Deactivated,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserRow {
    pub id: String,
    /// Given and family name; the user name where both are missing.
    pub name: String,
    pub user_name: String,
    pub origin: String,
    /// Platform user: origin ends in `-platform`, or the account is a global account or directory.
    pub platform: bool,
    pub role_collections: u32,
    /// Those of them that the user is a direct member of; the others came through role collections, or by a way that
    /// the account does not tell.
    pub direct_role_collections: u32,
    #[ts(optional)]
    pub last_logon: Option<Timestamp>,
    pub state: UserState,
    pub email: String,
    #[ts(optional)]
    pub created: Option<Timestamp>,
    #[ts(optional)]
    pub updated: Option<Timestamp>,
    #[ts(optional)]
    pub external_id: Option<String>,
    pub verified: bool,
    pub active: bool,
}

/// Counts of the chips, over the whole account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserCounts {
    #[ts(type = "number")]
    pub all: u64,
    #[ts(type = "number")]
    pub business: u64,
    #[ts(type = "number")]
    pub platform: u64,
    #[ts(type = "number")]
    pub inactive: u64,
    #[ts(type = "number")]
    pub never_logged_on: u64,
    #[ts(type = "number")]
    pub two_origins: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserPage {
    pub rows: Vec<UserRow>,
    /// Rows that match the filter.
    #[ts(type = "number")]
    pub total: u64,
    pub counts: UserCounts,
    /// Origin keys seen in the account, most used first.
    pub origins: Vec<String>,
}

/// Users meant by an act: a list of ids, or all that match but some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum UserSelection {
    Ids { ids: Vec<String> },
    Matching { filter: UserFilter, except: Vec<String> },
}

/// Who granted a role collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum Granted {
    Direct,
    /// Through other role collections: their names from the one the user is a member of to this one.
    Nested {
        path: Vec<String>,
    },
    /// In the user's `groups`, but a member of none that was read: a default group, or a mapping of the identity provider.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Grant {
    pub id: String,
    pub name: String,
    pub granted: Granted,
    /// Administrative: losing its last member locks people out.
    pub critical: bool,
    pub predefined: bool,
}

/// A user with all that it holds, and how it came to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserGrants {
    pub system: String,
    pub system_name: String,
    pub id: String,
    pub name: String,
    pub user_name: String,
    pub origin: String,
    pub grants: Vec<Grant>,
}

/// The same person elsewhere: same user name or e-mail ignoring case, in this account with another origin or in
/// another account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OtherEntry {
    pub system: String,
    pub system_name: String,
    pub id: String,
    pub origin: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct UserDetail {
    pub row: UserRow,
    pub given_name: String,
    pub family_name: String,
    pub phone_numbers: Vec<String>,
    #[ts(optional)]
    pub previous_logon: Option<Timestamp>,
    #[ts(type = "number")]
    pub version: i64,
    pub grants: Vec<Grant>,
    pub others: Vec<OtherEntry>,
    /// As received, indented.
    pub json: String,
    /// Our latest changes to this user, newest first.
    pub activity: Vec<ActivityEntry>,
}
