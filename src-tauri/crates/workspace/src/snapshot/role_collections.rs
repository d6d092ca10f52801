use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use zonedesk_scim::{Group, Timestamp};

use super::users::Direction;
use super::{ROLE_COLLECTION, Snapshot, store};
use crate::Result;
use crate::default_role_collections::administrative_json;
use crate::fold::fold;

/// One property of a role collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleCollectionTest {
    NoMembers,
    /// [`crate::is_administrative`].
    Administrative,
    /// Contains other role collections.
    Nested,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleCollectionSort {
    Name,
    Description,
    Members,
    Nested,
    Updated,
}

/// A stretch of the filtered, sorted list of role collections.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoleCollectionQuery {
    /// Words that must all occur in name or description, ignoring case and accents. With `=` before it: the name or id
    /// is exactly this, ignoring case.
    pub search: String,
    pub test: Option<RoleCollectionTest>,
    /// By the first, then by the second… then by name. Empty: by name.
    pub sort: Vec<(RoleCollectionSort, Direction)>,
    pub offset: u32,
    pub limit: u32,
}

/// A role collection as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCollectionRow {
    pub id: String,
    pub version: i64,
    pub name: String,
    pub description: Option<String>,
    pub updated: Option<Timestamp>,
    /// Members that are users.
    pub members: u32,
    /// Members that are role collections.
    pub nested: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCollectionPage {
    pub rows: Vec<RoleCollectionRow>,
    /// Role collections that match.
    pub total: u64,
}

/// How many role collections are what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoleCollectionCounts {
    pub all: u64,
    pub no_members: u64,
    pub administrative: u64,
    pub nested: u64,
}

/// A role collection beside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NestedRef {
    pub id: String,
    pub name: String,
    /// Members that are users.
    pub members: u32,
}

const COLUMNS: &str = "entity.id, version, role_collection.name, description, updated, members, nested";
const NO_MEMBERS: &str = "members + nested = 0";
const ADMINISTRATIVE: &str = "role_collection.name IN (SELECT value FROM json_each(?1))";
const NESTED: &str = "nested > 0";

