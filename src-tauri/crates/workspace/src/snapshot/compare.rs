//! Comparing two generations of a snapshot: both are walked in the order of ids, and nothing of them is held.

use rusqlite::{Connection, Row};

use super::difference::{Difference, DifferenceAct, DifferenceKind, Known, between};
use super::picture::{called, kind};
use super::{ROLE_COLLECTION, USER, store};

/// Tells each difference of `new` from `old`.
pub(super) fn compare(
    old: &Connection,
    new: &Connection,
    tell: &mut dyn FnMut(Difference) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    users(old, new, tell)?;
    role_collections(old, new, tell)
}

/// Joined in this order, users are met along the index of ids.
const USERS: &str = "SELECT entity.id, user.n, user_name, origin.key, given_name, family_name, email, external_id, \
    active, verified, created, rest FROM entity CROSS JOIN user USING (n) CROSS JOIN origin ON origin.n = user.origin \
    WHERE entity.kind = 0 ORDER BY entity.id";

/// What is compared of a user before it is looked at more closely.
#[derive(PartialEq)]
struct Fields {
    texts: [Option<String>; 7],
    flags: (bool, bool),
    created: Option<i64>,
}

fn user(row: &Row) -> rusqlite::Result<(String, (i64, Fields))> {
    let texts = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?, row.get(11)?];
    let fields = Fields { texts, flags: (row.get(8)?, row.get(9)?), created: row.get(10)? };
    Ok((row.get(0)?, (row.get(1)?, fields)))
}

fn users(
    old: &Connection,
    new: &Connection,
    tell: &mut dyn FnMut(Difference) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let (mut old_rows, mut new_rows) = (old.prepare(USERS)?, new.prepare(USERS)?);
    let known = |db: &Connection, n| store::read_user(db, n).map(|user| user.as_ref().map(Known::user));
    merge(old_rows.query_map((), user)?, new_rows.query_map((), user)?, |id, before, after| {
        if let (Some((_, before)), Some((_, after))) = (&before, &after)
            && before == after
        {
            return Ok(());
        }
        let before = before.map_or(Ok(None), |(n, _)| known(old, n))?;
        let after = after.map_or(Ok(None), |(n, _)| known(new, n))?;
        between(DifferenceKind::User, &id, before.as_ref(), after.as_ref()).map_or(Ok(()), &mut *tell)
    })
}

const ROLE_COLLECTIONS: &str = "SELECT entity.id, role_collection.n FROM entity CROSS JOIN role_collection USING (n) \
    WHERE entity.kind = 1 ORDER BY entity.id";

fn role_collections(
    old: &Connection,
    new: &Connection,
    tell: &mut dyn FnMut(Difference) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let (mut old_rows, mut new_rows) = (old.prepare(ROLE_COLLECTIONS)?, new.prepare(ROLE_COLLECTIONS)?);
    let row = |row: &Row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?));
    let known = |db: &Connection, n| {
        store::read_role_collection(db, n, 0).map(|group| group.as_ref().map(Known::role_collection))
    };
    merge(old_rows.query_map((), row)?, new_rows.query_map((), row)?, |id, was, is| {
        let before = was.map_or(Ok(None), |n| known(old, n))?;
        let after = is.map_or(Ok(None), |n| known(new, n))?;
        between(DifferenceKind::RoleCollection, &id, before.as_ref(), after.as_ref())
            .map_or(Ok(()), &mut *tell)?;
        let name = after.or(before).map_or_else(|| id.clone(), |known| known.name);
        members((old, was), (new, is), &(id, name), tell)
    })
}

/// Kind first: ids are only unique within one.
const MEMBERS: &str = "SELECT membership.kind, entity.id FROM membership JOIN entity ON entity.n = membership.member \
    WHERE membership.role_collection = ? ORDER BY 1, 2";

fn members(
    (old, was): (&Connection, Option<i64>),
    (new, is): (&Connection, Option<i64>),
    holder: &(String, String),
    tell: &mut dyn FnMut(Difference) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let (mut old_rows, mut new_rows) = (old.prepare_cached(MEMBERS)?, new.prepare_cached(MEMBERS)?);
    let row = |row: &Row| Ok(((row.get::<_, i64>(0)?, row.get::<_, String>(1)?), ()));
    // No role collection has the number 0.
    let (old_rows, new_rows) = (
        old_rows.query_map([was.unwrap_or_default()], row)?,
        new_rows.query_map([is.unwrap_or_default()], row)?,
    );
    merge(old_rows, new_rows, |(of, id), before, after| {
        let (act, db) = match (before, after) {
            (None, Some(())) => (DifferenceAct::Added, new),
            (Some(()), None) => (DifferenceAct::Removed, old),
            _ => return Ok(()),
        };
        let of = if of == USER { USER } else { ROLE_COLLECTION };
        let (name, origin) = called(db, of, &id)?;
        let holder = Some(holder.clone());
        tell(Difference { kind: kind(of), act, id, name, origin, holder, what: Default::default() })
    })
}

/// Meets every key of two lists that are in order, with what each has under it.
fn merge<K: Ord, V>(
    mut old: impl Iterator<Item = rusqlite::Result<(K, V)>>,
    mut new: impl Iterator<Item = rusqlite::Result<(K, V)>>,
    mut meet: impl FnMut(K, Option<V>, Option<V>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let (mut before, mut after) = (old.next().transpose()?, new.next().transpose()?);
    loop {
        match (before, after) {
            (None, None) => return Ok(()),
            (Some((a, value)), Some((b, now))) if a == b => {
                meet(a, Some(value), Some(now))?;
                (before, after) = (old.next().transpose()?, new.next().transpose()?);
            }
            (Some((key, value)), other) if other.as_ref().is_none_or(|(b, _)| key < *b) => {
                meet(key, Some(value), None)?;
                (before, after) = (old.next().transpose()?, other);
            }
            (other, Some((key, now))) => {
                meet(key, None, Some(now))?;
                (before, after) = (other, new.next().transpose()?);
            }
            // A key that is alone on its side was met above.
            (Some(_), None) => return Ok(()),
        }
    }
}
