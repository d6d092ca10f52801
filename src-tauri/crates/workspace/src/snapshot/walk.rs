//! A walk over all users and role collections as the account's API gives them.
//!
//! Every table is read once, from its beginning to its end, beside the others in the order of their keys: a query a user
//! would take many times as long.

use std::collections::HashMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row, Rows};
use zonedesk_scim::{
    EmailsText, GrantText, GrantType, GroupText, MemberText, MemberType, ResourceText, Timestamp, UserText,
};

use super::store::{GroupRest, UserRest, read_rest};
use super::{ROLE_COLLECTION, Snapshot, USER};
use crate::Result;

/// An entity on a walk.
#[derive(Debug, Clone, Copy)]
pub struct Met<'w> {
    /// Stands for it in this snapshot.
    pub number: i64,
    /// A user, or else a role collection.
    pub kind: MemberType,
    pub id: &'w str,
    /// User name, or name of the role collection.
    pub title: &'w str,
    /// On one line.
    pub json: &'w [u8],
}

/// How far a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// Users that are met at most; all of them come before the role collections.
    pub users: u64,
    pub role_collections: u64,
    /// Whether users come with their role collections; `groups` is empty else, and the walk reads much less.
    pub groups: bool,
}

impl Walk {
    /// Over everything.
    pub const ALL: Self = Self { users: u64::MAX, role_collections: u64::MAX, groups: true };
}

impl Snapshot<'_> {
    /// Meets every user, then every role collection with its members, on one state of the snapshot: nobody else waits
    /// for it. Ends before its end where `see` breaks.
    pub fn walk(&self, walk: Walk, see: &mut dyn FnMut(Met<'_>) -> ControlFlow<()>) -> Result<()> {
        self.read(|db| {
            let names = Names::read(db)?;
            if users(db, &names, walk, see)?.is_continue() {
                let _ = role_collections(db, &names, walk.role_collections, see)?;
            }
            Ok(())
        })
    }

    /// Ids and titles of entities by their numbers, in the order given; those that are gone meanwhile are left out.
    pub fn named(&self, numbers: &[i64]) -> Result<Vec<(String, String)>> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT id, ifnull(user_name, ifnull(role_collection.name, id)) FROM entity LEFT JOIN user USING (n) \
                 LEFT JOIN role_collection USING (n) WHERE n = ?",
            )?;
            let mut named = Vec::with_capacity(numbers.len());
            for n in numbers {
                named.extend(query.query_row([n], |row| Ok((row.get(0)?, row.get(1)?))).optional()?);
            }
            Ok(named)
        })
    }

    /// How many users and role collections a walk meets.
    pub fn walk_length(&self) -> Result<(u64, u64)> {
        self.read(|db| {
            let sql = "SELECT (SELECT ifnull(sum(users), 0) FROM user_count), (SELECT count(*) FROM role_collection)";
            let count = |row: &Row, column| row.get::<_, i64>(column).map(i64::unsigned_abs);
            Ok(db.prepare_cached(sql)?.query_row((), |row| Ok((count(row, 0)?, count(row, 1)?)))?)
        })
    }
}

/// Ids of all entities, and what is looked up again and again.
struct Names {
    /// All ids, one behind the other.
    ids: String,
    /// Where each number's id ends; that of a number that is not taken is empty.
    ends: Vec<u32>,
    role_collections: HashMap<i64, RoleCollection>,
    origins: HashMap<i64, String>,
}

struct RoleCollection {
    name: String,
    /// Its place in the order of names and ids, in which a user's `groups` stand.
    place: usize,
}

