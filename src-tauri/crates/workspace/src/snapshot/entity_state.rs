use rusqlite::Connection;
use serde_json::{Map, Value};

use super::difference::{DifferenceKind, Known};
use super::picture::{Key, kind};
use super::{ROLE_COLLECTION, Snapshot, USER, store};
use crate::Result;

/// A membership, with the names of member and role collection.
type Membership = (Key, (String, String));

/// None: it is not there.
type Attributes = Option<Map<String, Value>>;

impl Snapshot<'_> {
    /// What of an entity is compared between readings, and the memberships that it is either end of.
    pub(crate) fn entity_state(&self, of: DifferenceKind, id: &str) -> Result<(Attributes, Vec<Membership>)> {
        self.read(|db| {
            let user = of == DifferenceKind::User;
            let Some(n) = store::number(db, if user { USER } else { ROLE_COLLECTION }, id)? else {
                return Ok((None, Vec::new()));
            };
            let known = if user {
                store::read_user(db, n)?.as_ref().map(Known::user)
            } else {
                store::read_role_collection(db, n, 0)?.as_ref().map(Known::role_collection)
            };
            let mut pairs = memberships(db, "member", n)?;
            if !user {
                pairs.extend(memberships(db, "role_collection", n)?);
            }
            Ok((known.map(|known| known.attributes), pairs))
        })
    }
}

fn memberships(db: &Connection, end: &str, n: i64) -> rusqlite::Result<Vec<Membership>> {
    db.prepare_cached(&format!(
        "SELECT membership.kind, member.id, holder.id, ifnull(ifnull(user.user_name, inner_one.name), member.id), \
         ifnull(outer_one.name, holder.id) FROM membership JOIN entity AS member ON member.n = membership.member \
         JOIN entity AS holder ON holder.n = membership.role_collection LEFT JOIN user ON user.n = membership.member \
         LEFT JOIN role_collection AS inner_one ON inner_one.n = membership.member \
         LEFT JOIN role_collection AS outer_one ON outer_one.n = membership.role_collection WHERE membership.{end} = ?"
    ))?
    .query_map([n], |row| {
        let key = (kind(row.get(0)?), row.get(1)?, Some(row.get(2)?));
        Ok((key, (row.get(3)?, row.get(4)?)))
    })?
    .collect()
}
