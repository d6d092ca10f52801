//! SAP's default role collections (SAP BTP, *Default Role Collections of SAP BTP* and *Role Collections and Roles in
//! Global Accounts, Directories, and Subaccounts*). They are known by their display names alone.

const ADMINISTRATIVE: [&str; 8] = [
    "Global Account Administrator",
    "Directory Administrator",
    "Subaccount Administrator",
    "Subaccount Service Administrator",
    "Destination Administrator",
    "Destination Fragment Administrator",
    "Connectivity and Destination Administrator",
    "Cloud Connector Administrator",
];

const VIEWING: [&str; 3] = ["Global Account Viewer", "Directory Viewer", "Subaccount Viewer"];

/// Whether the role collection of this name administers: without a member, nobody can any more.
pub fn is_administrative(name: &str) -> bool {
    ADMINISTRATIVE.contains(&name)
}

/// Whether SAP BTP itself made the role collection of this name.
pub fn is_predefined(name: &str) -> bool {
    is_administrative(name) || VIEWING.contains(&name)
}

/// The names as a JSON array, for queries.
pub(crate) fn administrative_json() -> String {
    serde_json::json!(ADMINISTRATIVE).to_string()
}