impl Names {
    fn read(db: &Connection) -> rusqlite::Result<Self> {
        let mut names = Self {
            ids: String::new(),
            ends: vec![0],
            role_collections: HashMap::new(),
            origins: HashMap::new(),
        };
        let mut query = db.prepare_cached(
            "SELECT entity.n, id, ifnull(role_collection.name, entity.name), kind FROM entity \
             LEFT JOIN role_collection ON kind = 1 AND role_collection.n = entity.n ORDER BY entity.n",
        )?;
        let mut rows = query.query(())?;
        while let Some(row) = rows.next()? {
            let n: i64 = row.get(0)?;
            let id = text(row, 1)?;
            let (start, end) = (names.ids.len(), names.ids.len() + id.len());
            names.ends.resize(usize::try_from(n).unwrap_or_default(), at(start)?);
            names.ids.push_str(id);
            names.ends.push(at(end)?);
            if row.get::<_, i64>(3)? == ROLE_COLLECTION {
                let name = optional_text(row, 2)?.unwrap_or(id).to_owned();
                names.role_collections.insert(n, RoleCollection { name, place: 0 });
            }
        }
        let mut sorted: Vec<_> = names
            .role_collections
            .iter()
            .map(|(n, found)| (found.name.clone(), names.id(*n).to_owned(), *n))
            .collect();
        sorted.sort_unstable();
        for (place, (_, _, n)) in sorted.into_iter().enumerate() {
            names.role_collections.entry(n).and_modify(|found| found.place = place);
        }
        let mut query = db.prepare_cached("SELECT n, key FROM origin")?;
        let origins = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        names.origins = origins.collect::<Result<_, _>>()?;
        Ok(names)
    }

    fn id(&self, n: i64) -> &str {
        let Some(n) = usize::try_from(n).ok().filter(|n| (1..self.ends.len()).contains(n)) else { return "" };
        &self.ids[self.ends[n - 1] as usize..self.ends[n] as usize]
    }

    fn origin(&self, n: Option<i64>) -> Option<&str> {
        self.origins.get(&n?).map(String::as_str)
    }
}

