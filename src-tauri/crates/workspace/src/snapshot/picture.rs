//! What a change touches, as it was before and as it is after.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use zonedesk_scim::{Group, MemberType, User};

use super::difference::{Difference, DifferenceAct, DifferenceKind, Known, between};
use super::store::{self, number};
use super::{ROLE_COLLECTION, SnapshotChange, USER};

/// Role collection, kind of the member, member.
pub(super) type Pair = (String, DifferenceKind, String);

/// What to look at.
#[derive(Default)]
pub(super) struct Scope {
    users: BTreeSet<String>,
    role_collections: BTreeSet<String>,
    /// Role collections of which all members count.
    whole: BTreeSet<String>,
    /// Members, by kind and id, of which all memberships count.
    of: BTreeSet<(i64, String)>,
    pairs: BTreeSet<Pair>,
}

/// What there is of it.
pub(super) struct Picture {
    users: BTreeMap<String, Known>,
    role_collections: BTreeMap<String, Known>,
    pairs: BTreeSet<Pair>,
}

impl Scope {
    pub(super) fn of(read: &[User], changes: &[SnapshotChange]) -> Self {
        let mut scope = Self::default();
        scope.users.extend(read.iter().map(|user| user.id.clone()));
        for change in changes {
            scope.note(change);
        }
        scope
    }

    fn note(&mut self, change: &SnapshotChange) {
        match change {
            SnapshotChange::User(user) => {
                self.users.insert(user.id.clone());
            }
            SnapshotChange::UserGone { id } => {
                self.users.insert(id.clone());
                self.of.insert((USER, id.clone()));
            }
            SnapshotChange::RoleCollection(Group { id, members, .. }) => {
                self.role_collections.insert(id.clone());
                if members.is_some() {
                    self.whole.insert(id.clone());
                }
            }
            SnapshotChange::RoleCollectionGone { id } => {
                self.role_collections.insert(id.clone());
                self.whole.insert(id.clone());
                self.of.insert((ROLE_COLLECTION, id.clone()));
            }
            SnapshotChange::MembersAdded { role_collection, members } => {
                // It becomes known by its members where it was not.
                self.role_collections.insert(role_collection.clone());
                let kind = |member: MemberType| DifferenceKind::of_member(member);
                let pair = |id: &String, kind| (role_collection.clone(), kind, id.clone());
                self.pairs.extend(members.iter().map(|member| pair(&member.value, kind(member.kind))));
            }
            SnapshotChange::MembersRemoved { role_collection, members } => {
                for id in members {
                    for kind in [DifferenceKind::Member, DifferenceKind::Nested] {
                        self.pairs.insert((role_collection.clone(), kind, id.clone()));
                    }
                }
            }
        }
    }

    pub(super) fn look(&self, db: &Connection) -> rusqlite::Result<Picture> {
        let (mut users, mut role_collections, mut pairs) =
            (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        for id in &self.users {
            if let Some(n) = number(db, USER, id)?
                && let Some(user) = store::read_user(db, n)?
            {
                users.insert(id.clone(), Known::user(&user));
            }
        }
        for id in &self.role_collections {
            if let Some(n) = number(db, ROLE_COLLECTION, id)?
                && let Some(group) = store::read_role_collection(db, n, 0)?
            {
                role_collections.insert(id.clone(), Known::role_collection(&group));
            }
        }
        for id in &self.whole {
            let Some(n) = number(db, ROLE_COLLECTION, id)? else { continue };
            let mut query = db.prepare_cached(
                "SELECT entity.id, membership.kind FROM membership JOIN entity ON entity.n = member \
                 WHERE role_collection = ?",
            )?;
            let members = query.query_map([n], |row| Ok((id.clone(), kind(row.get(1)?), row.get(0)?)))?;
            for pair in members {
                pairs.insert(pair?);
            }
        }
        for (of, id) in &self.of {
            let Some(n) = number(db, *of, id)? else { continue };
            let mut query = db.prepare_cached(
                "SELECT entity.id FROM membership JOIN entity ON entity.n = role_collection WHERE member = ?",
            )?;
            for role_collection in query.query_map([n], |row| row.get(0))? {
                pairs.insert((role_collection?, kind(*of), id.clone()));
            }
        }
        for pair in &self.pairs {
            if is_member(db, pair)? {
                pairs.insert(pair.clone());
            }
        }
        Ok(Picture { users, role_collections, pairs })
    }
}

pub(super) fn kind(column: i64) -> DifferenceKind {
    if column == USER { DifferenceKind::Member } else { DifferenceKind::Nested }
}

fn is_member(db: &Connection, (role_collection, kind, member): &Pair) -> rusqlite::Result<bool> {
    let of = if *kind == DifferenceKind::Member { USER } else { ROLE_COLLECTION };
    let (Some(role_collection), Some(member)) =
        (number(db, ROLE_COLLECTION, role_collection)?, number(db, of, member)?)
    else {
        return Ok(false);
    };
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM membership WHERE role_collection = ? AND member = ?)")?
        .query_row((role_collection, member), |row| row.get(0))
}

