use rusqlite::{Connection, OptionalExtension};
use zonedesk_scim::Timestamp;

use super::{ChangeSource, DifferenceCounts, KEPT};
use crate::snapshot::DifferenceKey;
use crate::{Difference, Result, SystemId};

/// A refresh may see what we change before the snapshot knows of it, since that is told of some hundred requests at once:
/// so long after, in milliseconds, it is found to be ours.
const UNNOTED: i64 = 300_000;

/// Takes a difference in.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(&Difference) -> rusqlite::Result<()>;

/// Keeps differences, each told by `each`, of a system that can be followed back. Without any there is no change set.
pub(crate) fn keep(
    db: &Connection,
    system: SystemId,
    at: Timestamp,
    source: ChangeSource,
    each: &mut dyn FnMut(Tell) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let known: Option<(Option<i64>, Option<i64>)> = db
        .prepare_cached("SELECT known_since, refreshed_at FROM system WHERE id = ?")?
        .query_row([system], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((Some(known_since), refreshed_at)) = known else { return Ok(()) };
    let since = if source == ChangeSource::Own { at.0 } else { refreshed_at.unwrap_or(known_since) };
    let mut set = None;
    let (mut number, mut others) = (0_i64, DifferenceCounts::default());
    each(&mut |difference| {
        let set = match set {
            Some(set) => set,
            None => *set.insert(
                db.prepare_cached(
                    "INSERT INTO change_set (system, at, since, source, others, counts) VALUES (?, ?, ?, ?, 0, '')",
                )?
                .insert((system, at.0, since, source))?,
            ),
        };
        number += 1;
        let what = (!difference.what.is_empty()).then(|| serde_json::to_string(&difference.what));
        let (holder, holder_name) = difference.holder.as_ref().map(|(id, name)| (id, name)).unzip();
        db.prepare_cached(
            "INSERT INTO difference (change_set, number, kind, act, id, name, origin, role_collection, holder, own, what) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(rusqlite::params![
            set,
            number,
            difference.kind,
            difference.act,
            difference.id,
            difference.name,
            difference.origin,
            holder,
            holder_name,
            source == ChangeSource::Own,
            what.and_then(Result::ok),
        ])?;
        if source != ChangeSource::Own {
            others.add(difference.kind, difference.act, 1);
        }
        Ok(())
    })?;
    let Some(set) = set else { return Ok(()) };
    db.prepare_cached("UPDATE change_set SET others = ?2, counts = ?3 WHERE number = ?1")?.execute((
        set,
        others.all() as i64,
        others.text(),
    ))?;
    forget(db, system, at.0 - KEPT)
}

fn forget(db: &Connection, system: SystemId, before: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM change_set WHERE system = ? AND at < ?")?.execute((system, before))?;
    db.prepare_cached("UPDATE system SET known_since = ?2 WHERE id = ?1 AND known_since < ?2")?
        .execute((system, before))
        .map(drop)
}

/// We changed these, and the snapshot had it already: a refresh that read them just now found what we did.
pub(crate) fn ours(
    db: &Connection,
    system: SystemId,
    at: Timestamp,
    keys: &[DifferenceKey],
) -> rusqlite::Result<()> {
    let sets: Vec<i64> = db
        .prepare_cached("SELECT number FROM change_set WHERE system = ? AND at >= ? AND others > 0")?
        .query_map((system, at.0 - UNNOTED), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for set in sets {
        let mut found = 0;
        for (kind, id, role_collection) in keys {
            found += db
                .prepare_cached(
                    "UPDATE difference SET own = 1 WHERE id = ? AND change_set = ? AND kind = ? \
                     AND role_collection IS ? AND own = 0",
                )?
                .execute((id, set, kind, role_collection))?;
        }
        if found > 0 {
            count(db, set)?;
        }
    }
    Ok(())
}

fn count(db: &Connection, set: i64) -> rusqlite::Result<()> {
    let mut others = DifferenceCounts::default();
    let mut query = db.prepare_cached(
        "SELECT kind, act, count(*) FROM difference WHERE change_set = ? AND own = 0 GROUP BY 1, 2",
    )?;
    let mut rows = query.query([set])?;
    while let Some(row) = rows.next()? {
        others.add(row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs());
    }
    db.execute(
        "UPDATE change_set SET others = ?2, counts = ?3 WHERE number = ?1",
        (set, others.all() as i64, others.text()),
    )
    .map(drop)
}
