//! Two texts over every user and role collection of the snapshot: which come out differently, fail, appear or vanish.
//!
//! A run is a job. What it found stays in memory, for the last few runs; entities are kept by their ids alone, and what
//! is different in one of them is worked out again when it is asked for.

mod found;
mod idle;
mod plan;
mod run;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zonedesk_jsonpath::Value;
use zonedesk_transform::compare::{Difference, Effect, EntityEffect, Frozen};
use zonedesk_transform::{Ended, Program, Request, Runner, TARGET_ID};

use self::found::Found;
use self::plan::{Plan, PlannedEntity};
use super::attempt::{self, input};
use crate::api::{
    AppError, EffectOne, EffectPage, EffectQuery, EffectStart, Job, JobKind, TryEnd, ValueDifference,
};
use crate::app::{App, now, system_id};
use crate::errors::{Code, error};
use crate::jobs;
use crate::rows::check_limit;
use crate::texts::sentence;

/// Runs whose rows are kept; of an account of 100 000 users that all differ, one takes about 10 MB.
const KEPT: usize = 4;

/// Differences of one entity that are told.
const SHOWN_DIFFERENCES: usize = 500;

/// The latest runs.
#[derive(Default)]
pub(crate) struct Effects(Mutex<VecDeque<(String, Arc<Run>)>>);

/// A run, under way or ended.
pub(crate) struct Run {
    plan: Plan,
    found: Mutex<Found>,
}

impl Effects {
    fn list(&self) -> MutexGuard<'_, VecDeque<(String, Arc<Run>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, job: String, run: Arc<Run>) {
        let mut list = self.list();
        if list.len() >= KEPT {
            list.pop_front();
        }
        list.push_back((job, run));
    }

    fn get(&self, job: &str) -> Result<Arc<Run>, AppError> {
        let found = self.list().iter().find(|(id, _)| id == job).map(|(_, run)| Arc::clone(run));
        found.ok_or_else(|| {
            error(Code::NoJob, "The results of this run are not kept any more.").help("Run it again.").at(job)
        })
    }
}

impl Run {
    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts to run all entities of the snapshot through both sides.
///
/// # Errors
/// No such system, no snapshot; a side that is not there or cannot run; no entity type on either side.
pub async fn transformation_effect_start(app: &App, effect: EffectStart) -> Result<Job, AppError> {
    let id = system_id(&effect.system)?;
    let (plan, name) = app.workspace(move |workspace| plan::make(workspace, id, effect)).await?;
    let title = sentence("job.effect", [("system", name.clone())]);
    let (job, handle) = jobs::begin(app, JobKind::Effect, title, &id.to_string(), &name);
    let run = Arc::new(Run { plan, found: Mutex::default() });
    app.0.effects.keep(job.id.clone(), Arc::clone(&run));
    let app = app.clone();
    tokio::spawn(async move {
        let work = app.workspace(move |workspace| {
            let outcome = run::run(workspace, &run, &handle);
            handle.end(outcome, None);
            Ok::<_, AppError>(())
        });
        // The handle says what went wrong.
        let _ = work.await;
    });
    Ok(job)
}

/// What a run found: figures, and a page of its rows. While it runs, of what was done so far.
pub async fn transformation_effect(app: &App, query: &EffectQuery) -> Result<EffectPage, AppError> {
    check_limit(query.limit)?;
    let run = app.0.effects.get(&query.job)?;
    let state = app.jobs().state(&query.job)?;
    Ok(run.found().page(&run.plan, state, query))
}

/// What becomes of one entity, as the snapshot has it now.
pub async fn transformation_effect_one(
    app: &App,
    job: &str,
    entity: &str,
    id: &str,
) -> Result<EffectOne, AppError> {
    let run = app.0.effects.get(job)?;
    let (entity, id) = (entity.to_owned(), id.to_owned());
    app.workspace(move |workspace| {
        let system = workspace.system(run.plan.system)?;
        let planned =
            run.plan.entities.iter().find(|planned| planned.name == entity).ok_or_else(|| {
                error(Code::NoEntityType, format!("Neither side has an entity type {entity}."))
            })?;
        let json = input::stored(workspace, &system, &id, planned.groups)?;
        Ok::<_, AppError>(one(&run.plan, planned, &id, json))
    })
    .await
}

fn one(plan: &Plan, planned: &PlannedEntity, id: &str, json: Vec<u8>) -> EffectOne {
    let at = now().0;
    let json = match &planned.read {
        None => json,
        Some(read) => {
            let mut out = Vec::new();
            let made = Runner::new(&read.program).run(&json, &read.request, &mut Frozen::at(at), &mut out);
            if !matches!(made, Ok(Ended::Entity(()))) {
                let message = "The read transformation in use gives no entity: no client sees it.".to_owned();
                let nothing = TryEnd::Unreadable { message, range: None };
                return EffectOne { before: nothing.clone(), after: nothing, differences: Vec::new() };
            }
            if plan.is_patch() { input::patch(&out, planned.groups) } else { out }
        }
    };
    let mut request = planned.request.clone();
    if plan.sets_target_id {
        request.variables.insert(TARGET_ID.to_owned(), Value::from(id));
    }
    let end = |program: Option<&Program>| end(program, &request, &json, at);
    let (before, after) = (planned.before.as_ref(), planned.after.as_ref());
    let differences = match Effect::new(before, after, request.clone(), at).look(&json) {
        EntityEffect::Changed { differences } => differences,
        _ => Vec::new(),
    };
    EffectOne {
        before: end(before),
        after: end(after),
        differences: differences.into_iter().take(SHOWN_DIFFERENCES).map(difference).collect(),
    }
}

fn end(program: Option<&Program>, request: &Request, json: &[u8], at: i64) -> TryEnd {
    let Some(program) = program else {
        return TryEnd::Skipped { why: "There is no such entity type.".to_owned() };
    };
    let mut out = Vec::new();
    match Runner::new(program).run(json, request, &mut Frozen::at(at), &mut out) {
        Ok(Ended::Entity(())) => TryEnd::Entity { text: attempt::laid_out(&out) },
        Ok(Ended::Skipped(skip)) => TryEnd::Skipped { why: attempt::skipped(skip).to_owned() },
        Ok(Ended::Deleted) => TryEnd::Deleted,
        Err(failure) => TryEnd::Failed {
            message: attempt::sentence(&failure),
            mapping: attempt::number_in(&failure.pointer),
        },
    }
}

fn difference(difference: Difference) -> ValueDifference {
    ValueDifference {
        pointer: difference.pointer,
        before: difference.before.as_ref().map(attempt::json),
        after: difference.after.as_ref().map(attempt::json),
    }
}
