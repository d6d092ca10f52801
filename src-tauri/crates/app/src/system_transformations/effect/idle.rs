//! Why a change shows in no entity: what its mappings did with the first of them.

use std::ops::ControlFlow;

use zonedesk_jsonpath::Fuel;
use zonedesk_transform::compare::Frozen;
use zonedesk_transform::{Explained, Outcome, Program, Why};
use zonedesk_workspace::{Snapshot, Walk};

use super::plan::{Plan, PlannedChange, PlannedEntity};
use super::run::{Eyes, address};
use crate::api::{AppError, IdleChange};
use crate::app::now;
use crate::system_transformations::wire::count;

/// Entities that are looked at.
const LOOKED_AT: u64 = 1_000;

/// The changed mappings of an entity type in which nothing differs.
pub fn changes(
    snapshot: &Snapshot<'_>,
    plan: &Plan,
    entity: &PlannedEntity,
) -> Result<Vec<IdleChange>, AppError> {
    let (removed, there): (Vec<&PlannedChange>, _) = entity.changes.iter().partition(|change| change.removed);
    let mut told = look(snapshot, plan, entity, entity.after.as_ref(), &there)?;
    told.extend(look(snapshot, plan, entity, entity.before.as_ref(), &removed)?);
    Ok(told)
}

/// What the mappings of one side do.
fn look(
    snapshot: &Snapshot<'_>,
    plan: &Plan,
    entity: &PlannedEntity,
    side: Option<&Program>,
    changes: &[&PlannedChange],
) -> Result<Vec<IdleChange>, AppError> {
    let Some(program) = side.filter(|_| !changes.is_empty()) else { return Ok(Vec::new()) };
    let mut tallies: Vec<Tally> = changes.iter().map(|_| Tally::default()).collect();
    let walk = match entity.groups {
        true => Walk { users: 0, role_collections: LOOKED_AT },
        false => Walk { users: LOOKED_AT, role_collections: 0 },
    };
    let (mut eyes, mut request) = (Eyes::of(plan, entity), entity.request.clone());
    let mut frozen = Frozen::at(now().0);
    let mut heard = Vec::<Explained>::new();
    snapshot.walk(walk, &mut |met| {
        address(plan, &mut request, met.id);
        let seen = eyes.see(&met, |entity| {
            heard.clear();
            // What was told before it failed or left the entity out is all that is asked for.
            let _ = program.run(entity, &request, &Fuel::default(), &mut frozen, &mut heard);
        });
        if seen.is_some() {
            for (tally, change) in tallies.iter_mut().zip(changes) {
                tally.hear(heard.get(change.index));
            }
        }
        ControlFlow::Continue(())
    })?;
    let told = tallies.into_iter().zip(changes).map(|(tally, change)| IdleChange {
        entity: entity.name.clone(),
        title: change.title.clone(),
        number: count(change.index + 1),
        removed: change.removed,
        looked_at: tally.looked_at,
        ran: tally.ran,
        missing: tally.missing,
        condition: tally.condition,
        other_operation: tally.other_operation,
        ignored: tally.ignored,
    });
    Ok(told.collect())
}

/// What a mapping did, by how often.
#[derive(Default)]
struct Tally {
    looked_at: u32,
    ran: u32,
    missing: u32,
    condition: u32,
    other_operation: u32,
    ignored: u32,
}

impl Tally {
    fn hear(&mut self, told: Option<&Explained>) {
        self.looked_at += 1;
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
