use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where secrets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SecretsPlace {
    Keychain,
    /// No keychain answers; nothing else was chosen yet.
    Unavailable,
    /// In the vault, an encrypted file in the workspace's folder.
    File,
    /// In memory until the program ends, by the person's choice.
    ThisRun,
}

/// A place that secrets can be moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SecretsTarget {
    Keychain,
    File,
}

/// Where the vault stands, whether secrets go there or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum VaultStatus {
    /// There is none; `vault_unlock` makes it.
    Absent,
    /// Its passphrase was not given in this run, or it was locked since.
    Locked,
    Open,
    /// It cannot be read, and is not written to. Also one of a later version.
    Damaged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SecretsStatus {
    pub place: SecretsPlace,
    pub vault: VaultStatus,
}

/// What a move of secrets would take along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SecretsMovable {
    pub secrets: u32,
    /// The keychain, where secrets go now, does not answer: what it may hold stays there.
    pub unreachable: bool,
}

/// What a move of secrets did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SecretsMoved {
    pub secrets: u32,
    /// Whether the former place is empty; where not, the next start tries again.
    pub tidy: bool,
    pub status: SecretsStatus,
}
