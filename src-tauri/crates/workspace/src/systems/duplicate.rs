use zonedesk_scim::Timestamp;

use super::name::free_name;
use super::read::read_one;
use super::write::taken;
use super::{System, SystemId, SystemName};
use crate::configuration::note;
use crate::{ConfigurationChange, Result, Workspace, WorkspaceError};

const SYSTEM: &str = "INSERT INTO system (id, name, name_key, description, level, parent, enabled, tags, \
        demo_subdomain, demo_region, colour, notes, destination, imported) \
    SELECT ?2, ?3, ?4, description, level, parent, enabled, tags, demo_subdomain, demo_region, colour, notes, \
        destination, imported \
    FROM system WHERE id = ?1";
const PROPERTIES: &str =
    "INSERT INTO property (system, name, value) SELECT ?2, name, value FROM property WHERE system = ?1";
/// The newest version of each kind; where there is none yet, the first look makes the same of the default.
const TRANSFORMATIONS: &str = "INSERT INTO transformation_version (system, kind, number, at, who, description, hash) \
    SELECT ?2, kind, 1, ?4, ?5, 'Copied from ' || ?3 || ' version ' || number, hash \
    FROM transformation_version AS version \
    WHERE system = ?1 AND number = \
        (SELECT max(number) FROM transformation_version WHERE system = ?1 AND kind = version.kind)";

impl Workspace {
    /// Makes a copy of a system beside it: properties, tags, colour, notes and destination, and the transformations in
    /// use as its first versions. Credentials, snapshot, consumers and drafts are not copied. `name`: none for "… copy",
    /// with a number where that is taken. Notes the change of configuration.
    pub fn duplicate_system(
        &self,
        id: SystemId,
        name: Option<&SystemName>,
        at: Timestamp,
        who: &str,
    ) -> Result<System> {
        self.write(|db| {
            let of = read_one(db, id)?.ok_or(WorkspaceError::NoSystem { id })?;
            let copy = SystemId::random();
            let name = match name {
                Some(name) => name.clone(),
                None => free_name(db, &of.name.with(" copy"))?,
            };
            db.execute(SYSTEM, (id, copy, &name, name.key())).map_err(|error| taken(error, &name))?;
            db.execute(PROPERTIES, (id, copy))?;
            db.execute(TRANSFORMATIONS, (id, copy, &of.name, at.0, who))?;
            note(db, copy, at, who, &ConfigurationChange::Duplicated { of: of.name.to_string() })?;
            Ok(read_one(db, copy)?.ok_or(WorkspaceError::NoSystem { id: copy })?)
        })
    }
}
