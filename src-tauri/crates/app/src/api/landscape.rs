use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{AppError, DifferenceSum, Notice};

/// Account level of a system (SAP BTP account model).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Level {
    GlobalAccount,
    Directory,
    #[default]
    Subaccount,
}

/// What the landscape shows of a system, by shape and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SystemState {
    /// A node without credentials, kept for order.
    Folder,
    /// Not asked yet.
    Unknown,
    Reachable,
    /// Works, but a person should look: the last refresh was partial, or the certificate ends within 14 days.
    Attention,
    /// Unreachable or refused; `problem` says why.
    Unreachable,
    Disabled,
}

/// One node of the landscape tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SystemNode {
    pub id: String,
    pub name: String,
    pub description: String,
    pub level: Level,
    /// Id of the directory or global account above; none at the top.
    #[ts(optional)]
    pub parent: Option<String>,
    /// As `eu10`; read from the URL, or the simulator's.
    #[ts(optional)]
    pub region: Option<String>,
    #[ts(optional)]
    pub subdomain: Option<String>,
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    pub state: SystemState,
    #[ts(optional)]
    pub problem: Option<AppError>,
    pub enabled: bool,
    /// Belongs to the demo landscape: answered by the built-in simulator.
    pub demo: bool,
    /// Tags; `production` asks for the name before a change.
    pub tags: Vec<String>,
    /// A hue of the theme's accent colours, 1 to 10; none: no colour.
    #[ts(optional)]
    pub colour: Option<u8>,
    /// What the person wrote down about it.
    pub notes: String,
    pub favourite: bool,
    /// The credential has no write scope.
    pub read_only: bool,
    pub refreshing: bool,
    /// The snapshot holds a part of the account, and the refresh that is running brings the rest.
    pub loading: bool,
    /// Counts of the snapshot; none before the first.
    #[ts(optional, type = "number")]
    pub users: Option<u64>,
    #[ts(optional, type = "number")]
    pub role_collections: Option<u64>,
    /// When the snapshot was completed; while it is loading, when its rows were read.
    #[ts(optional)]
    pub refreshed_at: Option<Timestamp>,
}

/// The whole tree, flat, parents before children, siblings by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Landscape {
    pub systems: Vec<SystemNode>,
    /// The demo landscape is open.
    pub demo: bool,
}

/// A system to be added. Without `url` it is a folder.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct NewSystem {
    /// 1–100 of `a-z A-Z 0-9 - _ . space`, unique ignoring case.
    pub name: String,
    pub description: String,
    pub level: Level,
    #[ts(optional)]
    pub parent: Option<String>,
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    /// Goes to the keychain and nowhere else.
    #[ts(optional)]
    pub secret: Option<String>,
    pub tags: Vec<String>,
}

/// Changes to a system; what is absent stays.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct SystemEdit {
    #[ts(optional)]
    pub name: Option<String>,
    #[ts(optional)]
    pub description: Option<String>,
    #[ts(optional)]
    pub level: Option<Level>,
    /// Empty text: to the top.
    #[ts(optional)]
    pub parent: Option<String>,
    #[ts(optional)]
    pub url: Option<String>,
    #[ts(optional)]
    pub token_url: Option<String>,
    #[ts(optional)]
    pub client_id: Option<String>,
    /// Must be given again when the host of `url` or `token_url` changes.
    #[ts(optional)]
    pub secret: Option<String>,
    #[ts(optional)]
    pub tags: Option<Vec<String>>,
    #[ts(optional)]
    pub enabled: Option<bool>,
    /// 1 to 10; 0: no colour.
    #[ts(optional)]
    pub colour: Option<u8>,
    #[ts(optional)]
    pub notes: Option<String>,
    #[ts(optional)]
    pub favourite: Option<bool>,
}

/// A share of the users: a bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Share {
    /// Id where the bar stands for something (a role collection), a key (`d7`, `never`) or an origin key elsewhere.
    pub key: String,
    pub name: String,
    #[ts(type = "number")]
    pub count: u64,
}

/// What one should look at, by risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Attention {
    pub notice: Notice,
    /// Second line: who or what.
    pub detail: String,
    #[ts(optional)]
    pub act: Option<AttentionAct>,
}

/// Where an attention row leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum AttentionAct {
    /// The connection test.
    Test,
    /// The system's properties.
    Properties,
    RoleCollection {
        id: String,
    },
    /// The list with the chip `noMembers`.
    RoleCollectionsWithoutMembers,
    /// The users' list with this search text.
    Users {
        search: String,
    },
}

/// The Overview tab of one account, all from the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Overview {
    #[ts(type = "number")]
    pub users: u64,
    #[ts(type = "number")]
    pub business: u64,
    #[ts(type = "number")]
    pub platform: u64,
    #[ts(type = "number")]
    pub never_logged_on: u64,
    #[ts(type = "number")]
    pub inactive: u64,
    /// Days after which a user counts as inactive (Settings; SAP advises 180).
    pub inactive_after_days: u32,
    #[ts(type = "number")]
    pub role_collections: u64,
    #[ts(type = "number")]
    pub without_members: u64,
    /// Keys `d7 d30 d90 d180 older never`, in this order.
    pub last_logon: Vec<Share>,
    pub origins: Vec<Share>,
    #[ts(type = "number")]
    pub two_origins: u64,
    /// Users created a week, the last 13 weeks, oldest first; `key` is the week's first day.
    pub created_by_week: Vec<Share>,
    /// The five largest role collections.
    pub largest: Vec<Share>,
    /// What changed in the account in the last 24 hours, as far as readings have found it.
    pub since_yesterday: Vec<DifferenceSum>,
    pub attention: Vec<Attention>,
}

/// Sums of a folder, directory or global account and the accounts below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FolderOverview {
    #[ts(type = "number")]
    pub users: u64,
    #[ts(type = "number")]
    pub role_collections: u64,
    #[ts(type = "number")]
    pub never_logged_on: u64,
    #[ts(type = "number")]
    pub inactive: u64,
    pub accounts: Vec<FolderRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FolderRow {
    pub system: SystemNode,
    #[ts(type = "number")]
    pub never_logged_on: u64,
    #[ts(type = "number")]
    pub inactive: u64,
}
