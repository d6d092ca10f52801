mod configure;
mod credentials;
mod deleted;
mod destinations;
mod duplicate;
mod id;
mod import;
mod name;
mod read;
mod write;

use std::collections::BTreeMap;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use zonedesk_scim::Timestamp;

use crate::Partial;

pub use credentials::{Credential, CredentialOf, NotedCredential};
pub use deleted::DeletedSystem;
pub use destinations::{Destination, DestinationEdit};
pub use id::{SystemId, SystemIdError};
pub use import::{ImportedDestination, ImportedSystem};
pub use name::{NameError, SystemName};

/// Account level (SAP BTP, *Account Model*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    GlobalAccount,
    Directory,
    #[default]
    Subaccount,
}

/// One system: an account, or a folder where `properties` name no `URL`.
#[derive(Debug, Clone, PartialEq)]
pub struct System {
    pub id: SystemId,
    pub name: SystemName,
    pub description: String,
    pub level: Level,
    pub parent: Option<SystemId>,
    pub enabled: bool,
    pub tags: Vec<String>,
    /// A hue of the theme's accent colours, 1 to 10.
    pub colour: Option<u8>,
    pub notes: String,
    pub favourite: bool,
    /// Id of the destination whose properties stand behind this system's own.
    pub destination: Option<String>,
    /// Members of an imported file that have no meaning here: a JSON object, written back on export.
    pub imported: Option<String>,
    /// Set for a system of the demo landscape.
    pub demo: Option<DemoAccount>,
    /// By the names of SAP Cloud Identity Services (*SAP BTP XS Advanced UAA*): `URL`, `OAuth2TokenServiceURL`, `User`…
    /// Never a credential.
    pub properties: BTreeMap<String, String>,
    /// Properties of the destination, which stand where `properties` names none.
    pub inherited: BTreeMap<String, String>,
    /// None before an answer was first waited for.
    pub contact: Option<Contact>,
    /// None before the first refresh.
    pub snapshot: Option<SnapshotInfo>,
}

impl System {
    /// A property in force: the system's own, else its destination's.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).or_else(|| self.inherited.get(name)).map(String::as_str)
    }

    /// All properties in force.
    pub fn effective_properties(&self) -> BTreeMap<String, String> {
        let mut effective = self.inherited.clone();
        effective.extend(self.properties.iter().map(|(name, value)| (name.clone(), value.clone())));
        effective
    }
}

/// Which account of the simulator's landscape answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    pub subdomain: String,
    pub region: String,
}

/// What came of the last time that an account was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub at: Timestamp,
    /// What went wrong, as the caller writes it; none: it answered.
    pub problem: Option<String>,
    /// The credential has no write scope.
    pub read_only: bool,
}

/// What the snapshot of a system holds.
#[derive(Debug, Clone, PartialEq)]
pub struct SnapshotInfo {
    /// When its refresh ended.
    pub refreshed_at: Timestamp,
    pub users: u64,
    pub role_collections: u64,
    /// Set when it is not the whole account.
    pub partial: Option<Partial>,
    /// Changes of users up to this moment of the account's clock are in it; none: [`crate::Workspace::delta_snapshot`]
    /// cannot begin.
    pub mark: Option<Timestamp>,
    /// When all of the account was read last.
    pub whole_at: Option<Timestamp>,
    /// How many refreshes since then read only what had changed.
    pub deltas: u32,
}

/// A system to be added.
#[derive(Debug, Clone)]
pub struct NewSystem {
    pub name: SystemName,
    pub description: String,
    pub level: Level,
    pub parent: Option<SystemId>,
    pub tags: Vec<String>,
    pub demo: Option<DemoAccount>,
    pub properties: BTreeMap<String, String>,
}

/// Changes to a system; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct SystemEdit {
    pub name: Option<SystemName>,
    pub description: Option<String>,
    pub level: Option<Level>,
    /// `Some(None)`: to the top.
    pub parent: Option<Option<SystemId>>,
    pub enabled: Option<bool>,
    pub tags: Option<Vec<String>>,
    /// `Some(None)`: no colour.
    pub colour: Option<Option<u8>>,
    pub notes: Option<String>,
    pub favourite: Option<bool>,
    /// `Some(None)`: none.
    pub destination: Option<Option<String>>,
    /// `Some(None)`: none.
    pub imported: Option<Option<String>>,
    /// Sets (`Some`) or unsets (`None`) these and leaves the others alone.
    pub properties: BTreeMap<String, Option<String>>,
}

const LEVELS: [(Level, &str); 3] = [
    (Level::GlobalAccount, "globalAccount"),
    (Level::Directory, "directory"),
    (Level::Subaccount, "subaccount"),
];

impl ToSql for Level {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = LEVELS.iter().find(|(level, _)| level == self).map_or("subaccount", |(_, text)| text);
        Ok(text.into())
    }
}

impl FromSql for Level {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        LEVELS
            .iter()
            .find(|(_, word)| *word == text)
            .map(|(level, _)| *level)
            .ok_or(FromSqlError::InvalidType)
    }
}
