use std::collections::BTreeMap;

use serde_json::{Map, Value};
use zonedesk_scim::Timestamp;

use super::DifferenceFilter;
use crate::snapshot::{DifferenceKey, take_back};
use crate::{Difference, DifferenceAct, DifferenceKind, Result, SystemId, Workspace};

/// How a user or role collection was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntityState {
    /// Names and values as a difference has them; none: it was not there.
    pub attributes: Option<Map<String, Value>>,
    /// The role collections that held it; directly, by name.
    pub held_by: Vec<Held>,
    /// Of a role collection: its members, by name.
    pub members: Vec<Held>,
}

/// One end of a membership.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// User name or name, as it was then.
    pub name: String,
    pub id: String,
    pub kind: DifferenceKind,
}

impl Workspace {
    /// An entity as it is, and followed back to a moment. Meaningful from [`Workspace::known_since`] on. `kind` is
    /// that of a user or of a role collection.
    pub fn state_at(
        &self,
        system: SystemId,
        kind: DifferenceKind,
        id: &str,
        at: Timestamp,
    ) -> Result<EntityState> {
        let filter = DifferenceFilter {
            system,
            change_set: None,
            since: Some(at),
            until: None,
            others: false,
            entity: Some(id.to_owned()),
            offset: 0,
            limit: u32::MAX,
        };
        // Read before the snapshot: what comes between the two is followed back when it is asked for again.
        let differences = self.differences(&filter)?.rows;
        let (mut attributes, pairs) = self.existing_snapshot(system)?.entity_state(kind, id)?;
        let mut pairs: BTreeMap<DifferenceKey, (String, String)> = pairs.into_iter().collect();
        for kept in differences {
            step_back(kind, id, &mut attributes, &mut pairs, kept.difference);
        }
        let (mut held_by, mut members) = (Vec::new(), Vec::new());
        for ((of, member, role_collection), (name, holder)) in pairs {
            if role_collection.as_deref() == Some(id) && kind == DifferenceKind::RoleCollection {
                members.push(Held { name, id: member, kind: of });
            } else {
                let id = role_collection.unwrap_or_default();
                held_by.push(Held { name: holder, id, kind: DifferenceKind::RoleCollection });
            }
        }
        held_by.sort();
        members.sort();
        Ok(EntityState { attributes, held_by, members })
    }
}

fn step_back(
    kind: DifferenceKind,
    id: &str,
    attributes: &mut Option<Map<String, Value>>,
    pairs: &mut BTreeMap<DifferenceKey, (String, String)>,
    difference: Difference,
) {
    match (difference.kind, difference.holder) {
        (of, None) if of == kind && difference.id == id => match difference.act {
            DifferenceAct::Added => *attributes = None,
            DifferenceAct::Removed => *attributes = Some(difference.what),
            DifferenceAct::Changed => {
                if let Some(attributes) = attributes {
                    take_back(attributes, &difference.what);
                }
            }
        },
        (of, Some((holder, holder_name))) => {
            let key = (of, difference.id, Some(holder));
            if difference.act == DifferenceAct::Added {
                pairs.remove(&key);
            } else {
                pairs.insert(key, (difference.name, holder_name));
            }
        }
        _ => {}
    }
}
