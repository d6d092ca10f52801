use rusqlite::Connection;
use zonedesk_scim::{Origin, Timestamp};

use super::user_filter::origins;
use super::{DAY, Snapshot};
use crate::{Level, Result};

/// How many users are what; each count is that of the list with the same test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UserCounts {
    pub all: u64,
    pub platform: u64,
    pub business: u64,
    pub active: u64,
    pub inactive: u64,
    pub never_logged_on: u64,
    pub deactivated: u64,
    pub two_origins: u64,
}

/// When users logged on last: how many did on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Start of the day (UTC); none: never.
    pub day: Option<Timestamp>,
    pub users: u64,
}

/// How many users were created in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreatedWeek {
    pub from: Timestamp,
    pub users: u64,
}

impl Snapshot<'_> {
    /// Counts over the whole account. `inactive_before` as in [`super::UserQuery`].
    pub fn user_counts(&self, inactive_before: Timestamp) -> Result<UserCounts> {
        self.read(|db| {
            let platform = origins(db, Origin::is_platform)?;
            let day = inactive_before.0.div_euclid(DAY);
            let mut counts = UserCounts::default();
            let mut query =
                db.prepare_cached("SELECT origin, active, two_origins, logon_day, users FROM user_count")?;
            let mut rows = query.query(())?;
            while let Some(row) = rows.next()? {
                let users = row.get::<_, i64>(4)?.unsigned_abs();
                counts.all += users;
                if self.level != Level::Subaccount || platform.contains(&row.get(0)?) {
                    counts.platform += users;
                } else {
                    counts.business += users;
                }
                if row.get(2)? {
                    counts.two_origins += users;
                }
                match (row.get(1)?, row.get::<_, i64>(3)?) {
                    (false, _) => counts.deactivated += users,
                    (true, ..=-1) => counts.never_logged_on += users,
                    (true, logon) if logon < day => counts.inactive += users,
                    (true, _) => counts.active += users,
                }
            }
            Ok(counts)
        })
    }

    /// Origins of the account's users with their counts, most used first.
    pub fn origins(&self) -> Result<Vec<(Origin, u64)>> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT key, sum(users) AS users FROM user_count JOIN origin ON origin.n = user_count.origin \
                 GROUP BY origin.n HAVING users > 0 ORDER BY users DESC, key",
            )?;
            let origins = query.query_map((), |row| Ok((Origin(row.get(0)?), count(row, 1)?)))?;
            Ok(origins.collect::<Result<_, _>>()?)
        })
    }

    /// Last logons by day of all but the deactivated, oldest first; those who never logged on come before all.
    pub fn logons(&self) -> Result<Vec<Moment>> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT logon_day, sum(users) AS users FROM user_count WHERE active GROUP BY 1 HAVING users > 0 \
                 ORDER BY 1",
            )?;
            let days = query.query_map((), |row| {
                let day: i64 = row.get(0)?;
                Ok(Moment { day: (day >= 0).then_some(Timestamp(day * DAY)), users: count(row, 1)? })
            })?;
            Ok(days.collect::<Result<_, _>>()?)
        })
    }

    /// Users created in each of `weeks` weeks, the first beginning at `from`, oldest first.
    pub fn created_by_week(&self, from: Timestamp, weeks: u32) -> Result<Vec<CreatedWeek>> {
        const WEEK: i64 = 7 * DAY;
        self.read(|db| {
            (0..i64::from(weeks))
                .map(|week| {
                    let from = from.0 + week * WEEK;
                    Ok(CreatedWeek { from: Timestamp(from), users: created(db, from, from + WEEK)? })
                })
                .collect()
        })
    }
}

fn created(db: &Connection, from: i64, to: i64) -> rusqlite::Result<u64> {
    db.prepare_cached("SELECT count(*) FROM user WHERE created >= ? AND created < ?")?
        .query_row((from, to), |row| count(row, 0))
}

fn count(row: &rusqlite::Row, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(column)?.unsigned_abs())
}
