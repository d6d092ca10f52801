use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use zonedesk_scim::Timestamp;

use super::{ChangeSet, ChangeSetPage, DifferenceCounts, DifferenceFilter, DifferencePage, KeptDifference};
use crate::{Difference, Result, SystemId, Workspace};

impl Workspace {
    /// Change sets in which others did something, newest first.
    pub fn change_sets(&self, system: SystemId, offset: u32, limit: u32) -> Result<ChangeSetPage> {
        self.read(|db| {
            let total: i64 = db
                .prepare_cached("SELECT count(*) FROM change_set WHERE system = ? AND others > 0")?
                .query_row([system], |row| row.get(0))?;
            let rows = db
                .prepare_cached(
                    "SELECT number, at, since, source, counts FROM change_set WHERE system = ? AND others > 0 \
                     ORDER BY at DESC, number DESC LIMIT ? OFFSET ?",
                )?
                .query_map((system, limit, offset), |row| {
                    Ok(ChangeSet {
                        number: row.get(0)?,
                        at: Timestamp(row.get(1)?),
                        since: Timestamp(row.get(2)?),
                        source: row.get(3)?,
                        others: DifferenceCounts::read(row.get_ref(4)?.as_str()?),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(ChangeSetPage { rows, total: total.unsigned_abs() })
        })
    }

    /// Differences, newest first, and how many there are of each kind.
    pub fn differences(&self, filter: &DifferenceFilter) -> Result<DifferencePage> {
        let (conditions, values) = conditions(filter);
        // Of one entity there are few differences, in few of many change sets.
        let tables = match &filter.entity {
            Some(_) => "difference CROSS JOIN change_set",
            None => "change_set CROSS JOIN difference",
        };
        let from = format!("FROM {tables} ON change_set.number = change_set WHERE {conditions}");
        self.read(|db| {
            let counts = counts(db, &from, &values)?;
            let sql = format!(
                "SELECT change_set, at, since, source, own, kind, act, id, name, origin, role_collection, holder, what {from} \
                 ORDER BY at DESC, change_set DESC, difference.number LIMIT {} OFFSET {}",
                filter.limit, filter.offset
            );
            let rows = db
                .prepare_cached(&sql)?
                .query_map(params_from_iter(&values), kept)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(DifferencePage { rows, counts })
        })
    }

    /// The moment from which on all differences of a system are kept; none: it was not read whole yet.
    pub fn known_since(&self, system: SystemId) -> Result<Option<Timestamp>> {
        self.read(|db| {
            db.prepare_cached("SELECT known_since FROM system WHERE id = ?")?
                .query_row([system], |row| row.get::<_, Option<i64>>(0))
                .optional()
                .map(|at| at.flatten().map(Timestamp))
        })
    }
}

fn counts(db: &Connection, from: &str, values: &[Value]) -> rusqlite::Result<DifferenceCounts> {
    let mut counts = DifferenceCounts::default();
    let mut query = db.prepare_cached(&format!("SELECT kind, act, count(*) {from} GROUP BY 1, 2"))?;
    let mut rows = query.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        counts.add(row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs());
    }
    Ok(counts)
}

pub(super) fn kept(row: &Row) -> rusqlite::Result<KeptDifference> {
    let holder = match (row.get(10)?, row.get(11)?) {
        (Some(id), Some(name)) => Some((id, name)),
        _ => None,
    };
    let what: Option<String> = row.get(12)?;
    Ok(KeptDifference {
        change_set: row.get(0)?,
        at: Timestamp(row.get(1)?),
        since: Timestamp(row.get(2)?),
        source: row.get(3)?,
        own: row.get(4)?,
        difference: Difference {
            kind: row.get(5)?,
            act: row.get(6)?,
            id: row.get(7)?,
            name: row.get(8)?,
            origin: row.get(9)?,
            holder,
            what: what.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default(),
        },
    })
}

fn conditions(filter: &DifferenceFilter) -> (String, Vec<Value>) {
    let mut conditions = vec!["change_set.system = ?"];
    let mut values: Vec<Value> = vec![filter.system.to_string().into()];
    if let Some(number) = filter.change_set {
        conditions.push("change_set = ?");
        values.push(number.into());
    }
    if let Some(since) = filter.since {
        conditions.push("at > ?");
        values.push(since.0.into());
    }
    if let Some(until) = filter.until {
        conditions.push("at <= ?");
        values.push(until.0.into());
    }
    if filter.others {
        conditions.push("own = 0");
    }
    if let Some(id) = &filter.entity {
        conditions.push("(id = ? OR role_collection = ?)");
        values.extend([id.clone().into(), id.clone().into()]);
    }
    (conditions.join(" AND "), values)
}
