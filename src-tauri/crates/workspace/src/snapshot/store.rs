//! Writing of rows: the same for a refresh and for a single change.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zonedesk_scim::{Email, GrantType, Group, GroupGrant, Member, MemberType, Meta, Origin, Timestamp, User};

use super::{ROLE_COLLECTION, USER};
use crate::fold::fold;

/// Room between two origins' numbers, for one that is first seen later.
pub(super) const ORIGIN_STEP: i64 = 1 << 20;

/// What a user has beside its columns. Most of it is empty for most users.
#[derive(Default, Serialize, Deserialize, PartialEq)]
#[serde(default)]
pub(super) struct UserRest {
    /// Where there is not exactly one address without a primary flag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<Vec<Email>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<Timestamp>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub other: Map<String, Value>,
}

/// What a role collection has beside its columns.
#[derive(Default, Serialize, Deserialize, PartialEq)]
#[serde(default)]
pub(super) struct GroupRest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub other: Map<String, Value>,
}

fn rest<T: Default + PartialEq + Serialize>(rest: &T) -> Option<String> {
    if *rest == T::default() { None } else { serde_json::to_string(rest).ok() }
}

/// What a `rest` column holds.
pub(super) fn read_rest<T: Default + DeserializeOwned>(text: Option<&str>) -> T {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// Writes users, role collections and memberships, and remembers the numbers that recur.
pub(super) struct Writer<'c> {
    db: &'c Connection,
    origins: HashMap<String, i64>,
    role_collections: HashMap<String, i64>,
}

/// The number of an entity that is known.
pub(super) fn number(db: &Connection, kind: i64, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT n FROM entity WHERE kind = ? AND id = ?")?
        .query_row((kind, id), |row| row.get(0))
        .optional()
}

/// Whether there are members that are users and of whom only the id is known.
pub(super) fn has_strangers(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT (SELECT count(*) FROM entity WHERE kind = 0) > (SELECT ifnull(sum(users), 0) FROM user_count)",
    )?
    .query_row((), |row| row.get(0))
}

/// Name as lists show it: given and family name, the user name where both are missing.
pub(super) fn shown_name(given: Option<&str>, family: Option<&str>, user_name: &str) -> String {
    match (given, family) {
        (None, None) => user_name.to_owned(),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (Some(given), Some(family)) => format!("{given} {family}"),
    }
}

impl<'c> Writer<'c> {
    pub(super) fn new(db: &'c Connection) -> Self {
        Self { db, origins: HashMap::new(), role_collections: HashMap::new() }
    }

    /// Goes on with what an earlier writer remembered.
    pub(super) fn resume(db: &'c Connection, remembered: Remembered) -> Self {
        Self { db, origins: remembered.origins, role_collections: remembered.role_collections }
    }

    pub(super) fn remembered(self) -> Remembered {
        Remembered { origins: self.origins, role_collections: self.role_collections }
    }

    /// The number of an entity, a new one where it is not known.
    pub(super) fn entity(&mut self, kind: i64, id: &str) -> rusqlite::Result<i64> {
        if kind == ROLE_COLLECTION
            && let Some(&n) = self.role_collections.get(id)
        {
            return Ok(n);
        }
        let n = match number(self.db, kind, id)? {
            Some(n) => n,
            None => {
                self.db.prepare_cached("INSERT INTO entity (kind, id) VALUES (?, ?)")?.insert((kind, id))?
            }
        };
        if kind == ROLE_COLLECTION {
            self.role_collections.insert(id.to_owned(), n);
        }
        Ok(n)
    }

    /// A role collection is gone; one of the same id would be another.
    pub(super) fn forget(&mut self, id: &str) {
        self.role_collections.remove(id);
    }

    pub(super) fn origin(&mut self, key: &str) -> rusqlite::Result<i64> {
        if let Some(&n) = self.origins.get(key) {
            return Ok(n);
        }
        let known = self
            .db
            .prepare_cached("SELECT n FROM origin WHERE key = ?")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        let n = match known {
            Some(n) => n,
            None => {
                let n = place(self.db, key)?;
                self.db.execute("INSERT INTO origin (n, key) VALUES (?, ?)", (n, key))?;
                n
            }
        };
        self.origins.insert(key.to_owned(), n);
        Ok(n)
    }

