use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension as _};
use zonedesk_scim::Timestamp;

use super::System;
use crate::configuration::note as note_change;
use crate::{ConfigurationChange, CredentialAct, Result, Workspace};

/// What is known of a credential without knowing it: the credential itself lies where secrets go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    pub set_at: Timestamp,
    /// The public half of a key pair: PEM, the whole chain.
    pub certificate: Option<String>,
    /// Host and port of the URL that it was entered for; none: not noted.
    pub url_host: Option<String>,
    /// Host and port of the token URL that it was entered for; none: not noted.
    pub token_host: Option<String>,
}

/// A credential in force for a system, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialOf {
    /// Id of the system or of its destination: `SecretKey::owner`.
    pub owner: String,
    pub credential: Credential,
}

/// What a noting of a credential changed, to be taken back by [`Workspace::take_back_credential`].
#[derive(Debug)]
pub struct NotedCredential {
    before: Option<Credential>,
    /// Of the system's history.
    entry: Option<i64>,
}

impl Workspace {
    /// Credentials that are kept for a system or destination, by the name of their property.
    pub fn credentials(&self, owner: &str) -> Result<BTreeMap<String, Credential>> {
        self.read(|db| credentials(db, owner))
    }

    /// Credentials in force for a system: its own, and of its destination those that it has none of its own for.
    pub fn effective_credentials(&self, system: &System) -> Result<BTreeMap<String, CredentialOf>> {
        self.read(|db| {
            let mut effective = BTreeMap::new();
            for owner in system.destination.iter().cloned().chain([system.id.to_string()]) {
                for (name, credential) in credentials(db, &owner)? {
                    effective.insert(name, CredentialOf { owner: owner.clone(), credential });
                }
            }
            Ok(effective)
        })
    }

    /// Every certificate that is kept, PEM, by the id of its system or destination. One query, however many there are.
    pub fn certificates(&self) -> Result<HashMap<String, String>> {
        self.read(|db| {
            db.prepare_cached("SELECT owner, certificate FROM credential WHERE certificate IS NOT NULL")?
                .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }

    /// Notes that a credential is kept, or (`None`) that it no longer is; with it, in the history of a system, that it
    /// changed. A destination has no history.
    pub fn note_credential(
        &self,
        owner: &str,
        name: &str,
        kept: Option<&Credential>,
        at: Timestamp,
        who: &str,
    ) -> Result<NotedCredential> {
        self.write(|db| {
            let before = credentials(db, owner)?.remove(name);
            set(db, owner, name, kept)?;
            let act = match (&before, kept) {
                (None, Some(_)) => CredentialAct::Set,
                (Some(_), Some(_)) => CredentialAct::Replaced,
                (Some(_), None) => CredentialAct::Removed,
                (None, None) => return Ok(NotedCredential { before, entry: None }),
            };
            let of = "SELECT id FROM system WHERE id = ?";
            let of = db.query_row(of, [owner], |row| row.get(0)).optional()?;
            let entry = match of {
                Some(system) => {
                    let change = ConfigurationChange::Credential { name: name.to_owned(), act };
                    note_change(db, system, at, who, &change)?;
                    Some(db.last_insert_rowid())
                }
                None => None,
            };
            Ok(NotedCredential { before, entry })
        })
    }

    /// Makes as if a credential had not been noted: it could not be kept.
    pub fn take_back_credential(&self, owner: &str, name: &str, noted: &NotedCredential) -> Result<()> {
        self.write(|db| {
            set(db, owner, name, noted.before.as_ref())?;
            db.execute("DELETE FROM configuration_change WHERE number = ?", [noted.entry])?;
            Ok(())
        })
    }
}

fn set(db: &Connection, owner: &str, name: &str, kept: Option<&Credential>) -> rusqlite::Result<()> {
    match kept {
        Some(kept) => note(db, owner, name, kept),
        None => db.execute("DELETE FROM credential WHERE owner = ? AND name = ?", (owner, name)).map(drop),
    }
}

pub(super) fn note(db: &Connection, owner: &str, name: &str, kept: &Credential) -> rusqlite::Result<()> {
    db.execute(
        "INSERT OR REPLACE INTO credential (owner, name, set_at, certificate, url_host, token_host) \
         VALUES (?, ?, ?, ?, ?, ?)",
        (owner, name, kept.set_at.0, &kept.certificate, &kept.url_host, &kept.token_host),
    )?;
    Ok(())
}

fn credentials(db: &Connection, owner: &str) -> rusqlite::Result<BTreeMap<String, Credential>> {
    db.prepare_cached(
        "SELECT name, set_at, certificate, url_host, token_host FROM credential WHERE owner = ?",
    )?
    .query_map([owner], |row| {
        let kept = Credential {
            set_at: Timestamp(row.get(1)?),
            certificate: row.get(2)?,
            url_host: row.get(3)?,
            token_host: row.get(4)?,
        };
        Ok((row.get(0)?, kept))
    })?
    .collect()
}
