//! Sending what was planned: a job that notes every answer before the next request.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use zonedesk_scim::{Group, User};
use zonedesk_workspace::{Draft, End, Outcome, RequestRecord, Sentence};
use zonedesk_xsuaa::Account;

use super::sender::Sender;
use super::step::{Guard, Step};
use super::{Planned, difference, fresh};
use crate::api::{AppError, Approval, Event, Job, JobKind, Text};
use crate::app::{App, blocking, now};
use crate::demo;
use crate::errors::{Code, error};
use crate::grouped;
use crate::jobs::{self, Handle};
use crate::session::who;

/// An older plan looks once more at what it deletes: a deletion carries no version that the account could refuse.
const YOUNG: i64 = 60_000;

/// Sends a plan. Stale requests must be left out, and the system's name typed where the plan asks for it.
///
/// The plan is gone after this, whatever comes of it. The job ends when every request was answered, or when the
/// account can no longer be spoken with; its journal entry is written in any case.
pub async fn apply(app: &App, approval: Approval) -> Result<Job, AppError> {
    let planned = app.plans().get(&approval.plan)?;
    let left_out: HashSet<u32> = approval.left_out.iter().copied().collect();
    let steps = numbered(&planned.sketch.steps).filter(|(number, _)| !left_out.contains(number));
    let (mut stale, mut sent) = (0, 0);
    for (_, step) in steps {
        sent += 1;
        stale += usize::from(step.is_stale());
    }
    if sent == 0 {
        return Err(error(Code::PlanEmpty, "Nothing is left to be sent.").help("Every request was left out."));
    }
    if stale > 0 {
        return Err(error(
            Code::PlanStale,
            format!("{stale} of the entities changed in the account since they were read."),
        )
        .help("Reload the plan, or leave them out."));
    }
    if let Some(name) = planned.confirm()
        && approval.confirm.trim() != name
    {
        return Err(error(Code::ConfirmMissing, format!("This change must be confirmed: type {name}."))
            .help("It deletes much, or the system is tagged production.")
            .at("confirm"));
    }
    // Between the look and this, another call may have sent it.
    let planned = match app.plans().take(&approval.plan) {
        Some(planned) => planned,
        None => app.plans().get(&approval.plan)?,
    };
    let id = planned.system.id.to_string();
    let (job, handle) =
        jobs::begin(app, JobKind::Change, planned.sketch.title.clone(), &id, planned.system.name.as_str());
    let app = app.clone();
    tokio::spawn(async move {
        let (outcome, entry) = run(&app, planned, &approval.reason, &left_out, &handle).await;
        handle.end(outcome, entry);
        app.emit(Event::System { system: id });
    });
    Ok(job)
}

fn numbered(steps: &[Step]) -> impl Iterator<Item = (u32, &Step)> {
    (1..).zip(steps)
}

/// What the journal entry is about.
async fn draft(app: &App, planned: &Planned, reason: &str) -> Result<Draft, AppError> {
    let sketch = &planned.sketch;
    Ok(Draft {
        at: now(),
        who: app.workspace(who).await?,
        title: of_text(&sketch.title),
        system: planned.system.id,
        system_name: planned.system.name.to_string(),
        reason: reason.trim().to_owned(),
        undo_of: sketch.undo_of,
        resumes: sketch.resumes,
        names: sketch.names.clone(),
        touched: sketch.touched.clone(),
    })
}

fn of_text(text: &Text) -> Sentence {
    Sentence { code: text.code.clone(), params: text.params.clone(), message: text.message.clone() }
}

pub(super) fn record(number: u32, step: &Step) -> RequestRecord {
    RequestRecord {
        number,
        method: step.call.method.as_str().to_owned(),
        path: step.call.path.clone(),
        what: of_text(&step.what),
        body: step.call.body.clone(),
        before: step.before.clone(),
        after: None,
        outcome: Outcome::NotSent,
        status: None,
        milliseconds: 0,
        error: None,
        difference: None,
        created: None,
        attempts: Vec::new(),
        left_out: Vec::new(),
    }
}