    /// Writes a user in place of the former one, and gives its number.
    pub(super) fn user(&mut self, user: &User) -> rusqlite::Result<i64> {
        let n = self.entity(USER, &user.id)?;
        let origin = self.origin(&user.origin.0)?;
        let email = user.emails.first().map_or("", |email| email.value.as_str());
        let plain = matches!(user.emails.as_slice(), [email] if !email.primary);
        let rest = rest(&UserRest {
            emails: (!plain && !user.emails.is_empty()).then(|| user.emails.clone()),
            phones: user.phone_numbers.clone(),
            zone: user.zone_id.clone(),
            password: user.password_last_modified,
            other: user.other.clone(),
        });
        let (given, family) = (user.given_name.as_deref(), user.family_name.as_deref());
        self.db
            .prepare_cached(
                "INSERT INTO user (n, version, user_name, user_name_key, origin, given_name, family_name, name_key, \
                 email, email_key, external_id, active, verified, created, updated, last_logon, previous_logon, rest) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET \
                 version = excluded.version, user_name = excluded.user_name, user_name_key = excluded.user_name_key, \
                 origin = excluded.origin, given_name = excluded.given_name, family_name = excluded.family_name, \
                 name_key = excluded.name_key, email = excluded.email, email_key = excluded.email_key, \
                 external_id = excluded.external_id, active = excluded.active, verified = excluded.verified, \
                 created = excluded.created, updated = excluded.updated, last_logon = excluded.last_logon, \
                 previous_logon = excluded.previous_logon, rest = excluded.rest",
            )?
            .execute(rusqlite::params![
                n,
                user.meta.version,
                user.user_name,
                fold(&user.user_name),
                origin,
                given,
                family,
                fold(&shown_name(given, family, &user.user_name)),
                email,
                fold(email),
                user.external_id,
                user.active,
                user.verified,
                user.meta.created.map(|at| at.0),
                user.meta.last_modified.map(|at| at.0),
                user.last_logon.map(|at| at.0),
                user.previous_logon.map(|at| at.0),
                rest,
            ])?;
        Ok(n)
    }

    /// Writes what the user's `groups` tell, in place of what they told before.
    pub(super) fn told(&mut self, user: i64, groups: &[GroupGrant]) -> rusqlite::Result<()> {
        self.db.prepare_cached("DELETE FROM told WHERE user = ?")?.execute([user])?;
        for group in groups {
            let n = self.entity(ROLE_COLLECTION, &group.value)?;
            if group.display != group.value {
                self.db
                    .prepare_cached("UPDATE entity SET name = ?2 WHERE n = ?1 AND name IS NOT ?2")?
                    .execute((n, &group.display))?;
            }
            self.db
                .prepare_cached(
                    "INSERT OR IGNORE INTO told (user, role_collection, indirect) VALUES (?, ?, ?)",
                )?
                .execute((user, n, group.grant == GrantType::Indirect))?;
        }
        Ok(())
    }

    /// Writes a role collection in place of the former one; its members only where they are known.
    pub(super) fn role_collection(&mut self, group: &Group) -> rusqlite::Result<i64> {
        let n = self.entity(ROLE_COLLECTION, &group.id)?;
        let rest = rest(&GroupRest { zone: group.zone_id.clone(), other: group.other.clone() });
        self.db
            .prepare_cached(
                "INSERT INTO role_collection (n, version, name, name_key, description, description_key, created, \
                 updated, rest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (n) DO UPDATE SET \
                 version = excluded.version, name = excluded.name, name_key = excluded.name_key, \
                 description = excluded.description, description_key = excluded.description_key, \
                 created = excluded.created, updated = excluded.updated, rest = excluded.rest",
            )?
            .execute(rusqlite::params![
                n,
                group.meta.version,
                group.display_name,
                fold(&group.display_name),
                group.description,
                fold(group.description.as_deref().unwrap_or_default()),
                group.meta.created.map(|at| at.0),
                group.meta.last_modified.map(|at| at.0),
                rest,
            ])?;
        if let Some(members) = &group.members {
            self.db.prepare_cached("DELETE FROM membership WHERE role_collection = ?")?.execute([n])?;
            for member in members {
                self.member(n, member)?;
            }
        }
        Ok(n)
    }

    pub(super) fn member(&mut self, role_collection: i64, member: &Member) -> rusqlite::Result<i64> {
        let kind = kind(member.kind);
        let n = self.entity(kind, &member.value)?;
        let origin = match &member.origin {
            Some(origin) => Some(self.origin(&origin.0)?),
            None => None,
        };
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO membership (role_collection, member, kind, origin) VALUES (?, ?, ?, ?)",
            )?
            .execute((role_collection, n, kind, origin))?;
        Ok(n)
    }
}

/// What a [`Writer`] hands to the next one.
#[derive(Default)]
pub(super) struct Remembered {
    origins: HashMap<String, i64>,
    role_collections: HashMap<String, i64>,
}

pub(super) fn kind(member: MemberType) -> i64 {
    match member {
        MemberType::User => USER,
        MemberType::Group => ROLE_COLLECTION,
    }
}