/// What was touched: an entity, or a membership with its role collection.
pub(crate) type Key = (DifferenceKind, String, Option<String>);

impl Picture {
    /// What is different after; and what was touched and is as it was.
    pub(super) fn to(&self, after: &Self, db: &Connection) -> rusqlite::Result<(Vec<Difference>, Vec<Key>)> {
        let (mut differences, mut same) = (Vec::new(), Vec::new());
        for (kind, before, after) in [
            (DifferenceKind::User, &self.users, &after.users),
            (DifferenceKind::RoleCollection, &self.role_collections, &after.role_collections),
        ] {
            for id in before.keys().chain(after.keys().filter(|id| !before.contains_key(*id))) {
                match between(kind, id, before.get(id), after.get(id)) {
                    Some(difference) => differences.push(difference),
                    None => same.push((kind, id.clone(), None)),
                }
            }
        }
        for (pair, act) in (self.pairs.difference(&after.pairs).map(|pair| (pair, DifferenceAct::Removed)))
            .chain(after.pairs.difference(&self.pairs).map(|pair| (pair, DifferenceAct::Added)))
        {
            differences.push(self.membership(db, pair, act)?);
        }
        for (role_collection, kind, member) in self.pairs.intersection(&after.pairs) {
            same.push((*kind, member.clone(), Some(role_collection.clone())));
        }
        Ok((differences, same))
    }

    fn membership(
        &self,
        db: &Connection,
        (role_collection, kind, member): &Pair,
        act: DifferenceAct,
    ) -> rusqlite::Result<Difference> {
        let of = if *kind == DifferenceKind::Member { USER } else { ROLE_COLLECTION };
        let known = if of == USER { self.users.get(member) } else { self.role_collections.get(member) };
        let (name, origin) = match known {
            Some(known) => (known.name.clone(), known.origin.clone()),
            None => called(db, of, member)?,
        };
        let holder = match self.role_collections.get(role_collection) {
            Some(known) => known.name.clone(),
            None => called(db, ROLE_COLLECTION, role_collection)?.0,
        };
        Ok(Difference {
            kind: *kind,
            act,
            id: member.clone(),
            name,
            origin,
            holder: Some((role_collection.clone(), holder)),
            what: Default::default(),
        })
    }
}

/// User name and origin, or name; the id where no more is known.
pub(super) fn called(db: &Connection, kind: i64, id: &str) -> rusqlite::Result<(String, Option<String>)> {
    let found = db
        .prepare_cached(
            "SELECT ifnull(user_name, ifnull(role_collection.name, entity.name)), origin.key FROM entity \
             LEFT JOIN user USING (n) LEFT JOIN role_collection USING (n) LEFT JOIN origin ON origin.n = user.origin \
             WHERE kind = ? AND id = ?",
        )?
        .query_row((kind, id), |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?)))
        .optional()?;
    let (name, origin) = found.unwrap_or_default();
    Ok((name.unwrap_or_else(|| id.to_owned()), origin))
}