async fn run(
    app: &App,
    planned: Arc<Planned>,
    reason: &str,
    left_out: &HashSet<u32>,
    handle: &Handle,
) -> (Result<(), AppError>, Option<i64>) {
    let steps: Vec<(u32, &Step)> =
        numbered(&planned.sketch.steps).filter(|(number, _)| !left_out.contains(number)).collect();
    let account = handle.asking(&planned.account);
    let began = async {
        let changed = tokio::select! {
            changed = changed_since(&account, &planned, &steps) => changed?,
            () = handle.cancelled() => {
                return Err(error(Code::Cancelled, "Cancelled before anything was sent."));
            }
        };
        let sender = Sender::new(app, &planned, account, handle).await?;
        let draft = draft(app, &planned, reason).await?;
        let records = steps.iter().map(|(number, step)| record(*number, step)).collect();
        let run = app.workspace(move |workspace| workspace.begin_run(draft, records)).await?;
        Ok::<_, AppError>((changed, sender, run))
    };
    let (changed, mut sender, run) = match began.await {
        Ok(began) => began,
        Err(error) => return (Err(error), None),
    };
    let sent = sender.send_all(&steps, &changed, run).await;
    // Whatever happened: what was changed is changed, and the snapshot must know.
    let written = sender.close().await.and(demo::keep_changes(app).await);
    match sent {
        Err(error) => (Err(error), None),
        Ok((run, end, stopped)) => {
            let (done, failed) = count(run.requests());
            let total = steps.len();
            match blocking(move || Ok(run.finish(end)?)).await {
                Err(error) => (Err(error), None),
                Ok(entry) => (written.and(verdict(end, stopped, done, failed, total)), Some(entry)),
            }
        }
    }
}

fn count(requests: &[RequestRecord]) -> (usize, usize) {
    let done = requests.iter().filter(|request| request.outcome == Outcome::Done).count();
    (done, requests.len() - done)
}

fn verdict(
    end: End,
    stopped: Option<AppError>,
    done: usize,
    failed: usize,
    total: usize,
) -> Result<(), AppError> {
    let of = format!("{} of {} requests", grouped(done as u64), grouped(total as u64));
    if end == End::Cancelled {
        return Err(error(Code::Cancelled, format!("Cancelled: {of} had been carried out."))
            .help("What was carried out stands; Activity offers to undo it."));
    }
    if let Some(stopped) = stopped {
        let message = format!("{} Until then {of} had been carried out.", stopped.message);
        return Err(AppError { message, ..stopped });
    }
    if failed > 0 {
        return Err(error(Code::ChangeFailed, format!("{of} were carried out."))
            .help("The entry in Activity says what became of each."));
    }
    Ok(())
}

/// Requests that nothing else would stop, whose entity is no longer as the plan saw it, with the difference.
async fn changed_since(
    account: &Account,
    planned: &Planned,
    steps: &[(u32, &Step)],
) -> Result<HashMap<u32, String>, AppError> {
    let old = now().0 - planned.made.0 >= YOUNG;
    let mut users: Vec<(u32, &User)> = Vec::new();
    let mut groups: Vec<(u32, &Group)> = Vec::new();
    for (number, step) in steps.iter().filter(|(_, step)| step.is_unlocked(old)) {
        match &step.guard {
            Some(Guard::User(user)) => users.push((*number, user)),
            Some(Guard::RoleCollection(group)) => groups.push((*number, group)),
            None => {}
        }
    }
    let mut changed = HashMap::new();
    let ids: Vec<String> = users.iter().map(|(_, user)| user.id.clone()).collect();
    let sizes = planned.system.snapshot.as_ref().map_or((0, 0), |info| (info.users, info.role_collections));
    let fresh_users = fresh::users(account, &ids, sizes.0).await?;
    for (number, user) in users {
        let Some(now) = fresh_users.get(&user.id) else { continue };
        changed.extend(difference::user(user, now, true).map(|difference| (number, difference)));
    }
    let ids: Vec<String> = groups.iter().map(|(_, group)| group.id.clone()).collect();
    let fresh_groups = fresh::groups(account, &ids, sizes.1).await?;
    for (number, group) in groups {
        let Some(now) = fresh_groups.get(&group.id) else { continue };
        let difference = difference::role_collection(group, now, &HashMap::new());
        changed.extend(difference.map(|difference| (number, difference)));
    }
    Ok(changed)
}
