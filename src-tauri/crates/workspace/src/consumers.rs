//! Who may call the proxy of a system.

use std::ops::RangeInclusive;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row};
use zonedesk_scim::Timestamp;

use crate::configuration::note;
use crate::error::Trouble;
use crate::{ConfigurationChange, ConsumerAct, Result, SystemId, Workspace, WorkspaceError};

/// How a consumer shows who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// User name and password (RFC 7617).
    Basic,
    /// Client id and secret, for a token (RFC 6749, section 4.4).
    OAuth,
    /// Client certificate.
    Certificate,
}

const SIGN_INS: [(SignIn, &str); 3] =
    [(SignIn::Basic, "basic"), (SignIn::OAuth, "oauth"), (SignIn::Certificate, "certificate")];

/// A technical user of a system's proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consumer {
    /// User name or client id, unique in its system.
    pub id: String,
    /// For people; may be empty.
    pub name: String,
    pub sign_in: SignIn,
    /// Argon2id, PHC string; none for a certificate.
    pub hash: Option<String>,
    /// Subject of the certificate, or `sha256:` and its fingerprint.
    pub subject: Option<String>,
    /// SAP's permission *Access Proxy System API*.
    pub access: bool,
    pub created_at: Timestamp,
    /// How many minutes its tokens are good for; none: [`Consumer::USUAL_TOKEN_MINUTES`].
    pub token_minutes: Option<u16>,
}

impl Consumer {
    /// How many minutes a token may be good for: a minute to a day.
    pub const TOKEN_MINUTES: RangeInclusive<u16> = 1..=24 * 60;
    pub const USUAL_TOKEN_MINUTES: u16 = 60;

    /// How many seconds its tokens are good for.
    pub fn token_seconds(&self) -> i64 {
        i64::from(self.token_minutes.unwrap_or(Self::USUAL_TOKEN_MINUTES)) * 60
    }
}

impl Workspace {
    /// The consumers of a system by id.
    pub fn consumers(&self, system: SystemId) -> Result<Vec<Consumer>> {
        self.read(|db| {
            db.prepare_cached(&format!("SELECT {COLUMNS} FROM consumer WHERE system = ? ORDER BY id"))?
                .query_map([system], consumer)?
                .collect()
        })
    }

    /// The consumers with this id, and their systems.
    pub fn consumers_called(&self, id: &str) -> Result<Vec<(SystemId, Consumer)>> {
        self.read(|db| {
            db.prepare_cached(&format!(
                "SELECT {COLUMNS}, system FROM consumer WHERE id = ? ORDER BY system"
            ))?
            .query_map([id], |row| Ok((row.get("system")?, consumer(row)?)))?
            .collect()
        })
    }

    /// Adds a consumer and notes the change of configuration.
    pub fn add_consumer(&self, system: SystemId, new: &Consumer, at: Timestamp, who: &str) -> Result<()> {
        self.write(|db| {
            let refused = |error: rusqlite::Error| -> Trouble {
                match error.sqlite_extended_error_code() {
                    Some(rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                        WorkspaceError::ConsumerTaken { id: new.id.clone() }.into()
                    }
                    _ if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                        WorkspaceError::NoSystem { id: system }.into()
                    }
                    _ => error.into(),
                }
            };
            db.execute(
                "INSERT INTO consumer \
                 (system, id, name, sign_in, hash, subject, access, created_at, token_minutes) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    system,
                    &new.id,
                    &new.name,
                    new.sign_in,
                    &new.hash,
                    &new.subject,
                    new.access,
                    new.created_at.0,
                    new.token_minutes,
                ),
            )
            .map_err(refused)?;
            noted(db, system, &new.id, ConsumerAct::Added, at, who)
        })
    }

    /// Changes a consumer by its id: what `change` makes of it is kept, but for id and creation. Notes the change of
    /// configuration where there is one.
    pub fn update_consumer(
        &self,
        system: SystemId,
        id: &str,
        change: impl FnOnce(&mut Consumer),
        at: Timestamp,
        who: &str,
    ) -> Result<Consumer> {
        self.write(|db| {
            let before = read_one(db, system, id)?;
            let mut after = before.clone();
            change(&mut after);
            if after != before {
                db.execute(
                    "UPDATE consumer SET name = ?3, sign_in = ?4, hash = ?5, subject = ?6, access = ?7, \
                     token_minutes = ?8 WHERE system = ?1 AND id = ?2",
                    (
                        system,
                        id,
                        &after.name,
                        after.sign_in,
                        &after.hash,
                        &after.subject,
                        after.access,
                        after.token_minutes,
                    ),
                )?;
                noted(db, system, id, ConsumerAct::Changed, at, who)?;
            }
            read_one(db, system, id)
        })
    }

    /// Deletes a consumer and notes the change of configuration.
    pub fn delete_consumer(&self, system: SystemId, id: &str, at: Timestamp, who: &str) -> Result<()> {
        self.write(|db| {
            read_one(db, system, id)?;
            db.execute("DELETE FROM consumer WHERE system = ? AND id = ?", (system, id))?;
            noted(db, system, id, ConsumerAct::Removed, at, who)
        })
    }
}

const COLUMNS: &str = "id, name, sign_in, hash, subject, access, created_at, token_minutes";

fn read_one(db: &Connection, system: SystemId, id: &str) -> Result<Consumer, Trouble> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM consumer WHERE system = ? AND id = ?"))?
        .query_row((system, id), consumer)
        .optional()?
        .ok_or_else(|| WorkspaceError::NoConsumer { id: id.to_owned() }.into())
}

fn consumer(row: &Row) -> rusqlite::Result<Consumer> {
    Ok(Consumer {
        id: row.get(0)?,
        name: row.get(1)?,
        sign_in: row.get(2)?,
        hash: row.get(3)?,
        subject: row.get(4)?,
        access: row.get(5)?,
        created_at: Timestamp(row.get(6)?),
        token_minutes: row.get(7)?,
    })
}

fn noted(
    db: &Connection,
    system: SystemId,
    id: &str,
    act: ConsumerAct,
    at: Timestamp,
    who: &str,
) -> Result<(), Trouble> {
    note(db, system, at, who, &ConfigurationChange::Consumer { id: id.to_owned(), act })
}

impl ToSql for SignIn {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = SIGN_INS.iter().find(|(sign_in, _)| sign_in == self).map_or("basic", |(_, text)| text);
        Ok(text.into())
    }
}

impl FromSql for SignIn {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let found = SIGN_INS.iter().find(|(_, word)| *word == text);
        found.map(|(sign_in, _)| *sign_in).ok_or(FromSqlError::InvalidType)
    }
}