impl Snapshot<'_> {
    /// A page of role collections. An account has at most a few thousand: each page is a walk over all.
    pub fn role_collections(&self, query: &RoleCollectionQuery) -> Result<RoleCollectionPage> {
        let (conditions, values) = conditions(query);
        let from = format!("FROM role_collection JOIN entity USING (n) WHERE {conditions}");
        self.read(|db| {
            let total: i64 = db
                .prepare_cached(&format!("SELECT count(*) {from}"))?
                .query_row(params_from_iter(&values), |row| row.get(0))?;
            let order = order(&query.sort);
            let sql = format!(
                "SELECT {COLUMNS} {from} ORDER BY {order} LIMIT {} OFFSET {}",
                query.limit, query.offset
            );
            let rows = db
                .prepare_cached(&sql)?
                .query_map(params_from_iter(&values), row)?
                .collect::<Result<_, _>>()?;
            Ok(RoleCollectionPage { rows, total: total.unsigned_abs() })
        })
    }

    /// Counts over the whole account.
    pub fn role_collection_counts(&self) -> Result<RoleCollectionCounts> {
        self.read(|db| {
            let sql = format!(
                "SELECT count(*), count(*) FILTER (WHERE {NO_MEMBERS}), count(*) FILTER (WHERE {ADMINISTRATIVE}), \
                 count(*) FILTER (WHERE {NESTED}) FROM role_collection"
            );
            let counts = db.prepare_cached(&sql)?.query_row([administrative_json()], |row| {
                let count = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
                Ok(RoleCollectionCounts {
                    all: count(0)?,
                    no_members: count(1)?,
                    administrative: count(2)?,
                    nested: count(3)?,
                })
            })?;
            Ok(counts)
        })
    }

    /// Role collections by id, in the order given; those that the snapshot does not hold are left out.
    pub fn role_collections_by_id<S: AsRef<str>>(&self, ids: &[S]) -> Result<Vec<RoleCollectionRow>> {
        self.read(|db| {
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                if let Some(n) = store::number(db, ROLE_COLLECTION, id.as_ref())? {
                    rows.extend(read_row(db, n)?);
                }
            }
            Ok(rows)
        })
    }

    /// One role collection as it was received, with at most so many of its members.
    pub fn role_collection(&self, id: &str, members: u32) -> Result<Option<Group>> {
        self.read(|db| match store::number(db, ROLE_COLLECTION, id)? {
            Some(n) => Ok(store::read_role_collection(db, n, members)?),
            None => Ok(None),
        })
    }

    /// The role collections that this one contains, by name.
    pub fn nested_in(&self, id: &str) -> Result<Vec<NestedRef>> {
        self.beside(id, "membership.member", "membership.role_collection")
    }

    /// The role collections that contain this one, by name.
    pub fn part_of(&self, id: &str) -> Result<Vec<NestedRef>> {
        self.beside(id, "membership.role_collection", "membership.member")
    }

    fn beside(&self, id: &str, other: &str, this: &str) -> Result<Vec<NestedRef>> {
        self.read(|db| {
            let Some(n) = store::number(db, ROLE_COLLECTION, id)? else { return Ok(Vec::new()) };
            let sql = format!(
                "SELECT entity.id, ifnull(role_collection.name, entity.id), ifnull(members, 0) FROM membership \
                 JOIN entity ON entity.n = {other} LEFT JOIN role_collection ON role_collection.n = {other} \
                 WHERE {this} = ? AND membership.kind = 1 ORDER BY name_key, entity.id"
            );
            let rows = db.prepare_cached(&sql)?.query_map([n], |row| {
                Ok(NestedRef { id: row.get(0)?, name: row.get(1)?, members: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?;
            Ok(rows)
        })
    }
}

pub(super) fn read_row(db: &Connection, n: i64) -> rusqlite::Result<Option<RoleCollectionRow>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM role_collection JOIN entity USING (n) WHERE n = ?"))?
        .query_row([n], row)
        .optional()
}

fn row(row: &Row) -> rusqlite::Result<RoleCollectionRow> {
    Ok(RoleCollectionRow {
        id: row.get(0)?,
        version: row.get(1)?,
        name: row.get(2)?,
        description: row.get(3)?,
        updated: row.get::<_, Option<i64>>(4)?.map(Timestamp),
        members: row.get(5)?,
        nested: row.get(6)?,
    })
}

fn conditions(query: &RoleCollectionQuery) -> (String, Vec<Value>) {
    let mut conditions = vec!["?1 IS NOT NULL".to_owned()];
    let mut values: Vec<Value> = vec![administrative_json().into()];
    let text = query.search.trim();
    if let Some(exact) = text.strip_prefix('=') {
        let exact = exact.trim();
        conditions.push("(name_key = ? OR entity.id = ?)".into());
        values.extend([fold(exact).into(), exact.to_owned().into()]);
    } else {
        for word in fold(text).split_whitespace() {
            conditions.push("(instr(name_key, ?) > 0 OR instr(description_key, ?) > 0)".into());
            values.extend([word.to_owned().into(), word.to_owned().into()]);
        }
    }
    conditions.extend(query.test.map(|test| match test {
        RoleCollectionTest::NoMembers => NO_MEMBERS.to_owned(),
        RoleCollectionTest::Administrative => ADMINISTRATIVE.to_owned(),
        RoleCollectionTest::Nested => NESTED.to_owned(),
    }));
    (conditions.join(" AND "), values)
}

fn order(sort: &[(RoleCollectionSort, Direction)]) -> String {
    let mut order: Vec<String> = sort
        .iter()
        .map(|(by, direction)| {
            let column = match by {
                RoleCollectionSort::Name => "name_key",
                RoleCollectionSort::Description => "description_key",
                RoleCollectionSort::Members => "members",
                RoleCollectionSort::Nested => "nested",
                RoleCollectionSort::Updated => "updated",
            };
            format!("{column} {}", if *direction == Direction::Ascending { "ASC" } else { "DESC" })
        })
        .collect();
    order.push("name_key, role_collection.n".into());
    order.join(", ")
}
