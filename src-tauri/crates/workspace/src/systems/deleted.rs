use rusqlite::{Connection, Row};
use zonedesk_scim::Timestamp;

use super::name::free_name;
use super::read::read_one;
use super::write::remove;
use super::{Level, System, SystemId, SystemName};
use crate::configuration::note;
use crate::error::Trouble;
use crate::{ConfigurationChange, Result, Workspace, WorkspaceError};

/// A system that was deleted and can be brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedSystem {
    pub id: SystemId,
    pub name: SystemName,
    pub level: Level,
    pub description: String,
    pub at: Timestamp,
    pub who: String,
}

/// The system as JSON, with what goes with its row but snapshot and facts about credentials: neither comes back.
/// Consumers keep the hashes of their secrets: whoever calls the proxy is not concerned by what happened here.
/// `json(…)`: what a subquery gives is else written as text.
const KEEP: &str = "INSERT OR REPLACE INTO deleted_system (id, at, who, name, text) \
    SELECT id, ?2, ?3, name, json_object( \
        'description', description, 'level', level, 'parent', parent, 'enabled', enabled, 'tags', json(tags), \
        'colour', colour, 'notes', notes, 'favourite', favourite, 'destination', destination, \
        'imported', imported, 'demo_subdomain', demo_subdomain, 'demo_region', demo_region, \
        'properties', json((SELECT json_group_object(name, value) FROM property WHERE system = ?1)), \
        'consumers', json((SELECT json_group_array(json_object('id', id, 'name', name, 'sign_in', sign_in, \
            'hash', hash, 'subject', subject, 'access', access, 'created_at', created_at, \
            'token_minutes', token_minutes)) \
            FROM consumer WHERE system = ?1)), \
        'drafts', json((SELECT json_group_array(json_object('kind', kind, 'base', base, 'at', at, 'text', text)) \
            FROM transformation_draft WHERE system = ?1))) \
    FROM system WHERE id = ?1";

/// What stood above or behind it may be gone, or may hold nothing any more.
const BRING_BACK: [&str; 4] = [
    "INSERT INTO system (id, name, name_key, description, level, parent, enabled, tags, colour, notes, favourite, \
        destination, imported, demo_subdomain, demo_region) \
     SELECT id, ?2, ?3, text ->> 'description', text ->> 'level', \
        (SELECT id FROM system WHERE id = text ->> 'parent' AND level <> 'subaccount'), \
        text ->> 'enabled', text -> 'tags', text ->> 'colour', text ->> 'notes', text ->> 'favourite', \
        (SELECT id FROM destination WHERE id = text ->> 'destination'), text ->> 'imported', \
        text ->> 'demo_subdomain', text ->> 'demo_region' \
     FROM deleted_system WHERE id = ?1",
    "INSERT INTO property (system, name, value) \
     SELECT ?1, key, value FROM deleted_system, json_each(text, '$.properties') WHERE deleted_system.id = ?1",
    "INSERT INTO consumer (system, id, name, sign_in, hash, subject, access, created_at, token_minutes) \
     SELECT ?1, value ->> 'id', value ->> 'name', value ->> 'sign_in', value ->> 'hash', value ->> 'subject', \
        value ->> 'access', value ->> 'created_at', value ->> 'token_minutes' \
     FROM deleted_system, json_each(text, '$.consumers') WHERE deleted_system.id = ?1",
    "INSERT INTO transformation_draft (system, kind, base, at, text) \
     SELECT ?1, value ->> 'kind', value ->> 'base', value ->> 'at', value ->> 'text' \
     FROM deleted_system, json_each(deleted_system.text, '$.drafts') WHERE deleted_system.id = ?1",
];

impl Workspace {
    /// Deletes a system so that [`Workspace::restore_system`] can bring it back. As [`Workspace::delete_system`] in
    /// all else. Notes the change of configuration.
    pub fn delete_system_restorably(&self, id: SystemId, at: Timestamp, who: &str) -> Result<()> {
        self.write(|db| {
            db.execute(KEEP, (id, at.0, who))?;
            remove(db, id)?;
            note(db, id, at, who, &ConfigurationChange::Deleted)
        })?;
        self.sweep_snapshots(Some(id));
        Ok(())
    }

    /// Systems that can be brought back, the last deleted first.
    pub fn deleted_systems(&self) -> Result<Vec<DeletedSystem>> {
        self.read(|db| {
            db.prepare_cached(
                "SELECT id, name, text ->> 'level', text ->> 'description', at, who FROM deleted_system \
                 ORDER BY at DESC, name",
            )?
            .query_map((), deleted)?
            .collect()
        })
    }

    /// Brings a deleted system back under its id, so that its history and the versions of its transformations are its
    /// own again. Consumers and drafts come back; credentials and snapshot do not, and systems that stood below it stay
    /// where they are. Where its name was taken meanwhile it gets a number.
    pub fn restore_system(&self, id: SystemId, at: Timestamp, who: &str) -> Result<System> {
        self.write(|db| {
            let name = free_name(db, &deleted_name(db, id)?)?;
            db.execute(BRING_BACK[0], (id, &name, name.key()))?;
            for sql in &BRING_BACK[1..] {
                db.execute(sql, [id])?;
            }
            db.execute("DELETE FROM deleted_system WHERE id = ?", [id])?;
            note(db, id, at, who, &ConfigurationChange::Restored)?;
            Ok(read_one(db, id)?.ok_or(WorkspaceError::NoSystem { id })?)
        })
    }
}

fn deleted_name(db: &Connection, id: SystemId) -> Result<SystemName, Trouble> {
    let name = db.query_row("SELECT name FROM deleted_system WHERE id = ?", [id], |row| row.get(0));
    Ok(rusqlite::OptionalExtension::optional(name)?.ok_or(WorkspaceError::NoSystem { id })?)
}

fn deleted(row: &Row) -> rusqlite::Result<DeletedSystem> {
    Ok(DeletedSystem {
        id: row.get(0)?,
        name: row.get(1)?,
        level: row.get(2)?,
        description: row.get(3)?,
        at: Timestamp(row.get(4)?),
        who: row.get(5)?,
    })
}
