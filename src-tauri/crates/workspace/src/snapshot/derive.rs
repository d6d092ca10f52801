//! What is computed from the rows that were read.

use std::collections::HashMap;

use rusqlite::Connection;

use super::nesting::{Nesting, direct};
use super::search_text;
use super::store::{self, ORIGIN_STEP};

/// One index a line.
const SORTS: &str = include_str!("../schema/snapshot_v1_sorts.sql");

/// How much is computed of what a refresh has read. Most of it can be done before the last page is there: what comes
/// afterwards is put right one by one, and every index follows by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Computed {
    rows: bool,
    sorts: usize,
}

impl Computed {
    /// Whether rows that come now must be put right.
    pub(super) fn rows(self) -> bool {
        self.rows
    }

    /// Does the next step, all of them together about two thirds of the work. `false`: there is none left.
    pub(super) fn step(&mut self, db: &Connection) -> rusqlite::Result<bool> {
        if !self.rows {
            rows(db)?;
            self.rows = true;
            return Ok(true);
        }
        let Some(sort) = SORTS.lines().filter(|line| line.starts_with("CREATE")).nth(self.sorts) else {
            return Ok(false);
        };
        db.execute_batch(sort)?;
        self.sorts += 1;
        Ok(true)
    }

    /// Does what is left, after the last page.
    pub(super) fn finish(mut self, db: &Connection) -> rusqlite::Result<()> {
        while self.step(db)? {}
        search_text::fill(db)?;
        db.execute_batch(include_str!("../schema/snapshot_v1_counts.sql"))
    }
}

/// What rows hold of one another.
fn rows(db: &Connection) -> rusqlite::Result<()> {
    order_origins(db)?;
    db.execute_batch(include_str!("../schema/snapshot_v1_lookups.sql"))?;
    db.execute_batch(
        "UPDATE role_collection SET
             members = (SELECT count(*) FROM membership WHERE role_collection = n AND kind = 0),
             nested = (SELECT count(*) FROM membership WHERE role_collection = n AND kind = 1);
         UPDATE user SET two_origins = 1 WHERE n IN (
             SELECT user.n FROM user JOIN (
                 SELECT user_name_key AS key FROM user GROUP BY 1 HAVING count(DISTINCT origin) > 1
             ) ON user_name_key = key
             UNION SELECT user.n FROM user JOIN (
                 SELECT email_key AS key FROM user WHERE email_key <> '' GROUP BY 1 HAVING count(DISTINCT origin) > 1
             ) ON email_key = key);",
    )?;
    count_grants(db)
}

/// Numbers the origins in the order of their keys: a refresh meets them in any order.
fn order_origins(db: &Connection) -> rusqlite::Result<()> {
    let mut origins: Vec<(String, i64)> = db
        .prepare("SELECT key, n FROM origin")?
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    origins.sort_by(|(a, _), (b, _)| store::order(a, b));
    if origins.is_sorted_by_key(|(_, n)| *n) {
        return Ok(());
    }
    db.execute_batch(
        "CREATE TEMP TABLE place (old INTEGER PRIMARY KEY, new INTEGER NOT NULL); DELETE FROM main.origin;",
    )?;
    for (at, (key, old)) in origins.iter().enumerate() {
        let new = (at as i64 + 1) * ORIGIN_STEP;
        db.execute("INSERT INTO place (old, new) VALUES (?, ?)", (old, new))?;
        db.execute("INSERT INTO origin (n, key) VALUES (?, ?)", (new, key))?;
    }
    db.execute_batch(
        "UPDATE user SET origin = (SELECT new FROM place WHERE old = origin);
         UPDATE membership SET origin = (SELECT new FROM place WHERE old = origin) WHERE origin IS NOT NULL;
         DROP TABLE place;",
    )
}

/// Counts what each user holds, in one walk over memberships and told groups, both in the order of users.
fn count_grants(db: &Connection) -> rusqlite::Result<()> {
    let nesting = Nesting::read(db)?;
    let mut closures: HashMap<i64, Vec<i64>> = HashMap::new();
    let mut update = db.prepare("UPDATE user SET grants = ? WHERE n = ?")?;
    let mut query = db.prepare(
        "SELECT member AS user, role_collection, 0 FROM membership WHERE kind = 0 \
         UNION ALL SELECT user, role_collection, 1 FROM told ORDER BY 1",
    )?;
    let mut rows = query.query(())?;
    let (mut user, mut held) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let next: i64 = row.get(0)?;
        if next != user {
            update.execute((distinct(&mut held), user))?;
            user = next;
        }
        let role_collection: i64 = row.get(1)?;
        if row.get(2)? {
            held.push(role_collection);
        } else {
            let closure = closures.entry(role_collection).or_insert_with(|| {
                nesting.reach(&[role_collection]).into_iter().map(|(reached, _)| reached).collect()
            });
            held.extend(closure.iter().copied());
        }
    }
    update.execute((distinct(&mut held), user)).map(drop)
}

fn distinct(held: &mut Vec<i64>) -> i64 {
    held.sort_unstable();
    held.dedup();
    let count = held.len() as i64;
    held.clear();
    count
}

/// Counts anew what some users hold, after a change.
///
/// `before`, the nesting as it was, tells which of their told groups had been explained by memberships: those are
/// taken from the memberships as they are now, the others stay as they were told.
pub(super) fn grants_of(
    db: &Connection,
    users: &[(i64, Vec<i64>)],
    before: &Nesting,
) -> rusqlite::Result<()> {
    let nesting = Nesting::read(db)?;
    for (user, direct_before) in users {
        let explained: Vec<i64> = before.reach(direct_before).into_iter().map(|(n, _)| n).collect();
        let mut forget = db.prepare_cached("DELETE FROM told WHERE user = ? AND role_collection = ?")?;
        for n in explained {
            forget.execute((user, n))?;
        }
        let reached = nesting.reach(&direct(db, *user)?);
        let mut tell = db.prepare_cached(
            "INSERT OR IGNORE INTO told (user, role_collection, indirect) VALUES (?, ?, ?)",
        )?;
        for (n, through) in reached {
            tell.execute((user, n, through.is_some()))?;
        }
        db.prepare_cached(
            "UPDATE user SET grants = (SELECT count(*) FROM told WHERE told.user = user.n) WHERE n = ?",
        )?
        .execute([user])?;
    }
    Ok(())
}

/// Sets the mark of users who share one of these keys: the person may have one origin more or less now.
pub(super) fn two_origins_of(db: &Connection, keys: &[(String, String)]) -> rusqlite::Result<()> {
    for (user_name_key, email_key) in keys {
        let alike: Vec<i64> = db
            .prepare_cached(
                "SELECT n FROM user WHERE user_name_key = ?1 UNION SELECT n FROM user WHERE email_key = ?2 AND ?2 <> ''",
            )?
            .query_map((user_name_key, email_key), |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for n in alike {
            db.prepare_cached(
                "UPDATE user SET two_origins = NOT two_origins WHERE n = ? AND two_origins <> EXISTS (SELECT 1 FROM \
                 user AS other WHERE other.origin <> user.origin AND (other.user_name_key = user.user_name_key OR \
                 (user.email_key <> '' AND other.email_key = user.email_key)))",
            )?
            .execute([n])?;
        }
    }
    Ok(())
}
