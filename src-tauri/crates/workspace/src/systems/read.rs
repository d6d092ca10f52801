use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Row};
use zonedesk_scim::Timestamp;

use super::destinations::{destination_properties, properties_of};
use super::{Contact, DemoAccount, SnapshotInfo, System, SystemId};
use crate::{Result, Workspace, WorkspaceError};

const COLUMNS: &str = "id, name, description, level, parent, enabled, tags, demo_subdomain, demo_region, contact_at, \
    contact_problem, contact_read_only, refreshed_at, users, role_collections, partial, read_mark, whole_at, deltas, \
    colour, notes, favourite, destination, imported";

impl Workspace {
    /// All systems by name. Three queries, however many there are.
    pub fn systems(&self) -> Result<Vec<System>> {
        self.read(|db| {
            let mut properties: HashMap<SystemId, BTreeMap<String, String>> = HashMap::new();
            let mut query = db.prepare_cached("SELECT system, name, value FROM property")?;
            let mut rows = query.query(())?;
            while let Some(row) = rows.next()? {
                properties.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
            }
            let destinations = destination_properties(db)?;
            db.prepare_cached(&format!("SELECT {COLUMNS} FROM system ORDER BY name_key"))?
                .query_map((), |row| {
                    let mut system = system(row)?;
                    system.properties = properties.remove(&system.id).unwrap_or_default();
                    let destination = system.destination.as_ref().and_then(|id| destinations.get(id));
                    system.inherited = destination.cloned().unwrap_or_default();
                    Ok(system)
                })?
                .collect()
        })
    }

    /// One system.
    pub fn system(&self, id: SystemId) -> Result<System> {
        self.read(|db| read_one(db, id))?.ok_or(WorkspaceError::NoSystem { id })
    }
}

pub(super) fn read_one(db: &Connection, id: SystemId) -> rusqlite::Result<Option<System>> {
    let mut query = db.prepare_cached(&format!("SELECT {COLUMNS} FROM system WHERE id = ?"))?;
    let mut found = query.query_map([id], system)?;
    let Some(mut system) = found.next().transpose()? else { return Ok(None) };
    let mut query = db.prepare_cached("SELECT name, value FROM property WHERE system = ?")?;
    system.properties =
        query.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    if let Some(destination) = &system.destination {
        system.inherited = properties_of(db, destination)?;
    }
    Ok(Some(system))
}

fn system(row: &Row) -> rusqlite::Result<System> {
    let demo = match (row.get("demo_subdomain")?, row.get("demo_region")?) {
        (Some(subdomain), Some(region)) => Some(DemoAccount { subdomain, region }),
        _ => None,
    };
    let contact = match row.get("contact_at")? {
        Some(at) => Some(Contact {
            at: Timestamp(at),
            problem: row.get("contact_problem")?,
            read_only: row.get::<_, Option<bool>>("contact_read_only")?.unwrap_or_default(),
        }),
        None => None,
    };
    let snapshot = match row.get("refreshed_at")? {
        Some(at) => Some(SnapshotInfo {
            refreshed_at: Timestamp(at),
            users: count(row, "users")?,
            role_collections: count(row, "role_collections")?,
            partial: row
                .get::<_, Option<String>>("partial")?
                .and_then(|text| serde_json::from_str(&text).ok()),
            mark: row.get::<_, Option<i64>>("read_mark")?.map(Timestamp),
            whole_at: row.get::<_, Option<i64>>("whole_at")?.map(Timestamp),
            deltas: row.get("deltas")?,
        }),
        None => None,
    };
    Ok(System {
        id: row.get("id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        level: row.get("level")?,
        parent: row.get("parent")?,
        enabled: row.get("enabled")?,
        tags: serde_json::from_str(row.get_ref("tags")?.as_str()?).unwrap_or_default(),
        colour: row.get("colour")?,
        notes: row.get("notes")?,
        favourite: row.get("favourite")?,
        destination: row.get("destination")?,
        imported: row.get("imported")?,
        demo,
        properties: BTreeMap::new(),
        inherited: BTreeMap::new(),
        contact,
        snapshot,
    })
}

fn count(row: &Row, column: &str) -> rusqlite::Result<u64> {
    Ok(row.get::<_, Option<i64>>(column)?.unwrap_or_default().unsigned_abs())
}
