use zonedesk_scim::Timestamp;

use super::read::read_one;
use super::write::update;
use super::{System, SystemEdit, SystemId};
use crate::configuration::note;
use crate::error::Trouble;
use crate::{ConfigurationChange, Result, Workspace, WorkspaceError};

impl Workspace {
    /// Changes a system and notes, in the same transaction, what is different afterwards.
    pub fn configure_system(
        &self,
        id: SystemId,
        edit: SystemEdit,
        at: Timestamp,
        who: &str,
    ) -> Result<System> {
        self.write(|db| {
            let gone = || WorkspaceError::NoSystem { id };
            let before = read_one(db, id)?.ok_or_else(gone)?;
            update(db, id, edit)?;
            let after = read_one(db, id)?.ok_or_else(gone)?;
            let name_of = |system: Option<SystemId>| -> Result<Option<String>, Trouble> {
                let Some(system) = system else { return Ok(None) };
                Ok(read_one(db, system)?.map(|system| system.name.to_string()))
            };
            let destination = |id: &Option<String>| -> Result<Option<String>, Trouble> {
                let Some(id) = id else { return Ok(None) };
                let query = "SELECT name FROM destination WHERE id = ?";
                Ok(rusqlite::OptionalExtension::optional(db.query_row(query, [id], |row| row.get(0)))?)
            };
            let mut changes = differences(&before, &after);
            if before.parent != after.parent {
                changes.push(ConfigurationChange::Moved {
                    from: name_of(before.parent)?,
                    to: name_of(after.parent)?,
                });
            }
            if before.destination != after.destination {
                changes.push(ConfigurationChange::Destination {
                    before: destination(&before.destination)?,
                    after: destination(&after.destination)?,
                });
            }
            for change in changes {
                note(db, id, at, who, &change)?;
            }
            Ok(after)
        })
    }
}

/// What is different about the system itself, without its place and destination, whose names it does not know.
fn differences(before: &System, after: &System) -> Vec<ConfigurationChange> {
    let mut changes = Vec::new();
    if before.name != after.name {
        changes
            .push(ConfigurationChange::Renamed { from: before.name.to_string(), to: after.name.to_string() });
    }
    if before.description != after.description {
        changes.push(ConfigurationChange::Described {
            before: before.description.clone(),
            after: after.description.clone(),
        });
    }
    if before.tags != after.tags {
        changes.push(ConfigurationChange::Tagged { before: before.tags.clone(), after: after.tags.clone() });
    }
    if before.notes != after.notes {
        changes.push(ConfigurationChange::Noted { before: before.notes.clone(), after: after.notes.clone() });
    }
    if before.colour != after.colour {
        changes.push(ConfigurationChange::Coloured { before: before.colour, after: after.colour });
    }
    if before.enabled != after.enabled {
        changes.push(if after.enabled {
            ConfigurationChange::Enabled
        } else {
            ConfigurationChange::Disabled
        });
    }
    let names = before.properties.keys().chain(after.properties.keys());
    for name in names.collect::<std::collections::BTreeSet<_>>() {
        let (before, after) = (before.properties.get(name), after.properties.get(name));
        if before != after {
            changes.push(ConfigurationChange::Property {
                name: name.clone(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
    changes
}