/// A number for a new origin: between its neighbours in the order of keys.
fn place(db: &Connection, key: &str) -> rusqlite::Result<i64> {
    let mut origins: Vec<(String, i64)> = db
        .prepare_cached("SELECT key, n FROM origin")?
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    origins.sort_by(|(a, _), (b, _)| order(a, b));
    let at = origins.partition_point(|(other, _)| order(other, key).is_lt());
    let before = at.checked_sub(1).map_or(0, |at| origins[at].1);
    let after = origins.get(at).map_or(before + 2 * ORIGIN_STEP, |(_, n)| *n);
    let middle = i64::midpoint(before, after);
    // No room left, or a refresh in progress that numbers origins as they come: at the end then, until the refresh
    // is over.
    let taken = origins.iter().any(|(_, n)| *n == middle);
    Ok(if taken { origins.iter().map(|(_, n)| *n).max().unwrap_or(0) + ORIGIN_STEP } else { middle })
}

/// The order in which lists show origins.
pub(super) fn order(a: &str, b: &str) -> std::cmp::Ordering {
    (fold(a), a).cmp(&(fold(b), b))
}

/// Reads a user whole, as it was received.
pub(super) fn read_user(db: &Connection, n: i64) -> rusqlite::Result<Option<User>> {
    let mut told = db.prepare_cached(
        "SELECT entity.id, ifnull(ifnull(role_collection.name, entity.name), entity.id), told.indirect FROM told \
         JOIN entity ON entity.n = told.role_collection \
         LEFT JOIN role_collection ON role_collection.n = told.role_collection WHERE told.user = ? ORDER BY 2, 1",
    )?;
    let groups = told
        .query_map([n], |row| {
            let grant = if row.get(2)? { GrantType::Indirect } else { GrantType::Direct };
            Ok(GroupGrant { value: row.get(0)?, display: row.get(1)?, grant })
        })?
        .collect::<Result<_, _>>()?;
    let time = |at: Option<i64>| at.map(Timestamp);
    db.prepare_cached(
        "SELECT entity.id, user.*, origin.key AS origin_key FROM user JOIN entity USING (n) \
         JOIN origin ON origin.n = user.origin WHERE user.n = ?",
    )?
    .query_row([n], |row| {
        let rest: Option<String> = row.get("rest")?;
        let rest: UserRest = read_rest(rest.as_deref());
        let email: String = row.get("email")?;
        let emails = rest.emails.unwrap_or_else(|| {
            if email.is_empty() { Vec::new() } else { vec![Email { value: email, primary: false }] }
        });
        Ok(User {
            id: row.get("id")?,
            external_id: row.get("external_id")?,
            user_name: row.get("user_name")?,
            origin: Origin(row.get("origin_key")?),
            given_name: row.get("given_name")?,
            family_name: row.get("family_name")?,
            emails,
            phone_numbers: rest.phones,
            active: row.get("active")?,
            verified: row.get("verified")?,
            groups,
            meta: Meta {
                version: row.get("version")?,
                created: time(row.get("created")?),
                last_modified: time(row.get("updated")?),
            },
            zone_id: rest.zone,
            password_last_modified: rest.password,
            last_logon: time(row.get("last_logon")?),
            previous_logon: time(row.get("previous_logon")?),
            other: rest.other,
        })
    })
    .optional()
}

/// Reads a role collection; at most so many of its members.
pub(super) fn read_role_collection(db: &Connection, n: i64, members: u32) -> rusqlite::Result<Option<Group>> {
    let mut query = db.prepare_cached(
        "SELECT entity.id, membership.kind, origin.key FROM membership JOIN entity ON entity.n = membership.member \
         LEFT JOIN origin ON origin.n = membership.origin WHERE membership.role_collection = ? \
         ORDER BY membership.member LIMIT ?",
    )?;
    let members = query
        .query_map((n, members), |row| {
            let kind = if row.get::<_, i64>(1)? == USER { MemberType::User } else { MemberType::Group };
            Ok(Member { value: row.get(0)?, kind, origin: row.get::<_, Option<String>>(2)?.map(Origin) })
        })?
        .collect::<Result<_, _>>()?;
    db.prepare_cached(
        "SELECT entity.id, role_collection.* FROM role_collection JOIN entity USING (n) WHERE n = ?",
    )?
    .query_row([n], |row| {
        let rest: Option<String> = row.get("rest")?;
        let rest: GroupRest = read_rest(rest.as_deref());
        Ok(Group {
            id: row.get("id")?,
            display_name: row.get("name")?,
            description: row.get("description")?,
            members: Some(members),
            meta: Meta {
                version: row.get("version")?,
                created: row.get::<_, Option<i64>>("created")?.map(Timestamp),
                last_modified: row.get::<_, Option<i64>>("updated")?.map(Timestamp),
            },
            zone_id: rest.zone,
            other: rest.other,
        })
    })
    .optional()
}
