use std::ops::ControlFlow;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use zonedesk_scim::{Timestamp, User};

use super::user_filter::{ALL, Restriction};
use super::user_row::{self, UserRow};
use super::{Snapshot, USER, UserFilter, store};
use crate::Result;
use crate::error::Trouble;

/// What a list of users is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserSort {
    Name,
    UserName,
    Origin,
    RoleCollections,
    LastLogon,
    /// Deactivated, never logged on, then by last logon.
    State,
    Email,
    Created,
    Updated,
    Id,
    ExternalId,
    Verified,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// A stretch of the filtered, sorted list of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserQuery {
    pub filter: UserFilter,
    /// By the first, then by the second… then by name. Empty: by name.
    pub sort: Vec<(UserSort, Direction)>,
    pub offset: u32,
    pub limit: u32,
    /// Who logged on before the day (UTC) of this moment only is inactive.
    pub inactive_before: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPage {
    pub rows: Vec<UserRow>,
    /// Users that match.
    pub total: u64,
}

/// Up to so many users of a set are fetched and sorted; more are met on a walk through the sort order's index.
const FEW: usize = 2_000;

impl Snapshot<'_> {
    /// A page of users.
    pub fn users(&self, query: &UserQuery) -> Result<UserPage> {
        self.read(|db| {
            let restriction = Restriction::of(db, &query.filter, self.level, query.inactive_before)?;
            let window = Window { offset: query.offset as usize, limit: query.limit as usize };
            let (numbers, total) = numbers(db, &restriction, &query.sort, window)?;
            let rows = numbers
                .into_iter()
                .filter_map(|n| user_row::read(db, n).transpose())
                .collect::<Result<_, _>>()?;
            Ok(UserPage { rows, total })
        })
    }

    /// Meets the users of a query one by one, on one state of the snapshot: what is held at once are their numbers.
    pub fn each_user(
        &self,
        query: &UserQuery,
        see: &mut dyn FnMut(UserRow) -> ControlFlow<()>,
    ) -> Result<()> {
        self.read(|db| {
            let restriction = Restriction::of(db, &query.filter, self.level, query.inactive_before)?;
            let window = Window { offset: query.offset as usize, limit: query.limit as usize };
            for n in numbers(db, &restriction, &query.sort, window)?.0 {
                if let Some(row) = user_row::read(db, n)?
                    && see(row).is_break()
                {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Every user that matches, by name. Meant for a change of all of them; a list asks page by page.
    pub fn matching_users(&self, filter: &UserFilter, inactive_before: Timestamp) -> Result<Vec<UserRow>> {
        self.read(|db| {
            let restriction = Restriction::of(db, filter, self.level, inactive_before)?;
            let (numbers, _) = numbers(db, &restriction, &[], Window { offset: 0, limit: usize::MAX >> 1 })?;
            Ok(numbers
                .into_iter()
                .filter_map(|n| user_row::read(db, n).transpose())
                .collect::<Result<_, _>>()?)
        })
    }

    /// Users by id, in the order given; those that the snapshot does not hold are left out.
    pub fn users_by_id<S: AsRef<str>>(&self, ids: &[S]) -> Result<Vec<UserRow>> {
        self.read(|db| {
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                if let Some(n) = store::number(db, USER, id.as_ref())? {
                    rows.extend(user_row::read(db, n)?);
                }
            }
            Ok(rows)
        })
    }

    /// One user whole, as it was received.
    pub fn user(&self, id: &str) -> Result<Option<User>> {
        self.read(|db| match store::number(db, USER, id)? {
            Some(n) => Ok(store::read_user(db, n)?),
            None => Ok(None),
        })
    }

    /// One user as lists show it.
    pub fn user_row(&self, id: &str) -> Result<Option<UserRow>> {
        Ok(self.users_by_id(&[id])?.pop())
    }
}

#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

/// Numbers of the users in the window, and how many match.
pub(super) fn numbers(
    db: &Connection,
    restriction: &Restriction,
    sort: &[(UserSort, Direction)],
    window: Window,
) -> Result<(Vec<i64>, u64), Trouble> {
    let (conditions, mut values) = restriction.rows();
    let order = order(sort);
    let users = source(db, sort, &conditions)?;
    let Some(only) = &restriction.only else {
        let sql = format!("SELECT n FROM {users} WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?");
        values.extend([integer(window.limit), integer(window.offset)]);
        let numbers = list(db, &sql, &values)?;
        let (conditions, values) = restriction.counts();
        let total: Option<i64> = db
            .prepare_cached(&format!("SELECT sum(users) FROM user_count WHERE {conditions}"))?
            .query_row(params_from_iter(&values), |row| row.get(0))
            .optional()?
            .flatten();
        return Ok((numbers, total.unwrap_or_default().unsigned_abs()));
    };
    if only.len() <= FEW {
        let set = only.iter().map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        values.push(format!("[{set}]").into());
        let sql = format!(
            "SELECT n FROM {users} WHERE {conditions} AND n IN (SELECT value FROM json_each(?)) ORDER BY {order}"
        );
        let all = list(db, &sql, &values)?;
        let total = all.len() as u64;
        return Ok((all.into_iter().skip(window.offset).take(window.limit).collect(), total));
    }
    let mut query =
        db.prepare_cached(&format!("SELECT n FROM {users} WHERE {conditions} ORDER BY {order}"))?;
    let mut rows = query.query(params_from_iter(&values))?;
    let mut numbers = Vec::new();
    let mut met = 0;
    // Without further conditions the set's size is the total, and the walk ends with the page.
    let known = (conditions == ALL).then_some(only.len());
    while let Some(row) = rows.next()? {
        let n = row.get(0)?;
        if !only.contains(n) {
            continue;
        }
        if met >= window.offset && numbers.len() < window.limit {
            numbers.push(n);
        }
        met += 1;
        if known.is_some() && numbers.len() == window.limit {
            break;
        }
    }
    Ok((numbers, known.unwrap_or(met) as u64))
}

fn list(db: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

fn integer(number: usize) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// `ORDER BY` of a sort; of a single one exactly the columns of its index, in one direction.
fn order(sort: &[(UserSort, Direction)]) -> String {
    const BY_NAME: [(UserSort, Direction); 1] = [(UserSort::Name, Direction::Ascending)];
    let sort = if sort.is_empty() { &BY_NAME } else { sort };
    let mut columns: Vec<(&str, Direction)> = sort
        .iter()
        .flat_map(|&(by, direction)| leading(by).iter().map(move |&column| (column, direction)))
        .collect();
    let (last, direction) = sort[sort.len() - 1];
    let unique = matches!(
        last,
        UserSort::Name
            | UserSort::UserName
            | UserSort::Email
            | UserSort::Created
            | UserSort::Updated
            | UserSort::Id
    );
    if !unique {
        columns.push(("name_key", direction));
    }
    columns.push(("n", direction));
    let word = |direction| if direction == Direction::Ascending { "ASC" } else { "DESC" };
    columns
        .iter()
        .map(|(column, direction)| format!("{column} {}", word(*direction)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Where a list is walked. Ids have an index of their own, among those of all entities: it is enough where nothing else
/// is asked of the users.
fn source(
    db: &Connection,
    sort: &[(UserSort, Direction)],
    conditions: &str,
) -> rusqlite::Result<&'static str> {
    let by_id = sort.iter().any(|(by, _)| *by == UserSort::Id);
    Ok(if !by_id {
        "user"
    } else if sort.len() == 1 && conditions == ALL && !store::has_strangers(db)? {
        "(SELECT n, id FROM entity WHERE kind = 0)"
    } else {
        "(SELECT n, id FROM entity WHERE kind = 0) CROSS JOIN user USING (n)"
    })
}

fn leading(sort: UserSort) -> &'static [&'static str] {
    match sort {
        UserSort::Name => &["name_key"],
        UserSort::UserName => &["user_name_key"],
        UserSort::Origin => &["origin"],
        UserSort::RoleCollections => &["grants"],
        UserSort::LastLogon => &["last_logon"],
        UserSort::State => &["active", "last_logon"],
        UserSort::Email => &["email_key"],
        UserSort::Created => &["created"],
        UserSort::Updated => &["updated"],
        UserSort::Id => &["id"],
        UserSort::ExternalId => &["external_id"],
        UserSort::Verified => &["verified"],
    }
}
