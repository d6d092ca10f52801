//! The run itself, on one thread.

use std::ops::ControlFlow;
use std::time::Instant;

use zonedesk_jsonpath::{Fuel, Node, Tape, Value};
use zonedesk_scim::MemberType;
use zonedesk_transform::compare::{Effect, EntityEffect, Frozen};
use zonedesk_transform::{Ended, Request, TARGET_ID};
use zonedesk_workspace::{Met, Walk, Workspace};

use super::Run;
use super::found::{Entity, Found};
use super::idle::Idle;
use super::plan::{Plan, PlannedEntity, Reading};
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
    let walk = Walk {
        users: all(wanted(false)),
        role_collections: all(wanted(true)),
        groups: run.plan.entities.iter().any(PlannedEntity::may_read_groups),
    };
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
        for side in sides.iter().filter(|side| side.is_idle()) {
            run.found().idle.extend(side.idle.told());
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

/// Entities as a client sees them: a write transformation gets what the read transformation gives.
struct Eyes<'p> {
    plan: &'p Plan,
    groups: bool,
    read: Option<&'p Reading>,
    frozen: Frozen,
    tape: Tape,
}

impl<'p> Eyes<'p> {
    pub fn of(plan: &'p Plan, entity: &'p PlannedEntity) -> Self {
        let read = entity.read.as_ref();
        Self { plan, groups: entity.groups, read, frozen: Frozen::at(now().0), tape: Tape::new() }
    }

    /// Shows the entity; None where no client sees it.
    pub fn see<R>(&mut self, met: &Met<'_>, show: impl FnOnce(Node<'_>) -> R) -> Option<R> {
        let document = self.tape.parse(met.json).ok()?;
        let stored = Node::from(&document);
        let Some(read) = self.read else { return Some(show(stored)) };
        let fuel = Fuel::default();
        let made = read.program.run(stored, &read.request, &fuel, &mut self.frozen.clone(), &mut ());
        let Ok(Ended::Entity(seen)) = made else { return None };
        if !self.plan.is_patch() {
            return Some(show(Node::from(&seen)));
        }
        let mut json = Vec::new();
        seen.write_json(&mut json);
        let json = input::patch(&json, self.groups);
        let mut tape = Tape::new();
        tape.parse(&json).ok().map(|patch| show(Node::from(&patch)))
    }
}

/// Sets the variable of the addressed entity's id, where it is set.
fn address(plan: &Plan, request: &mut Request, id: &str) {
    if plan.sets_target_id {
        match request.variables.get_mut(TARGET_ID) {
            Some(Value::String(text)) => id.clone_into(text),
            _ => drop(request.variables.insert(TARGET_ID.to_owned(), Value::from(id))),
        }
    }
}

/// One entity type, on its way.
struct Side<'p> {
    plan: &'p Plan,
    entity: &'p PlannedEntity,
    eyes: Eyes<'p>,
    effect: Effect<'p>,
    idle: Idle<'p>,
    /// The number of every entity that was looked at, in their order.
    numbers: Vec<i64>,
}

impl<'p> Side<'p> {
    fn new(plan: &'p Plan, entity: &'p PlannedEntity) -> Self {
        let request = entity.request.clone();
        Self {
            plan,
            entity,
            eyes: Eyes::of(plan, entity),
            idle: Idle::of(entity),
            effect: Effect::new(entity.before.as_ref(), entity.after.as_ref(), request, now().0),
            numbers: Vec::new(),
        }
    }

    fn look(&mut self, index: usize, met: &Met<'_>, run: &Run) {
        let (effect, idle) = (&mut self.effect, &mut self.idle);
        address(self.plan, effect.request_mut(), met.id);
        let seen = self.eyes.see(met, |entity| {
            let seen = effect.weigh(entity);
            if seen == EntityEffect::Same {
                idle.look(entity, effect.request());
            }
            seen
        });
        let Some(seen) = seen else { return };
        self.numbers.push(met.number);
        let (kind, values, message) = match seen {
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

    /// Nothing differs in any entity, and there are some.
    fn is_idle(&self) -> bool {
        let summary = self.effect.summary();
        let differ =
            [summary.changed, summary.failing, summary.passing, summary.appearing, summary.vanishing];
        summary.entities > 0 && differ.iter().all(|count| *count == 0)
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
