use rusqlite::{Connection, ErrorCode};
use zonedesk_scim::Timestamp;

use super::read::read_one;
use super::{Contact, Level, NewSystem, System, SystemEdit, SystemId, SystemName, destinations};
use crate::configuration::note;
use crate::error::Trouble;
use crate::{ConfigurationChange, Result, Workspace, WorkspaceError};

impl Workspace {
    /// Adds a system.
    pub fn add_system(&self, system: &NewSystem) -> Result<System> {
        self.write(|db| add(db, SystemId::random(), system))
    }

    /// Adds a system that a person made, and notes so.
    pub fn create_system(&self, system: &NewSystem, at: Timestamp, who: &str) -> Result<System> {
        self.write(|db| {
            let system = add(db, SystemId::random(), system)?;
            note(db, system.id, at, who, &ConfigurationChange::Created)?;
            Ok(system)
        })
    }

    /// Makes as if systems and destinations had not been added: what was to come with them failed. Their secrets are the
    /// caller's to delete.
    pub fn take_back(&self, systems: &[SystemId], destinations: &[String]) -> Result<()> {
        self.write(|db| {
            for system in systems {
                remove(db, *system)?;
                db.execute("DELETE FROM configuration_change WHERE system = ?", [system])?;
                db.execute("DELETE FROM transformation_version WHERE system = ?", [system])?;
            }
            destinations.iter().try_for_each(|id| destinations::remove(db, id))
        })
    }

    /// Deletes a system and its snapshot for good. Systems below it move to the one above it. Its secrets are the
    /// caller's to delete; its histories stay.
    pub fn delete_system(&self, id: SystemId) -> Result<()> {
        self.write(|db| remove(db, id))?;
        self.sweep_snapshots(Some(id));
        Ok(())
    }

    /// Notes what came of asking the account.
    pub fn set_contact(&self, id: SystemId, contact: &Contact) -> Result<()> {
        self.write(|db| {
            let changed = db.execute(
                "UPDATE system SET contact_at = ?2, contact_problem = ?3, contact_read_only = ?4 WHERE id = ?1",
                (id, contact.at.0, &contact.problem, contact.read_only),
            )?;
            if changed == 0 {
                return Err(WorkspaceError::NoSystem { id }.into());
            }
            Ok(())
        })
    }
}

pub(super) fn update(db: &Connection, id: SystemId, edit: SystemEdit) -> Result<(), Trouble> {
    let mut system = read_one(db, id)?.ok_or(WorkspaceError::NoSystem { id })?;
    system.name = edit.name.unwrap_or(system.name);
    system.description = edit.description.unwrap_or(system.description);
    system.level = edit.level.unwrap_or(system.level);
    system.parent = edit.parent.unwrap_or(system.parent);
    system.enabled = edit.enabled.unwrap_or(system.enabled);
    system.tags = edit.tags.unwrap_or(system.tags);
    system.colour = edit.colour.unwrap_or(system.colour);
    system.notes = edit.notes.unwrap_or(system.notes);
    system.favourite = edit.favourite.unwrap_or(system.favourite);
    system.destination = edit.destination.unwrap_or(system.destination);
    system.imported = edit.imported.unwrap_or(system.imported);
    check_place(db, id, &system.name, system.level, system.parent)?;
    db.execute(
        "UPDATE system SET name = ?2, name_key = ?3, description = ?4, level = ?5, parent = ?6, enabled = ?7, \
         tags = ?8, colour = ?9, notes = ?10, favourite = ?11, destination = ?12, imported = ?13 WHERE id = ?1",
        (
            id,
            &system.name,
            system.name.key(),
            &system.description,
            system.level,
            system.parent,
            system.enabled,
            serde_json::json!(system.tags).to_string(),
            system.colour,
            &system.notes,
            system.favourite,
            &system.destination,
            &system.imported,
        ),
    )
    .map_err(|error| taken(error, &system.name))?;
    for (name, value) in edit.properties {
        set_property(db, id, &name, value.as_deref())?;
    }
    Ok(())
}

pub(super) fn add(db: &Connection, id: SystemId, new: &NewSystem) -> Result<System, Trouble> {
    check_place(db, id, &new.name, new.level, new.parent)?;
    db.execute(
        "INSERT INTO system (id, name, name_key, description, level, parent, enabled, tags, demo_subdomain, demo_region) \
         VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
        (
            id,
            &new.name,
            new.name.key(),
            &new.description,
            new.level,
            new.parent,
            serde_json::json!(new.tags).to_string(),
            new.demo.as_ref().map(|demo| &demo.subdomain),
            new.demo.as_ref().map(|demo| &demo.region),
        ),
    )
    .map_err(|error| taken(error, &new.name))?;
    for (name, value) in &new.properties {
        set_property(db, id, name, Some(value))?;
    }
    Ok(read_one(db, id)?.ok_or(WorkspaceError::NoSystem { id })?)
}

fn set_property(db: &Connection, id: SystemId, name: &str, value: Option<&str>) -> rusqlite::Result<()> {
    match value {
        Some(value) => db.execute(
            "INSERT OR REPLACE INTO property (system, name, value) VALUES (?, ?, ?)",
            (id, name, value),
        ),
        None => db.execute("DELETE FROM property WHERE system = ? AND name = ?", (id, name)),
    }
    .map(drop)
}

pub(super) fn remove(db: &Connection, id: SystemId) -> Result<(), Trouble> {
    let system = read_one(db, id)?.ok_or(WorkspaceError::NoSystem { id })?;
    db.execute("UPDATE system SET parent = ?2 WHERE parent = ?1", (id, system.parent))?;
    db.execute("DELETE FROM credential WHERE owner = ?", [id])?;
    db.execute("DELETE FROM system WHERE id = ?", [id])?;
    Ok(())
}

pub(super) fn taken(error: rusqlite::Error, name: &SystemName) -> Trouble {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => WorkspaceError::NameTaken { name: name.clone() }.into(),
        _ => error.into(),
    }
}

/// Holds the tree to SAP's account model, and free of cycles.
fn check_place(
    db: &Connection,
    id: SystemId,
    name: &SystemName,
    level: Level,
    parent: Option<SystemId>,
) -> Result<(), Trouble> {
    let refuse = |parent: &SystemName, child: &SystemName, rule| {
        Err(WorkspaceError::ParentLevel { parent: parent.clone(), child: child.clone(), rule }.into())
    };
    if level == Level::Subaccount {
        let child = db.query_row("SELECT name FROM system WHERE parent = ? LIMIT 1", [id], |row| row.get(0));
        if let Some(child) = rusqlite::OptionalExtension::optional(child)? {
            return refuse(name, &child, "a subaccount has no systems below it");
        }
    }
    let mut above = parent;
    while let Some(next) = above {
        if next == id {
            return Err(WorkspaceError::Cycle { child: name.clone() }.into());
        }
        let system = read_one(db, next)?.ok_or(WorkspaceError::NoSystem { id: next })?;
        if Some(next) == parent && system.level == Level::Subaccount {
            return refuse(&system.name, name, "a subaccount has no systems below it");
        }
        if Some(next) == parent && level == Level::GlobalAccount {
            return refuse(&system.name, name, "a global account has none above it");
        }
        above = system.parent;
    }
    Ok(())
}