fn users(
    db: &Connection,
    names: &Names,
    walk: Walk,
    see: &mut dyn FnMut(Met<'_>) -> ControlFlow<()>,
) -> rusqlite::Result<ControlFlow<()>> {
    let mut query = db.prepare_cached(
        "SELECT n, version, user_name, origin, given_name, family_name, email, external_id, active, verified, created, \
         updated, last_logon, previous_logon, rest FROM user ORDER BY n",
    )?;
    let mut told = db.prepare_cached(
        "SELECT user, role_collection, indirect FROM told WHERE ? ORDER BY user, role_collection",
    )?;
    let mut told =
        Beside::<(i64, bool)>::new(told.query([walk.groups])?, |row| Ok((row.get(1)?, row.get(2)?)))?;
    let mut rows = query.query(())?;
    let (mut groups, mut json) = (Vec::new(), Vec::new());
    let mut left = walk.users;
    while left > 0
        && let Some(row) = rows.next()?
    {
        left -= 1;
        let n: i64 = row.get(0)?;
        groups.clear();
        told.each(n, |(role_collection, indirect)| {
            let grant = if indirect { GrantType::Indirect } else { GrantType::Direct };
            if let Some(found) = names.role_collections.get(&role_collection) {
                groups.push((found.place, role_collection, found.name.as_str(), grant));
            }
        })?;
        groups.sort_unstable_by_key(|(place, ..)| *place);

        let rest: UserRest = read_rest(optional_text(row, 14)?);
        let (id, user_name) = (names.id(n), text(row, 2)?);
        let email = text(row, 6)?;
        let user = UserText {
            resource: ResourceText {
                id,
                version: row.get(1)?,
                created: moment(row, 10)?,
                last_modified: moment(row, 11)?,
                zone_id: rest.zone.as_deref(),
                other: &rest.other,
            },
            external_id: optional_text(row, 7)?,
            user_name,
            origin: names.origin(row.get(3)?).unwrap_or_default(),
            given_name: optional_text(row, 4)?,
            family_name: optional_text(row, 5)?,
            emails: match &rest.emails {
                Some(emails) => EmailsText::All(emails),
                None if email.is_empty() => EmailsText::All(&[]),
                None => EmailsText::Plain(email),
            },
            phone_numbers: &rest.phones,
            active: row.get(8)?,
            verified: row.get(9)?,
            password_last_modified: rest.password,
            last_logon: moment(row, 12)?,
            previous_logon: moment(row, 13)?,
        };
        json.clear();
        let granted =
            groups.iter().map(|&(_, n, display, grant)| GrantText { value: names.id(n), display, grant });
        user.write(granted, &mut json);
        if see(Met { number: n, kind: MemberType::User, id, title: user_name, json: &json }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn role_collections(
    db: &Connection,
    names: &Names,
    most: u64,
    see: &mut dyn FnMut(Met<'_>) -> ControlFlow<()>,
) -> rusqlite::Result<ControlFlow<()>> {
    let mut query = db.prepare_cached(
        "SELECT n, version, name, description, created, updated, rest FROM role_collection ORDER BY n",
    )?;
    let mut members = db.prepare_cached(
        "SELECT role_collection, member, kind, origin FROM membership ORDER BY role_collection, member",
    )?;
    let mut members = Beside::<(i64, MemberType, Option<i64>)>::new(members.query(())?, |row| {
        let kind = if row.get::<_, i64>(2)? == USER { MemberType::User } else { MemberType::Group };
        Ok((row.get(1)?, kind, row.get(3)?))
    })?;
    let mut rows = query.query(())?;
    let (mut held, mut ids, mut json) = (Vec::new(), Vec::new(), Vec::new());
    let mut left = most;
    while left > 0
        && let Some(row) = rows.next()?
    {
        left -= 1;
        let n: i64 = row.get(0)?;
        held.clear();
        members.each(n, |member| held.push(member))?;
        // They lie far apart: looked up one right after the other, the computer fetches several at once.
        ids.clear();
        ids.extend(held.iter().map(|&(n, ..)| names.id(n)));
        let rest: GroupRest = read_rest(optional_text(row, 6)?);
        let (id, name) = (names.id(n), text(row, 2)?);
        let group = GroupText {
            resource: ResourceText {
                id,
                version: row.get(1)?,
                created: moment(row, 4)?,
                last_modified: moment(row, 5)?,
                zone_id: rest.zone.as_deref(),
                other: &rest.other,
            },
            display_name: name,
            description: optional_text(row, 3)?,
        };
        json.clear();
        let members = held.iter().zip(&ids).map(|(&(_, kind, origin), &value)| MemberText {
            value,
            kind,
            origin: names.origin(origin),
        });
        group.write(Some(members), &mut json);
        if see(Met { number: n, kind: MemberType::Group, id, title: name, json: &json }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The rows of a table that goes along with another: sorted by the number of the other's rows, its first column.
struct Beside<'s, T> {
    rows: Rows<'s>,
    take: fn(&Row) -> rusqlite::Result<T>,
    /// The row it stands at, and whose it is; none behind the last.
    at: Option<(i64, T)>,
}

impl<'s, T> Beside<'s, T> {
    fn new(rows: Rows<'s>, take: fn(&Row) -> rusqlite::Result<T>) -> rusqlite::Result<Self> {
        let mut beside = Self { rows, take, at: None };
        beside.step()?;
        Ok(beside)
    }

    fn step(&mut self) -> rusqlite::Result<()> {
        self.at = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.take)(row)?)),
            None => None,
        };
        Ok(())
    }

    /// Gives every row of a number, which is larger than the one before.
    fn each(&mut self, n: i64, mut see: impl FnMut(T)) -> rusqlite::Result<()> {
        while let Some((at, _)) = &self.at
            && *at <= n
        {
            if let Some((at, row)) = self.at.take()
                && at == n
            {
                see(row);
            }
            self.step()?;
        }
        Ok(())
    }
}

/// A place in all ids.
fn at(place: usize) -> rusqlite::Result<u32> {
    u32::try_from(place).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(1, i64::MAX))
}

fn text<'r>(row: &'r Row, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

fn optional_text<'r>(row: &'r Row, column: usize) -> rusqlite::Result<Option<&'r str>> {
    Ok(row.get_ref(column)?.as_str_or_null()?)
}

fn moment(row: &Row, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
}
