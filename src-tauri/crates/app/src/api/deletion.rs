use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{Level, TransformationKind};

/// What the deletion of a system would take along. Nothing is deleted in the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DeletionPlan {
    /// Id of the system.
    pub system: String,
    pub name: String,
    /// Counts of the snapshot; none where it was never read.
    #[ts(optional, type = "number")]
    pub users: Option<u64>,
    #[ts(optional, type = "number")]
    pub role_collections: Option<u64>,
    /// Names of the properties whose credentials are forgotten; a restore asks for them again.
    pub credentials: Vec<String>,
    /// Ids of those who may call the proxy.
    pub consumers: Vec<String>,
    /// Transformations with a draft that was not saved.
    pub drafts: Vec<TransformationKind>,
    /// Plain properties of its own.
    pub properties: u32,
    /// Versions of its transformations, which stay.
    pub versions: u32,
    /// Names of the systems right below, which move up.
    pub below: Vec<String>,
    /// Name of what they move below; none: to the top.
    #[ts(optional)]
    pub above: Option<String>,
    /// The name to be typed: the system is tagged `production`.
    #[ts(optional)]
    pub confirm: Option<String>,
}

/// A system that was deleted and can be brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DeletedSystem {
    pub id: String,
    pub name: String,
    pub level: Level,
    pub description: String,
    pub at: Timestamp,
    pub who: String,
}
