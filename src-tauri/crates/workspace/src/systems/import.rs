use std::collections::BTreeMap;

use rusqlite::Connection;
use zonedesk_scim::Timestamp;

use super::write::{add, update};
use super::{Credential, NewSystem, SystemEdit, SystemId, SystemName, credentials, destinations};
use crate::configuration::note;
use crate::transformations::{NewTransformation, TransformationKind, add as add_version};
use crate::{ConfigurationChange, Result, Workspace};

/// A system as a file holds it, with all that comes with it.
#[derive(Debug, Clone)]
pub struct ImportedSystem {
    /// Given by the caller, who has to keep secrets under it and to name it as the parent of others.
    pub id: SystemId,
    pub new: NewSystem,
    /// What [`NewSystem`] has no place for.
    pub edit: SystemEdit,
    /// All versions from 1 on.
    pub transformations: Vec<(TransformationKind, Vec<NewTransformation>)>,
    /// Credentials that come with it, by the names of their properties: noted here, kept by the caller.
    pub credentials: Vec<(String, Credential)>,
    /// Name of the file.
    pub file: Option<String>,
}

/// A destination as a file holds it.
#[derive(Debug, Clone)]
pub struct ImportedDestination {
    /// A UUID, given by the caller, who has to keep secrets under it.
    pub id: String,
    pub name: SystemName,
    pub description: String,
    pub properties: BTreeMap<String, String>,
    /// Credentials that come with it, by the names of their properties: noted here, kept by the caller.
    pub credentials: Vec<(String, Credential)>,
}

impl Workspace {
    /// Adds systems and destinations, all or none. Systems stand before what is below them.
    pub fn import(
        &self,
        systems: &[ImportedSystem],
        destinations: &[ImportedDestination],
        at: Timestamp,
        who: &str,
    ) -> Result<()> {
        self.write(|db| {
            for destination in destinations {
                let ImportedDestination { id, name, description, properties, credentials } = destination;
                destinations::add(db, id, name, description, properties)?;
                note_all(db, id, credentials)?;
            }
            for system in systems {
                let id = system.id;
                add(db, id, &system.new)?;
                update(db, id, system.edit.clone())?;
                for (kind, versions) in &system.transformations {
                    for (number, version) in (1..).zip(versions) {
                        add_version(db, id, *kind, number, version)?;
                    }
                }
                note_all(db, &id.to_string(), &system.credentials)?;
                note(db, id, at, who, &ConfigurationChange::Imported { file: system.file.clone() })?;
            }
            Ok(())
        })
    }
}

fn note_all(db: &Connection, owner: &str, kept: &[(String, Credential)]) -> rusqlite::Result<()> {
    kept.iter().try_for_each(|(name, credential)| credentials::note(db, owner, name, credential))
}
