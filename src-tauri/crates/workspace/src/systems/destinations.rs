use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row};
use uuid::Uuid;

use super::{System, SystemName};
use crate::error::Trouble;
use crate::{Result, Workspace, WorkspaceError};

/// A named set of properties that systems share; a system's own property wins.
///
/// Its credentials are noted and kept under its own id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// A UUID.
    pub id: String,
    /// Unique among destinations, ignoring case.
    pub name: SystemName,
    pub description: String,
    /// Never a credential.
    pub properties: BTreeMap<String, String>,
}

/// Changes to a destination; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct DestinationEdit {
    pub name: Option<SystemName>,
    pub description: Option<String>,
    /// Sets (`Some`) or unsets (`None`) these and leaves the others alone.
    pub properties: BTreeMap<String, Option<String>>,
}

impl Workspace {
    /// All destinations by name.
    pub fn destinations(&self) -> Result<Vec<Destination>> {
        self.read(|db| {
            let mut properties = destination_properties(db)?;
            db.prepare_cached("SELECT id, name, description FROM destination ORDER BY name_key")?
                .query_map((), |row| {
                    let mut destination = destination(row)?;
                    destination.properties = properties.remove(&destination.id).unwrap_or_default();
                    Ok(destination)
                })?
                .collect()
        })
    }

    /// One destination.
    pub fn destination(&self, id: &str) -> Result<Destination> {
        self.read(|db| read_one(db, id))?.ok_or_else(|| WorkspaceError::NoDestination { id: id.to_owned() })
    }

    /// Adds a destination.
    pub fn add_destination(
        &self,
        name: &SystemName,
        description: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<Destination> {
        self.write(|db| {
            let id = Uuid::new_v4().to_string();
            add(db, &id, name, description, properties)?;
            Ok(read_one(db, &id)?.ok_or(WorkspaceError::NoDestination { id })?)
        })
    }

    /// Changes a destination.
    pub fn update_destination(&self, id: &str, edit: &DestinationEdit) -> Result<Destination> {
        self.write(|db| {
            let gone = || WorkspaceError::NoDestination { id: id.to_owned() };
            let before = read_one(db, id)?.ok_or_else(gone)?;
            let name = edit.name.as_ref().unwrap_or(&before.name);
            let description = edit.description.as_ref().unwrap_or(&before.description);
            db.execute(
                "UPDATE destination SET name = ?2, name_key = ?3, description = ?4 WHERE id = ?1",
                (id, name, name.key(), description),
            )
            .map_err(|error| taken(error, name))?;
            for (property, value) in &edit.properties {
                set_property(db, id, property, value.as_deref())?;
            }
            Ok(read_one(db, id)?.ok_or_else(gone)?)
        })
    }

    /// Deletes a destination. Systems that use it keep their own properties and lose those of the destination. Its
    /// secrets are the caller's to delete.
    pub fn delete_destination(&self, id: &str) -> Result<()> {
        self.write(|db| remove(db, id))
    }

    /// Systems that use a destination, by name.
    pub fn systems_of_destination(&self, id: &str) -> Result<Vec<System>> {
        let mut systems = self.systems()?;
        systems.retain(|system| system.destination.as_deref() == Some(id));
        Ok(systems)
    }
}

pub(super) fn remove(db: &Connection, id: &str) -> Result<(), Trouble> {
    if db.execute("DELETE FROM destination WHERE id = ?", [id])? == 0 {
        return Err(WorkspaceError::NoDestination { id: id.to_owned() }.into());
    }
    db.execute("DELETE FROM credential WHERE owner = ?", [id])?;
    Ok(())
}

pub(super) fn add(
    db: &Connection,
    id: &str,
    name: &SystemName,
    description: &str,
    properties: &BTreeMap<String, String>,
) -> Result<(), Trouble> {
    db.execute(
        "INSERT INTO destination (id, name, name_key, description) VALUES (?, ?, ?, ?)",
        (id, name, name.key(), description),
    )
    .map_err(|error| taken(error, name))?;
    for (property, value) in properties {
        set_property(db, id, property, Some(value))?;
    }
    Ok(())
}

/// Properties of all destinations, by their ids.
pub(super) fn destination_properties(
    db: &Connection,
) -> rusqlite::Result<HashMap<String, BTreeMap<String, String>>> {
    let mut found: HashMap<String, BTreeMap<String, String>> = HashMap::new();
    let mut query = db.prepare_cached("SELECT destination, name, value FROM destination_property")?;
    let mut rows = query.query(())?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
    }
    Ok(found)
}

/// Properties of one destination; empty where there is no such.
pub(super) fn properties_of(db: &Connection, id: &str) -> rusqlite::Result<BTreeMap<String, String>> {
    db.prepare_cached("SELECT name, value FROM destination_property WHERE destination = ?")?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn read_one(db: &Connection, id: &str) -> rusqlite::Result<Option<Destination>> {
    let found = db
        .prepare_cached("SELECT id, name, description FROM destination WHERE id = ?")?
        .query_row([id], destination)
        .optional()?;
    let Some(mut destination) = found else { return Ok(None) };
    destination.properties = properties_of(db, id)?;
    Ok(Some(destination))
}

fn destination(row: &Row) -> rusqlite::Result<Destination> {
    Ok(Destination {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        properties: BTreeMap::new(),
    })
}

fn set_property(db: &Connection, id: &str, name: &str, value: Option<&str>) -> rusqlite::Result<()> {
    match value {
        Some(value) => db.execute(
            "INSERT OR REPLACE INTO destination_property (destination, name, value) VALUES (?, ?, ?)",
            (id, name, value),
        ),
        None => db.execute("DELETE FROM destination_property WHERE destination = ? AND name = ?", (id, name)),
    }
    .map(drop)
}

fn taken(error: rusqlite::Error, name: &SystemName) -> Trouble {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => {
            WorkspaceError::DestinationTaken { name: name.clone() }.into()
        }
        _ => error.into(),
    }
}
