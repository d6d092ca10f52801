//! Why a change shows in no entity: what its mappings did with the first of them.

use zonedesk_jsonpath::{Fuel, Node};
use zonedesk_transform::compare::Frozen;
use zonedesk_transform::{Explained, Outcome, Request, Why};

use super::plan::{PlannedChange, PlannedEntity};
use crate::api::IdleChange;
use crate::app::now;
use crate::system_transformations::wire::count;

/// Entities that are looked at.
const LOOKED_AT: u32 = 1_000;

/// The changed mappings of one entity type, while nothing differs.
pub struct Idle<'p> {
    entity: &'p PlannedEntity,
    tallies: Vec<Tally>,
    looked_at: u32,
    frozen: Frozen,
    heard: Vec<Explained>,
}

impl<'p> Idle<'p> {
    pub fn of(entity: &'p PlannedEntity) -> Self {
        let tallies = entity.changes.iter().map(|_| Tally::default()).collect();
        Self { entity, tallies, looked_at: 0, frozen: Frozen::at(now().0), heard: Vec::new() }
    }

    /// Looks at what the mappings do with one more entity, if it is one of the first.
    pub fn look(&mut self, entity: Node<'_>, request: &Request) {
        if self.looked_at >= LOOKED_AT {
            return;
        }
        self.looked_at += 1;
        for removed in [false, true] {
            let side = if removed { &self.entity.before } else { &self.entity.after };
            if !self.entity.changes.iter().any(|change| change.removed == removed) {
                continue;
            }
            let Some(program) = side else { continue };
            self.heard.clear();
            // What was told before it failed or left the entity out is all that is asked for.
            let _ = program.run(entity, request, &Fuel::default(), &mut self.frozen, &mut self.heard);
            for (tally, change) in self.tallies.iter_mut().zip(&self.entity.changes) {
                if change.removed == removed {
                    tally.hear(self.heard.get(change.index));
                }
            }
        }
    }

    /// What they did.
    pub fn told(&self) -> Vec<IdleChange> {
        let tell = |(tally, change): (&Tally, &PlannedChange)| IdleChange {
            entity: self.entity.name.clone(),
            title: change.title.clone(),
            number: count(change.index + 1),
            removed: change.removed,
            looked_at: self.looked_at,
            ran: tally.ran,
            missing: tally.missing,
            condition: tally.condition,
            other_operation: tally.other_operation,
            ignored: tally.ignored,
        };
        self.tallies.iter().zip(&self.entity.changes).map(tell).collect()
    }
}

/// What a mapping did, by how often.
#[derive(Default)]
struct Tally {
    ran: u32,
    missing: u32,
    condition: u32,
    other_operation: u32,
    ignored: u32,
}

impl Tally {
    fn hear(&mut self, told: Option<&Explained>) {
        let Some(told) = told else { return };
        let counted = match &told.outcome {
            Outcome::Ran | Outcome::Failed(_) => &mut self.ran,
            Outcome::Not(Why::Missing | Why::Null | Why::Unset(_) | Why::NoElements) => &mut self.missing,
            Outcome::Not(Why::Condition) => &mut self.condition,
            Outcome::Not(Why::Scope) => &mut self.other_operation,
            Outcome::Not(Why::Ignored) => &mut self.ignored,
        };
        *counted += 1;
    }
}
