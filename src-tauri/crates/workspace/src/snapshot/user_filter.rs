use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use zonedesk_scim::{Origin, Timestamp};

use super::number_set::NumberSet;
use super::store::number;
use super::{DAY, ROLE_COLLECTION, search_text};
use crate::Level;
use crate::fold::fold;

/// Which users: the search text and every test must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserFilter {
    /// Words that must all occur in name, user name or e-mail, ignoring case and accents; or an id, or its first six
    /// or more characters. With `=` before it: name, user name, e-mail or id is exactly this, ignoring case.
    pub search: String,
    pub tests: Vec<UserTest>,
}

/// One property of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserTest {
    /// Origin ends in `-platform`, or the account is a global account or a directory.
    Platform,
    /// Every other user.
    Business,
    /// Enabled, and logged on since the day of [`super::UserQuery::inactive_before`].
    Active,
    /// Enabled, and logged on before that day only.
    Inactive,
    NeverLoggedOn,
    /// `active` is false; whatever the logon.
    Deactivated,
    /// The same user name or e-mail stands in the account with another origin too.
    TwoOrigins,
    /// Any of these.
    Origin(Vec<Origin>),
    /// Direct members of the role collection of this id.
    MemberOf(String),
}

/// The condition that every row passes.
pub(super) const ALL: &str = "1";

/// A filter as SQL over columns that every index of `user` holds, beside a set of numbers.
pub(super) struct Restriction {
    conditions: Vec<Condition>,
    pub(super) only: Option<NumberSet>,
}

enum Condition {
    Nothing,
    Flag(&'static str, bool),
    OriginIn(Vec<i64>, bool),
    /// Logon day: before (or from) this one; none: never.
    Never,
    Before(i64),
    From(i64),
}

impl Restriction {
    pub(super) fn of(
        db: &Connection,
        filter: &UserFilter,
        level: Level,
        inactive_before: Timestamp,
    ) -> rusqlite::Result<Self> {
        let mut all = Self { conditions: Vec::new(), only: search(db, &filter.search)? };
        let day = inactive_before.0.div_euclid(DAY);
        for test in &filter.tests {
            match test {
                UserTest::Platform | UserTest::Business => {
                    let platform = *test == UserTest::Platform;
                    match (level, platform) {
                        (Level::Subaccount, _) => {
                            let origins = origins(db, Origin::is_platform)?;
                            all.conditions.push(Condition::OriginIn(origins, platform));
                        }
                        (_, true) => {}
                        (_, false) => all.conditions.push(Condition::Nothing),
                    }
                }
                UserTest::Active => {
                    all.conditions.extend([Condition::Flag("active", true), Condition::From(day)]);
                }
                UserTest::Inactive => {
                    all.conditions.extend([Condition::Flag("active", true), Condition::Before(day)]);
                }
                UserTest::NeverLoggedOn => {
                    all.conditions.extend([Condition::Flag("active", true), Condition::Never]);
                }
                UserTest::Deactivated => all.conditions.push(Condition::Flag("active", false)),
                UserTest::TwoOrigins => all.conditions.push(Condition::Flag("two_origins", true)),
                UserTest::Origin(keys) => {
                    all.conditions
                        .push(Condition::OriginIn(origins(db, |origin| keys.contains(origin))?, true));
                }
                UserTest::MemberOf(id) => {
                    let members = members(db, id)?;
                    all.only = Some(match all.only {
                        Some(only) => only.and(&members),
                        None => members,
                    });
                }
            }
        }
        Ok(all)
    }

    /// A condition on rows of `user`. The sign before a column keeps SQLite from looking rows up by it: a list is
    /// walked in its order, and what does not pass is skipped.
    pub(super) fn rows(&self) -> (String, Vec<Value>) {
        self.sql("+last_logon IS NULL", "+last_logon < ?", "+last_logon >= ?", DAY)
    }

    /// The same condition on rows of `user_count`.
    pub(super) fn counts(&self) -> (String, Vec<Value>) {
        self.sql("logon_day = -1", "logon_day >= 0 AND logon_day < ?", "logon_day >= ?", 1)
    }

