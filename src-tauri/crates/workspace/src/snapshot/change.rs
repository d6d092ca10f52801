use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zonedesk_scim::{Group, Member, Resource, Timestamp, User};

use super::difference::Difference;
use super::nesting::{Nesting, direct};
use super::picture::{Key, Scope};
use super::store::{Writer, number};
use super::{DAY, ROLE_COLLECTION, USER, derive, search_text};
use crate::change_sets::{keep, ours};
use crate::error::Trouble;
use crate::{ChangeSource, Result, SystemId, Workspace, WorkspaceError};

/// Who changed the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    Us,
    /// We met it while we were about to.
    Others,
}

/// What a change did to an account, so that the snapshot is right without a refresh.
#[derive(Debug, Clone, PartialEq)]
pub enum SnapshotChange {
    /// The user as the account answered. Its `groups` count only where there are any: not every answer holds them.
    User(Box<User>),
    UserGone {
        id: String,
    },
    /// The role collection as the account answered; without members (`None`), those stay as they are.
    RoleCollection(Group),
    RoleCollectionGone {
        id: String,
    },
    MembersAdded {
        role_collection: String,
        members: Vec<Member>,
    },
    /// Ids of users and role collections.
    MembersRemoved {
        role_collection: String,
        members: Vec<String>,
    },
}

/// [`SnapshotChange`] as text.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Line {
    User(Value),
    UserGone(String),
    RoleCollection(Value),
    RoleCollectionGone(String),
    MembersAdded(String, Vec<Member>),
    MembersRemoved(String, Vec<String>),
}

impl SnapshotChange {
    fn line(&self) -> Line {
        match self {
            Self::User(user) => Line::User(user.to_wire()),
            Self::UserGone { id } => Line::UserGone(id.clone()),
            Self::RoleCollection(group) => Line::RoleCollection(group.to_wire()),
            Self::RoleCollectionGone { id } => Line::RoleCollectionGone(id.clone()),
            Self::MembersAdded { role_collection, members } => {
                Line::MembersAdded(role_collection.clone(), members.clone())
            }
            Self::MembersRemoved { role_collection, members } => {
                Line::MembersRemoved(role_collection.clone(), members.clone())
            }
        }
    }

    fn read(text: &str) -> Option<Self> {
        Some(match serde_json::from_str(text).ok()? {
            Line::User(user) => Self::User(Box::new(User::from_wire(user).ok()?)),
            Line::UserGone(id) => Self::UserGone { id },
            Line::RoleCollection(group) => Self::RoleCollection(Group::from_wire(group).ok()?),
            Line::RoleCollectionGone(id) => Self::RoleCollectionGone { id },
            Line::MembersAdded(role_collection, members) => Self::MembersAdded { role_collection, members },
            Line::MembersRemoved(role_collection, members) => {
                Self::MembersRemoved { role_collection, members }
            }
        })
    }
}

impl Workspace {
    /// Puts the snapshot of a system right. Many at once are cheaper than one by one: each call is a transaction.
    /// Without a snapshot nothing happens.
    pub fn change_snapshot(
        &self,
        system: SystemId,
        changes: &[SnapshotChange],
        author: Author,
        at: Timestamp,
    ) -> Result<()> {
        self.write(|db| {
            db.execute("DELETE FROM snapshot_change WHERE at < ?", [at.0 - DAY])?;
            let mut note =
                db.prepare_cached("INSERT INTO snapshot_change (system, at, change) VALUES (?, ?, ?)")?;
            for change in changes {
                let text = serde_json::to_string(&change.line())
                    .map_err(|source| WorkspaceError::Json { what: "a change", source })?;
                note.execute((system, at.0, text))?;
            }
            let file: Option<Option<String>> = db
                .query_row("SELECT snapshot_file FROM system WHERE id = ?", [system], |row| row.get(0))
                .optional()?;
            let file = file.ok_or(WorkspaceError::NoSystem { id: system })?;
            let Some(file) = file else { return Ok(()) };
            let Some(snapshot) = self.shared.snapshots.connect(&file)? else { return Ok(()) };
            let applied = apply(&snapshot, &[], changes)?;
            let source = match author {
                Author::Us => ChangeSource::Own,
                Author::Others => ChangeSource::Met,
            };
            keep(db, system, at, source, &mut |tell| applied.differences.iter().try_for_each(tell))?;
            if author == Author::Us {
                ours(db, system, at, &applied.same)?;
            }
            count(db, &snapshot, system)?;
            self.shared.snapshots.put_back(file, snapshot);
            Ok(())
        })
    }
}

/// The number of the latest change of any snapshot.
pub(super) fn latest(workspace: &Workspace) -> Result<i64> {
    workspace.read(|db| {
        db.query_row(
            "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'snapshot_change'",
            (),
            |row| row.get(0),
        )
    })
}

