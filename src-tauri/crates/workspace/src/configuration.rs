//! What was changed about a system itself. Entries are only added and outlive the system, but for those of an act that is
//! taken back because the rest of it failed.

use rusqlite::types::Type;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use zonedesk_scim::Timestamp;

use crate::error::Trouble;
use crate::{Result, SystemId, TransformationKind, Workspace, WorkspaceError};

/// One change of a system's configuration. Never holds a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConfigurationChange {
    Created,
    /// Read from a file; its name where it had one.
    Imported {
        file: Option<String>,
    },
    /// Made as a copy of the system of this name.
    Duplicated {
        of: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    Described {
        before: String,
        after: String,
    },
    /// To another place in the tree: names of the systems above; none: the top.
    Moved {
        from: Option<String>,
        to: Option<String>,
    },
    Tagged {
        before: Vec<String>,
        after: Vec<String>,
    },
    /// What the person wrote down about it.
    Noted {
        before: String,
        after: String,
    },
    /// A hue of the theme's accent colours, 1 to 10.
    Coloured {
        before: Option<u8>,
        after: Option<u8>,
    },
    Enabled,
    Disabled,
    Deleted,
    Restored,
    /// A plain property; none: not set.
    Property {
        name: String,
        before: Option<String>,
        after: Option<String>,
    },
    /// That a credential was changed, by the name of its property.
    Credential {
        name: String,
        act: CredentialAct,
    },
    /// Another destination stands behind the system's own properties, by its name; none: no destination.
    Destination {
        before: Option<String>,
        after: Option<String>,
    },
    /// A new version of a transformation.
    Transformation {
        kind: TransformationKind,
        number: u32,
        description: String,
    },
    /// Who may call the proxy, by user name or client id.
    Consumer {
        id: String,
        act: ConsumerAct,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CredentialAct {
    /// Given for the first time.
    Set,
    Replaced,
    Removed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConsumerAct {
    Added,
    Changed,
    Removed,
}

/// A change that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationEntry {
    /// Grows with every change of any system.
    pub number: i64,
    pub at: Timestamp,
    pub who: String,
    pub change: ConfigurationChange,
}

/// Changes of one system, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationPage {
    pub rows: Vec<ConfigurationEntry>,
    /// All of the system.
    pub total: u64,
}

impl Workspace {
    /// Notes a change of a system's configuration.
    pub fn note_configuration(
        &self,
        system: SystemId,
        at: Timestamp,
        who: &str,
        change: &ConfigurationChange,
    ) -> Result<()> {
        self.write(|db| note(db, system, at, who, change))
    }

    /// A page of what was changed about a system, also about one that was deleted.
    pub fn configuration_page(&self, system: SystemId, offset: u32, limit: u32) -> Result<ConfigurationPage> {
        self.read(|db| {
            let rows = db
                .prepare_cached(
                    "SELECT number, at, who, change FROM configuration_change WHERE system = ? \
                     ORDER BY number DESC LIMIT ? OFFSET ?",
                )?
                .query_map((system, limit, offset), entry)?
                .collect::<rusqlite::Result<_>>()?;
            let total: i64 = db
                .prepare_cached("SELECT count(*) FROM configuration_change WHERE system = ?")?
                .query_row([system], |row| row.get(0))?;
            Ok(ConfigurationPage { rows, total: total.unsigned_abs() })
        })
    }
}

/// Notes a change inside the transaction that makes it.
pub(crate) fn note(
    db: &Connection,
    system: SystemId,
    at: Timestamp,
    who: &str,
    change: &ConfigurationChange,
) -> Result<(), Trouble> {
    let json = serde_json::to_string(change)
        .map_err(|source| WorkspaceError::Json { what: "a change of configuration", source })?;
    db.prepare_cached("INSERT INTO configuration_change (system, at, who, change) VALUES (?, ?, ?, ?)")?
        .execute((system, at.0, who, json))?;
    Ok(())
}

fn entry(row: &Row) -> rusqlite::Result<ConfigurationEntry> {
    let change = serde_json::from_str(row.get_ref(3)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(3, Type::Text, error.into()))?;
    Ok(ConfigurationEntry { number: row.get(0)?, at: Timestamp(row.get(1)?), who: row.get(2)?, change })
}
