use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

/// A backup of a workspace: everything but secrets and snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Backup {
    pub path: String,
    pub made_at: Timestamp,
    pub systems: u32,
    pub destinations: u32,
    /// Entries of the journal.
    pub entries: u32,
    pub transformation_versions: u32,
}

/// How much room the workspace takes, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkspaceSize {
    /// The workspace's own file with its log.
    #[ts(type = "number")]
    pub workspace: u64,
    /// Snapshots of all accounts.
    #[ts(type = "number")]
    pub snapshots: u64,
}
