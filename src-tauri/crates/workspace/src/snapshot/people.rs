use std::collections::BTreeSet;

use zonedesk_scim::Origin;

use super::user_filter::by_keys;
use super::user_row::{self, UserRow};
use super::{Snapshot, USER, store};
use crate::Result;
use crate::fold::fold;

/// What a line of text may name a person by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonKey {
    /// An id, a user name, an e-mail address or a full name.
    Any(String),
    /// A user name or an e-mail address.
    Address(String),
}

impl Snapshot<'_> {
    /// For each key the users that it means, by name. Four look-ups a key, whatever the size of the account.
    pub fn resolve_people(&self, keys: &[PersonKey]) -> Result<Vec<Vec<UserRow>>> {
        self.read(|db| {
            let mut resolved = Vec::with_capacity(keys.len());
            for key in keys {
                let (PersonKey::Any(text) | PersonKey::Address(text)) = key;
                let by_id = match key {
                    PersonKey::Any(id) => store::number(db, USER, id)?,
                    PersonKey::Address(_) => None,
                };
                let folded = fold(text);
                let mut rows = Vec::new();
                for n in by_keys(db, text)?.into_iter().chain(by_id).collect::<BTreeSet<_>>() {
                    let Some(row) = user_row::read(db, n)? else { continue };
                    let named = matches!(key, PersonKey::Any(_))
                        || fold(&row.user_name) == folded
                        || fold(&row.email) == folded;
                    rows.extend(named.then_some(row));
                }
                rows.sort_by_cached_key(|row| (fold(&row.name()), row.origin.clone(), row.id.clone()));
                resolved.push(rows);
            }
            Ok(resolved)
        })
    }

    /// Users with this user name or e-mail address, ignoring case: the same person in this account, maybe with another
    /// origin.
    pub fn same_person(&self, user_name: &str, email: &str) -> Result<Vec<UserRow>> {
        self.read(|db| {
            let mut numbers = BTreeSet::new();
            let mut query = db.prepare_cached(
                "SELECT n FROM user WHERE user_name_key = ?1 UNION SELECT n FROM user WHERE email_key = ?1",
            )?;
            for key in [user_name, email].into_iter().filter(|key| !key.is_empty()) {
                for n in query.query_map([fold(key)], |row| row.get(0))? {
                    numbers.insert(n?);
                }
            }
            let mut rows = Vec::new();
            for n in numbers {
                rows.extend(user_row::read(db, n)?);
            }
            Ok(rows)
        })
    }

    /// The user of this user name and origin, ignoring case of the name as UAA does.
    pub fn user_named(&self, user_name: &str, origin: &Origin) -> Result<Option<UserRow>> {
        let same = self.same_person(user_name, "")?;
        let lower = user_name.to_lowercase();
        Ok(same.into_iter().find(|row| row.origin == *origin && row.user_name.to_lowercase() == lower))
    }
}
