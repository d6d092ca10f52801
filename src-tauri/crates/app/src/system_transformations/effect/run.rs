//! The run itself, on one thread.

use std::ops::ControlFlow;
use std::time::Instant;

use zonedesk_jsonpath::Value;
use zonedesk_scim::MemberType;
use zonedesk_transform::compare::{Effect, EntityEffect, Frozen};
use zonedesk_transform::{Ended, Runner, TARGET_ID};
use zonedesk_workspace::{Met, Walk, Workspace};

use super::Run;
use super::found::{Entity, Found};
use super::plan::{Plan, PlannedEntity};
use crate::api::{AppError, EffectCounts, EffectKind};
use crate::app::now;
use crate::errors::{Code, error};
use crate::jobs::Handle;
use crate::system_transformations::attempt::{input, number_in};

/// Entities between two looks at the clock and at who wants to cancel.
const STRIDE: u64 = 500;

/// Entities that are told of a collision, of all collisions together.
const MOST_COLLIDED: usize = 10_000;

pub fn run(workspace: &Workspace, run: &Run, handle: &Handle) -> Result<(), AppError> {
    let began = Instant::now();
    let snapshot = workspace.existing_snapshot(run.plan.system)?;
    let (users, role_collections) = snapshot.walk_length()?;
    let wanted = |groups| run.plan.entities.iter().any(|entity| entity.groups == groups);
    let all = |wanted: bool| if wanted { u64::MAX } else { 0 };
    let walk = Walk { users: all(wanted(false)), role_collections: all(wanted(true)) };
    let total = [(false, users), (true, role_collections)]
        .into_iter()
        .filter(|(groups, _)| wanted(*groups))
        .map(|(_, count)| count)
        .sum();
    handle.progress(0, Some(total), 0);

    let mut sides: Vec<Side<'_>> =
        run.plan.entities.iter().map(|entity| Side::new(&run.plan, entity)).collect();
    let (mut done, mut cancelled) = (0, false);
    snapshot.walk(walk, &mut |met| {
        for (index, side) in sides.iter_mut().enumerate() {
            if side.entity.groups == (met.kind == MemberType::Group) {
                side.look(index, &met, run);
            }
        }
        done += 1;
        if done % STRIDE == 0 {
            tell(run, &sides, began);
            handle.progress(done, Some(total.max(done)), 0);
            cancelled = handle.is_cancelled();
        }
        if cancelled { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if !cancelled {
        for (index, side) in sides.iter().enumerate() {
            let named = |numbers: &[i64]| snapshot.named(numbers);
            let mut found = run.found();
            side.collisions(index, &mut found, named)?;
        }
    }
    run.found().sort();
    tell(run, &sides, began);
    handle.progress(done, Some(total.max(done)), 0);
    if cancelled {
        return Err(error(
            Code::Cancelled,
            "The run was cancelled: the figures are of what was done until then.",
        ));
    }
    Ok(())
}

/// Puts the figures where they are read.
fn tell(run: &Run, sides: &[Side<'_>], began: Instant) {
    let mut found = run.found();
    found.milliseconds = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
    found.counts = sides.iter().map(Side::counts).collect();
}

/// One entity type, on its way.
struct Side<'p> {
    entity: &'p PlannedEntity,
    plan: &'p Plan,
    effect: Effect<'p>,
    reader: Option<Runner<'p>>,
    frozen: Frozen,
    read: Vec<u8>,
    /// The number of every entity that was looked at, in their order.
    numbers: Vec<i64>,
}

impl<'p> Side<'p> {
    fn new(plan: &'p Plan, entity: &'p PlannedEntity) -> Self {
        let at = now().0;
        Self {
            entity,
            plan,
            effect: Effect::new(entity.before.as_ref(), entity.after.as_ref(), entity.request.clone(), at),
            reader: entity.read.as_ref().map(|read| Runner::new(&read.program)),
            frozen: Frozen::at(at),
            read: Vec::new(),
            numbers: Vec::new(),
        }
    }

    fn look(&mut self, index: usize, met: &Met<'_>, run: &Run) {
        let json = match (&mut self.reader, &self.entity.read) {
            (Some(reader), Some(read)) => {
                self.read.clear();
                let made = reader.run(met.json, &read.request, &mut self.frozen.clone(), &mut self.read);
                // No client sees what the read transformation does not give.
                if !matches!(made, Ok(Ended::Entity(()))) {
                    return;
                }
                if self.plan.is_patch() {
                    self.read = input::patch(&self.read, self.entity.groups);
                }
                self.read.as_slice()
            }
            _ => met.json,
        };
        if self.plan.sets_target_id {
            let variables = &mut self.effect.request_mut().variables;
            match variables.get_mut(TARGET_ID) {
                Some(Value::String(id)) => met.id.clone_into(id),
                _ => drop(variables.insert(TARGET_ID.to_owned(), Value::from(met.id))),
            }
        }
        self.numbers.push(met.number);
        let (kind, values, message) = match self.effect.weigh(json) {
            EntityEffect::Same => return,
            EntityEffect::Changed { differences } => (EffectKind::Changed, differences, None),
            EntityEffect::Fails { pointer, error } => {
                let number = number_in(&pointer);
                let place = number.map_or_else(|| pointer.clone(), |number| format!("Mapping {number}"));
                (EffectKind::Fails, 0, Some(format!("{place}: {error}.")))
            }
            EntityEffect::Passes => (EffectKind::Passes, 0, None),
            EntityEffect::Appears => (EffectKind::Appears, 0, None),
            EntityEffect::Vanishes => (EffectKind::Vanishes, 0, None),
        };
        run.found().add(&Entity { of: index, kind, values, id: met.id, title: met.title }, message);
    }

    fn collisions(
        &self,
        index: usize,
        found: &mut Found,
        named: impl Fn(&[i64]) -> zonedesk_workspace::Result<Vec<(String, String)>>,
    ) -> Result<(), AppError> {
        for collision in &self.effect.summary().collisions {
            let room = MOST_COLLIDED.saturating_sub(found.collided());
            let numbers: Vec<i64> = collision
                .entities
                .iter()
                .take(room)
                .filter_map(|entity| self.numbers.get(usize::try_from(*entity).ok()?).copied())
                .collect();
            let distinct = self.effect.distinct(collision.attribute);
            found.collide((index, &self.entity.name), collision, distinct, named(&numbers)?);
        }
        Ok(())
    }

    fn counts(&self) -> EffectCounts {
        let figure = |figure: u64| u32::try_from(figure).unwrap_or(u32::MAX);
        let summary = self.effect.summary();
        EffectCounts {
            entity: self.entity.name.clone(),
            entities: figure(summary.entities),
            changed: figure(summary.changed),
            failing: figure(summary.failing),
            passing: figure(summary.passing),
            appearing: figure(summary.appearing),
            vanishing: figure(summary.vanishing),
        }
    }
}
