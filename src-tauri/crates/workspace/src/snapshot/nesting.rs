//! Role collections within role collections: who holds what through which path.

use std::collections::{HashMap, HashSet, VecDeque};

use rusqlite::Connection;

use super::{ROLE_COLLECTION, Snapshot, USER, store};
use crate::Result;

/// How a user came to a role collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Granted {
    Direct,
    /// Names, from the role collection that the user is a member of to this one.
    Nested(Vec<String>),
    /// In the user's `groups`, but no path of members leads there: a default group, or a mapping of the identity
    /// provider.
    Unknown,
}

/// One role collection that a user holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub id: String,
    pub name: String,
    pub granted: Granted,
}

/// For each role collection, those that contain it. Small: only nested ones have an entry.
pub(super) struct Nesting {
    above: HashMap<i64, Vec<i64>>,
}

impl Nesting {
    pub(super) fn read(db: &Connection) -> rusqlite::Result<Self> {
        let mut above: HashMap<i64, Vec<i64>> = HashMap::new();
        let mut query =
            db.prepare_cached("SELECT member, role_collection FROM membership WHERE kind = 1 ORDER BY 1, 2")?;
        let mut rows = query.query(())?;
        while let Some(row) = rows.next()? {
            above.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(Self { above })
    }

    /// Every role collection that a member of `direct` holds, with the one it came through; none for a direct one.
    /// Nearest first, so that paths are the shortest; a cycle ends where it began.
    pub(super) fn reach(&self, direct: &[i64]) -> Vec<(i64, Option<i64>)> {
        let mut seen: HashSet<i64> = direct.iter().copied().collect();
        let mut reached: Vec<(i64, Option<i64>)> = direct.iter().map(|&n| (n, None)).collect();
        let mut queue: VecDeque<i64> = direct.iter().copied().collect();
        while let Some(n) = queue.pop_front() {
            for &above in self.above.get(&n).into_iter().flatten() {
                if seen.insert(above) {
                    reached.push((above, Some(n)));
                    queue.push_back(above);
                }
            }
        }
        reached
    }

    /// Numbers from `low` up to `high`, when `low` is contained in `high` through whatever many steps.
    pub(super) fn path(&self, low: i64, high: i64) -> Option<Vec<i64>> {
        let reached: HashMap<i64, Option<i64>> = self.reach(&[low]).into_iter().collect();
        reached.contains_key(&high).then(|| steps(&reached, high))
    }
}

/// Back along the path to `n`, then in its order.
fn steps(reached: &HashMap<i64, Option<i64>>, n: i64) -> Vec<i64> {
    let mut path = vec![n];
    let mut at = n;
    while let Some(&Some(through)) = reached.get(&at) {
        path.push(through);
        at = through;
    }
    path.reverse();
    path
}

pub(super) fn name(db: &Connection, n: i64) -> rusqlite::Result<String> {
    db.prepare_cached(
        "SELECT ifnull(ifnull(role_collection.name, entity.name), entity.id) FROM entity \
         LEFT JOIN role_collection USING (n) WHERE n = ?",
    )?
    .query_row([n], |row| row.get(0))
}

pub(super) fn direct(db: &Connection, user: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached("SELECT role_collection FROM membership WHERE member = ? ORDER BY 1")?
        .query_map([user], |row| row.get(0))?
        .collect()
}

impl Snapshot<'_> {
    /// What a user holds and how it came to it, by name: direct ones first, then nested, then unknown ones.
    pub fn grants(&self, user: &str) -> Result<Vec<Grant>> {
        self.read(|db| {
            let Some(user) = store::number(db, USER, user)? else { return Ok(Vec::new()) };
            let reached = Nesting::read(db)?.reach(&direct(db, user)?);
            let through: HashMap<i64, Option<i64>> = reached.iter().copied().collect();
            let mut told = db.prepare_cached("SELECT role_collection FROM told WHERE user = ?")?;
            let told: Vec<i64> = told.query_map([user], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let unknown =
                told.into_iter().filter(|n| !through.contains_key(n)).map(|n| (n, Granted::Unknown));
            let mut grants = Vec::new();
            for (n, granted) in reached.iter().map(|&(n, _)| (n, Granted::Direct)).chain(unknown) {
                let granted = match through.get(&n) {
                    Some(Some(_)) => {
                        let path = steps(&through, n);
                        Granted::Nested(path.into_iter().map(|n| name(db, n)).collect::<Result<_, _>>()?)
                    }
                    _ => granted,
                };
                let id = db
                    .prepare_cached("SELECT id FROM entity WHERE n = ?")?
                    .query_row([n], |row| row.get(0))?;
                grants.push(Grant { id, name: name(db, n)?, granted });
            }
            let rank = |grant: &Grant| match grant.granted {
                Granted::Direct => 0,
                Granted::Nested(_) => 1,
                Granted::Unknown => 2,
            };
            grants
                .sort_by_cached_key(|grant| (rank(grant), crate::fold::fold(&grant.name), grant.id.clone()));
            Ok(grants)
        })
    }

    /// The cycle that would close if `role_collection` contained `nested`: names from `role_collection` up to `nested`,
    /// which holds it already. None: there would be none.
    pub fn nesting_cycle(&self, role_collection: &str, nested: &str) -> Result<Option<Vec<String>>> {
        self.read(|db| {
            let (Some(low), Some(high)) = (
                store::number(db, ROLE_COLLECTION, role_collection)?,
                store::number(db, ROLE_COLLECTION, nested)?,
            ) else {
                return Ok(None);
            };
            let Some(path) = Nesting::read(db)?.path(low, high) else { return Ok(None) };
            Ok(Some(path.into_iter().map(|n| name(db, n)).collect::<Result<_, _>>()?))
        })
    }

    /// Whether a role collection that contains another was read: the account is known to take them.
    pub fn nesting_seen(&self) -> Result<bool> {
        self.read(|db| {
            let query = "SELECT EXISTS (SELECT 1 FROM membership WHERE kind = 1)";
            Ok(db.prepare_cached(query)?.query_row((), |row| row.get(0))?)
        })
    }
}