    fn sql(&self, never: &str, before: &str, from: &str, day: i64) -> (String, Vec<Value>) {
        let mut sql = String::from(ALL);
        let mut values = Vec::new();
        for condition in &self.conditions {
            sql.push_str(" AND ");
            match condition {
                Condition::Nothing => sql.push('0'),
                Condition::Flag(column, set) => sql.push_str(&format!("+{column} = {}", i32::from(*set))),
                Condition::OriginIn(numbers, inside) => {
                    let list = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                    sql.push_str(&format!("+origin {} ({list})", if *inside { "IN" } else { "NOT IN" }));
                }
                Condition::Never => sql.push_str(never),
                Condition::Before(of) => {
                    sql.push_str(before);
                    values.push((of * day).into());
                }
                Condition::From(of) => {
                    sql.push_str(from);
                    values.push((of * day).into());
                }
            }
        }
        (sql, values)
    }
}

/// Numbers of the origins that pass.
pub(super) fn origins(db: &Connection, pass: impl Fn(&Origin) -> bool) -> rusqlite::Result<Vec<i64>> {
    let mut numbers = Vec::new();
    let mut query = db.prepare_cached("SELECT key, n FROM origin ORDER BY n")?;
    let mut rows = query.query(())?;
    while let Some(row) = rows.next()? {
        if pass(&Origin(row.get(0)?)) {
            numbers.push(row.get(1)?);
        }
    }
    Ok(numbers)
}

fn members(db: &Connection, role_collection: &str) -> rusqlite::Result<NumberSet> {
    let Some(n) = number(db, ROLE_COLLECTION, role_collection)? else { return Ok(NumberSet::default()) };
    db.prepare_cached("SELECT member FROM membership WHERE role_collection = ? AND kind = 0")?
        .query_map([n], |row| row.get(0))?
        .collect()
}

/// Users that a search text means; none: no text, every user.
pub(super) fn search(db: &Connection, text: &str) -> rusqlite::Result<Option<NumberSet>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(exact) = text.strip_prefix('=') {
        return exactly(db, exact.trim()).map(Some);
    }
    let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    let mut found = search_text::find(db, &words)?;
    for n in by_id(db, text)? {
        found.insert(n);
    }
    Ok(Some(found))
}

fn exactly(db: &Connection, text: &str) -> rusqlite::Result<NumberSet> {
    let mut found = NumberSet::default();
    let lower = text.to_lowercase();
    for candidate in by_keys(db, text)? {
        let same = db
            .prepare_cached("SELECT user_name, email, given_name, family_name FROM user WHERE n = ?")?
            .query_row([candidate], |row| {
                let (user_name, email): (String, String) = (row.get(0)?, row.get(1)?);
                let (given, family): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
                let name = super::store::shown_name(given.as_deref(), family.as_deref(), &user_name);
                Ok([user_name, email, name].iter().any(|field| field.to_lowercase() == lower))
            })?;
        if same {
            found.insert(candidate);
        }
    }
    if let Some(n) = user_by_id(db, text)? {
        found.insert(n);
    }
    Ok(found)
}

/// Users of whom a name, user name or e-mail address is this, without case and accents.
pub(super) fn by_keys(db: &Connection, text: &str) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT n FROM user WHERE user_name_key = ?1 UNION SELECT n FROM user WHERE email_key = ?1 \
         UNION SELECT n FROM user WHERE name_key = ?1",
    )?
    .query_map([fold(text)], |row| row.get(0))?
    .collect()
}

fn user_by_id(db: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    let exact = "SELECT n FROM entity JOIN user USING (n) WHERE kind = 0 AND id IN (?1, ?2)";
    db.prepare_cached(exact)?.query_row((id, id.to_lowercase()), |row| row.get(0)).optional()
}

/// Users whose id is this, or begins so. Names such as `Ada` would be the beginning of many a UUID: a beginning counts
/// from six characters on.
fn by_id(db: &Connection, text: &str) -> rusqlite::Result<Vec<i64>> {
    let mut found: Vec<i64> = user_by_id(db, text)?.into_iter().collect();
    if text.chars().count() >= 6 {
        let mut query = db.prepare_cached(
            "SELECT n FROM entity JOIN user USING (n) WHERE kind = 0 AND id >= ?1 AND id < ?1 || char(1114111) LIMIT 1000",
        )?;
        for start in [text.to_owned(), text.to_lowercase()] {
            for n in query.query_map([start], |row| row.get(0))? {
                found.push(n?);
            }
        }
    }
    Ok(found)
}
