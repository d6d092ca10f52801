use rusqlite::{Connection, OptionalExtension, Row};
use zonedesk_scim::{Origin, Timestamp};

use super::store::shown_name;

/// A user as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    pub id: String,
    pub version: i64,
    pub user_name: String,
    pub origin: Origin,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub email: String,
    pub external_id: Option<String>,
    pub active: bool,
    pub verified: bool,
    pub created: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub last_logon: Option<Timestamp>,
    /// The same user name or e-mail stands in the account with another origin too.
    pub two_origins: bool,
    /// Role collections held: directly, through others, or told by the user's `groups`.
    pub role_collections: u32,
    /// Those of them that the user is a direct member of.
    pub direct: u32,
}

impl UserRow {
    /// Given and family name; the user name where both are missing.
    pub fn name(&self) -> String {
        shown_name(self.given_name.as_deref(), self.family_name.as_deref(), &self.user_name)
    }
}

const COLUMNS: &str = "entity.id, version, user_name, origin.key, given_name, family_name, email, external_id, active, \
    verified, created, updated, last_logon, two_origins, grants, \
    CASE grants WHEN 0 THEN 0 ELSE (SELECT count(*) FROM membership WHERE member = user.n) END";

fn row(row: &Row) -> rusqlite::Result<UserRow> {
    let time = |column| row.get::<_, Option<i64>>(column).map(|at| at.map(Timestamp));
    Ok(UserRow {
        id: row.get(0)?,
        version: row.get(1)?,
        user_name: row.get(2)?,
        origin: Origin(row.get(3)?),
        given_name: row.get(4)?,
        family_name: row.get(5)?,
        email: row.get(6)?,
        external_id: row.get(7)?,
        active: row.get(8)?,
        verified: row.get(9)?,
        created: time(10)?,
        updated: time(11)?,
        last_logon: time(12)?,
        two_origins: row.get(13)?,
        role_collections: row.get(14)?,
        direct: row.get(15)?,
    })
}

pub(super) fn read(db: &Connection, n: i64) -> rusqlite::Result<Option<UserRow>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM user JOIN entity USING (n) JOIN origin ON origin.n = user.origin WHERE user.n = ?"
    ))?
    .query_row([n], row)
    .optional()
}