/// What was changed since a refresh began, which may not have read it.
pub(super) fn since(db: &Connection, system: SystemId, from: i64) -> rusqlite::Result<Vec<SnapshotChange>> {
    let mut query =
        db.prepare("SELECT change FROM snapshot_change WHERE system = ? AND number > ? ORDER BY number")?;
    query
        .query_map((system, from), |row| row.get::<_, String>(0))?
        .filter_map(|text| text.map(|text| SnapshotChange::read(&text)).transpose())
        .collect()
}

/// Notes the sizes beside the system, where the landscape reads them.
pub(super) fn count(db: &Transaction, snapshot: &Connection, system: SystemId) -> Result<(), Trouble> {
    let counts: (i64, i64) = snapshot.query_row(
        "SELECT (SELECT ifnull(sum(users), 0) FROM user_count), (SELECT count(*) FROM role_collection)",
        (),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    db.execute(
        "UPDATE system SET users = ?2, role_collections = ?3 WHERE id = ?1",
        (system, counts.0, counts.1),
    )?;
    Ok(())
}

/// What became of changes.
pub(super) struct Applied {
    pub differences: Vec<Difference>,
    /// What is as it was.
    pub same: Vec<Key>,
}

/// Puts a snapshot right in one transaction: `read`, users as a list tells them, with their `groups` whatever those are;
/// then `changes`.
pub(super) fn apply(
    snapshot: &Connection,
    read: &[User],
    changes: &[SnapshotChange],
) -> rusqlite::Result<Applied> {
    let db = snapshot.unchecked_transaction()?;
    let scope = Scope::of(read, changes);
    let picture = scope.look(&db)?;
    let affected = put_right(&db, read, changes)?;
    for n in affected {
        let keys = db
            .prepare_cached("SELECT name_key, user_name_key, email_key FROM user WHERE n = ?")?
            .query_row([n], |row| {
                Ok(search_text::record([
                    row.get_ref(0)?.as_str()?,
                    row.get_ref(1)?.as_str()?,
                    row.get_ref(2)?.as_str()?,
                ]))
            })
            .optional()?;
        search_text::replace(&db, n, keys)?;
    }
    let (differences, same) = picture.to(&scope.look(&db)?, &db)?;
    db.commit()?;
    Ok(Applied { differences, same })
}

/// Puts rows right, and what is computed from rows, but for the text to search in: gives the users that it is of.
/// Everything in one transaction of the caller's.
pub(super) fn put_right(
    db: &Connection,
    read: &[User],
    changes: &[SnapshotChange],
) -> rusqlite::Result<BTreeSet<i64>> {
    let before = Nesting::read(db)?;
    let mut affected = Affected::default();
    // Who is affected is known only before the change for some, only after it for others.
    for change in changes {
        affected.note(db, change)?;
    }
    for user in read {
        affected.user(db, &user.id)?;
    }
    let mut writer = Writer::new(db);
    for user in read {
        let n = writer.user(user)?;
        writer.told(n, &user.groups)?;
        // What it was told to hold is what it holds now: none of it is to be forgotten.
        affected.users.insert(n, Vec::new());
        affected.user(db, &user.id)?;
    }
    for change in changes {
        write(db, &mut writer, change)?;
    }
    for change in changes {
        affected.note(db, change)?;
    }
    let users: Vec<(i64, Vec<i64>)> = affected.users.into_iter().collect();
    derive::grants_of(db, &users, &before)?;
    derive::two_origins_of(db, &affected.keys.into_iter().collect::<Vec<_>>())?;
    for n in affected.role_collections {
        db.prepare_cached(
            "UPDATE role_collection SET members = (SELECT count(*) FROM membership WHERE role_collection = ?1 AND \
             kind = 0), nested = (SELECT count(*) FROM membership WHERE role_collection = ?1 AND kind = 1) WHERE n = ?1",
        )?
        .execute([n])?;
    }
    Ok(affected.texts)
}

/// What must be derived anew.
#[derive(Default)]
struct Affected {
    /// Users with the role collections that they were direct members of before.
    users: std::collections::BTreeMap<i64, Vec<i64>>,
    /// Keys of user names and e-mail addresses, before and after.
    keys: BTreeSet<(String, String)>,
    role_collections: BTreeSet<i64>,
    /// Users whose own fields changed.
    texts: BTreeSet<i64>,
}

impl Affected {
    fn note(&mut self, db: &Connection, change: &SnapshotChange) -> rusqlite::Result<()> {
        match change {
            SnapshotChange::User(user) => self.user(db, &user.id),
            SnapshotChange::UserGone { id } => {
                if let Some(n) = number(db, USER, id)? {
                    self.role_collections.extend(direct(db, n)?);
                }
                self.user(db, id)
            }
            // Who holds it stays as it is.
            SnapshotChange::RoleCollection(Group { id, members: None, .. }) => {
                self.role_collections.extend(number(db, ROLE_COLLECTION, id)?);
                Ok(())
            }
            SnapshotChange::RoleCollection(Group { id, .. }) | SnapshotChange::RoleCollectionGone { id } => {
                let Some(n) = number(db, ROLE_COLLECTION, id)? else { return Ok(()) };
                self.role_collections.insert(n);
                self.role_collections.extend(direct(db, n)?);
                self.members(db, n)
            }
            SnapshotChange::MembersAdded { role_collection, members } => {
                let ids = members.iter().map(|member| member.value.as_str());
                self.membership(db, role_collection, ids)
            }
            SnapshotChange::MembersRemoved { role_collection, members } => {
                self.membership(db, role_collection, members.iter().map(String::as_str))
            }
        }
    }

    fn membership<'a>(
        &mut self,
        db: &Connection,
        role_collection: &str,
        members: impl Iterator<Item = &'a str>,
    ) -> rusqlite::Result<()> {
        self.role_collections.extend(number(db, ROLE_COLLECTION, role_collection)?);
        for id in members {
            if let Some(n) = number(db, USER, id)? {
                self.number(db, n)?;
            }
            if let Some(n) = number(db, ROLE_COLLECTION, id)? {
                self.members(db, n)?;
            }
        }
        Ok(())
    }

    /// Everybody who is in a role collection, also through others.
    fn members(&mut self, db: &Connection, role_collection: i64) -> rusqlite::Result<()> {
        let users: Vec<i64> = db
            .prepare_cached(
                "WITH RECURSIVE within (n) AS (VALUES (?) UNION SELECT member FROM membership JOIN within \
                 ON role_collection = within.n WHERE kind = 1) \
                 SELECT DISTINCT member FROM membership JOIN within ON role_collection = within.n WHERE kind = 0",
            )?
            .query_map([role_collection], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        users.into_iter().try_for_each(|n| self.number(db, n))
    }

    fn user(&mut self, db: &Connection, id: &str) -> rusqlite::Result<()> {
        let Some(n) = number(db, USER, id)? else { return Ok(()) };
        self.texts.insert(n);
        self.number(db, n)
    }

    fn number(&mut self, db: &Connection, n: i64) -> rusqlite::Result<()> {
        if let std::collections::btree_map::Entry::Vacant(entry) = self.users.entry(n) {
            entry.insert(direct(db, n)?);
        }
        let keys = db
            .prepare_cached("SELECT user_name_key, email_key FROM user WHERE n = ?")?
            .query_row([n], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        self.keys.extend(keys);
        Ok(())
    }
}

fn write(db: &Connection, writer: &mut Writer, change: &SnapshotChange) -> rusqlite::Result<()> {
    match change {
        SnapshotChange::User(user) => {
            let n = writer.user(user)?;
            if !user.groups.is_empty() {
                writer.told(n, &user.groups)?;
            }
        }
        SnapshotChange::UserGone { id } => {
            if let Some(n) = number(db, USER, id)? {
                db.prepare_cached("DELETE FROM membership WHERE member = ?")?.execute([n])?;
                db.prepare_cached("DELETE FROM told WHERE user = ?")?.execute([n])?;
                db.prepare_cached("DELETE FROM user WHERE n = ?")?.execute([n])?;
                db.prepare_cached("DELETE FROM entity WHERE n = ?")?.execute([n])?;
            }
        }
        SnapshotChange::RoleCollection(group) => {
            writer.role_collection(group)?;
        }
        SnapshotChange::RoleCollectionGone { id } => {
            if let Some(n) = number(db, ROLE_COLLECTION, id)? {
                db.prepare_cached("DELETE FROM membership WHERE role_collection = ?1 OR member = ?1")?
                    .execute([n])?;
                db.prepare_cached("DELETE FROM told WHERE role_collection = ?")?.execute([n])?;
                db.prepare_cached("DELETE FROM role_collection WHERE n = ?")?.execute([n])?;
                db.prepare_cached("DELETE FROM entity WHERE n = ?")?.execute([n])?;
                writer.forget(id);
            }
        }
        SnapshotChange::MembersAdded { role_collection, members } => {
            let n = writer.entity(ROLE_COLLECTION, role_collection)?;
            for member in members {
                writer.member(n, member)?;
            }
        }
        SnapshotChange::MembersRemoved { role_collection, members } => {
            let Some(n) = number(db, ROLE_COLLECTION, role_collection)? else { return Ok(()) };
            for id in members {
                for kind in [USER, ROLE_COLLECTION] {
                    if let Some(member) = number(db, kind, id)? {
                        db.prepare_cached("DELETE FROM membership WHERE role_collection = ? AND member = ?")?
                            .execute((n, member))?;
                    }
                }
            }
        }
    }
    Ok(())
}
