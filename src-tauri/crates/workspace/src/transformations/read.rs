use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row};
use zonedesk_scim::Timestamp;

use super::save::add;
use super::{NewTransformation, TransformationKind, TransformationVersion};
use crate::error::Trouble;
use crate::{Result, SystemId, Workspace, WorkspaceError};

const VERSION: &str = "number, at, who, description, hash";

impl Workspace {
    /// The version in use and its text. Where there is none yet, `initial` becomes version 1.
    pub fn transformation(
        &self,
        system: SystemId,
        kind: TransformationKind,
        initial: &NewTransformation,
    ) -> Result<(TransformationVersion, String)> {
        let found = self.read(|db| current(db, system, kind))?;
        match found {
            Some(found) => Ok(found),
            None => self.write(|db| current_or_initial(db, system, kind, initial)),
        }
    }

    /// All versions, newest first; none where nobody asked for the transformation yet. Also of a deleted system.
    pub fn transformation_versions(
        &self,
        system: SystemId,
        kind: TransformationKind,
    ) -> Result<Vec<TransformationVersion>> {
        self.read(|db| {
            db.prepare_cached(&format!(
                "SELECT {VERSION} FROM transformation_version WHERE system = ? AND kind = ? ORDER BY number DESC"
            ))?
            .query_map((system, kind), version)?
            .collect()
        })
    }

    /// Every text that is in use as this kind of transformation, with the systems that use it; also deleted ones.
    /// Systems that nobody asked for it yet have none.
    pub fn transformations_in_use(&self, kind: TransformationKind) -> Result<Vec<(String, Vec<SystemId>)>> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT hash, system, MAX(number) FROM transformation_version WHERE kind = ? GROUP BY system",
            )?;
            let mut systems: BTreeMap<String, Vec<SystemId>> = BTreeMap::new();
            let mut rows = query.query([kind])?;
            while let Some(row) = rows.next()? {
                systems.entry(row.get(0)?).or_default().push(row.get(1)?);
            }
            let mut text = db.prepare_cached("SELECT text FROM transformation_text WHERE hash = ?")?;
            let texts =
                systems.into_iter().map(|(hash, of)| Ok((text.query_row([hash], |row| row.get(0))?, of)));
            texts.collect()
        })
    }

    /// One version and its text. Also of a deleted system.
    pub fn transformation_version(
        &self,
        system: SystemId,
        kind: TransformationKind,
        number: u32,
    ) -> Result<(TransformationVersion, String)> {
        self.read(|db| {
            db.prepare_cached(&format!(
                "SELECT {VERSION}, text FROM transformation_version JOIN transformation_text USING (hash) \
                 WHERE system = ? AND kind = ? AND number = ?"
            ))?
            .query_row((system, kind, number), version_and_text)
            .optional()
        })?
        .ok_or(WorkspaceError::NoVersion { kind, number })
    }
}

/// The version in use; made from `initial` where there is none. In a transaction that may write.
pub(super) fn current_or_initial(
    db: &Connection,
    system: SystemId,
    kind: TransformationKind,
    initial: &NewTransformation,
) -> Result<(TransformationVersion, String), Trouble> {
    if let Some(found) = current(db, system, kind)? {
        return Ok(found);
    }
    known(db, system)?;
    let made = add(db, system, kind, 1, initial)?;
    Ok((made, initial.text.clone()))
}

/// Refuses a system that is not there.
pub(super) fn known(db: &Connection, system: SystemId) -> Result<(), Trouble> {
    let found =
        db.prepare_cached("SELECT 1 FROM system WHERE id = ?")?.query_row([system], |_| Ok(())).optional()?;
    Ok(found.ok_or(WorkspaceError::NoSystem { id: system })?)
}

pub(super) fn current(
    db: &Connection,
    system: SystemId,
    kind: TransformationKind,
) -> rusqlite::Result<Option<(TransformationVersion, String)>> {
    db.prepare_cached(&format!(
        "SELECT {VERSION}, text FROM transformation_version JOIN transformation_text USING (hash) \
         WHERE system = ? AND kind = ? ORDER BY number DESC LIMIT 1"
    ))?
    .query_row((system, kind), version_and_text)
    .optional()
}

fn version_and_text(row: &Row) -> rusqlite::Result<(TransformationVersion, String)> {
    Ok((version(row)?, row.get(5)?))
}

fn version(row: &Row) -> rusqlite::Result<TransformationVersion> {
    Ok(TransformationVersion {
        number: row.get(0)?,
        at: Timestamp(row.get(1)?),
        who: row.get(2)?,
        description: row.get(3)?,
        hash: row.get(4)?,
    })
}
