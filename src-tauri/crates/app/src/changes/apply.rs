//! Sending what was planned: a job that notes every answer before the next request.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use zonedesk_scim::{Group, User};
use zonedesk_workspace::{Author, Draft, End, Outcome, RequestRecord, Run, Sentence, SnapshotChange};
use zonedesk_xsuaa::Account;

use super::carry_out::{Sent, carry_out};
use super::send::Progress;
use super::step::{Effect, Guard, Step};
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

/// Snapshot changes are written in groups of this many.
const BATCH: usize = 200;

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
        names: sketch.names.clone(),
        touched: sketch.touched.clone(),
    })
}

fn of_text(text: &Text) -> Sentence {
    Sentence { code: text.code.clone(), params: text.params.clone(), message: text.message.clone() }
}

fn record(number: u32, step: &Step) -> RequestRecord {
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
        let draft = draft(app, &planned, reason).await?;
        let records = steps.iter().map(|(number, step)| record(*number, step)).collect();
        let run = app.workspace(move |workspace| workspace.begin_run(draft, records)).await?;
        Ok::<_, AppError>((changed, run))
    };
    let (changed, run) = match began.await {
        Ok(began) => began,
        Err(error) => return (Err(error), None),
    };
    let (progress, unwritten) = (Progress::default(), Vec::new());
    let mut sender = Sender { app, planned: &planned, account, handle, progress, unwritten };
    let sent = sender.send_all(&steps, &changed, run).await;
    // Whatever happened: what was changed is changed, and the snapshot must know.
    let written = sender.write_snapshot().await.and(demo::keep_changes(app).await);
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
        let message = format!("{} {of} had been carried out.", stopped.message);
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

/// Sends the steps of one plan in their order.
struct Sender<'a> {
    app: &'a App,
    planned: &'a Planned,
    /// As the job asks it.
    account: Account,
    handle: &'a Handle,
    progress: Progress,
    /// Not in the snapshot yet.
    unwritten: Vec<(Author, SnapshotChange)>,
}

impl Sender<'_> {
    /// How it ended, and what made it stop early.
    async fn send_all(
        &mut self,
        steps: &[(u32, &Step)],
        changed: &HashMap<u32, String>,
        mut run: Run,
    ) -> Result<(Run, End, Option<AppError>), AppError> {
        let total = Some(steps.len() as u64);
        let (handle, mut requests) = (self.handle, 0);
        handle.progress(0, total, 0);
        for (at, (number, step)) in steps.iter().enumerate() {
            if handle.is_cancelled() {
                return Ok((run, End::Cancelled, None));
            }
            let mut result = record(*number, step);
            let mut stop = None;
            if let Some(difference) = changed.get(number) {
                result.outcome = Outcome::Conflict;
                result.error = Some("Not sent: it was changed since the preview.".into());
                result.difference = Some(difference.clone());
            } else {
                match self.progress.ready(step) {
                    Err(reason) => result.error = Some(reason.to_owned()),
                    Ok(ready) => {
                        result.path.clone_from(&ready.call.path);
                        result.body.clone_from(&ready.call.body);
                        let sent = carry_out(&self.account, handle, ready, step.guard.as_ref()).await;
                        requests += sent.requests;
                        stop = self.take(&mut result, step, sent).await;
                    }
                }
            }
            run = blocking(move || {
                run.note(result)?;
                Ok(run)
            })
            .await?;
            if self.unwritten.len() >= BATCH {
                self.write_snapshot().await?;
            }
            handle.progress(at as u64 + 1, total, requests);
            if stop.is_some() {
                return Ok((run, End::Complete, stop));
            }
        }
        Ok((run, End::Complete, None))
    }

    /// Puts an answer into the record, and remembers what later requests need.
    async fn take(&mut self, result: &mut RequestRecord, step: &Step, sent: Sent) -> Option<AppError> {
        result.outcome = sent.outcome;
        result.status = sent.status;
        result.milliseconds = sent.milliseconds;
        result.error = sent.error;
        result.difference = sent.difference;
        result.attempts = sent.attempts;
        let path = result.path.clone();
        let Some(done) = sent.done else {
            self.progress.broken.push(path);
            if sent.stop.is_none() && result.difference.is_none() {
                self.look(result, step).await;
            }
            return sent.stop;
        };
        if let Some(version) = done.version {
            self.progress.versions.insert(path, version);
        }
        if let Some(id) = &done.created {
            self.progress.created.insert(result.number as usize, id.clone());
        }
        // What was there before is not to be undone.
        if sent.ours {
            result.after = done.after;
            result.created = done.created;
        }
        let author = if sent.ours { Author::Us } else { Author::Others };
        self.unwritten.extend(done.changes.into_iter().map(|change| (author, change)));
        None
    }

    /// After a refusal: what the account holds now, where the refusal says that it is not what was seen.
    async fn look(&mut self, result: &mut RequestRecord, step: &Step) {
        let gone = result.status == Some(404);
        if !gone && result.outcome != Outcome::Conflict {
            return;
        }
        let id = self.planned.system.id;
        match &step.effect {
            Effect::UserGone { id } if gone => {
                self.unwritten.push((Author::Others, SnapshotChange::UserGone { id: id.clone() }));
            }
            Effect::RoleCollectionGone { id } if gone => {
                let gone = SnapshotChange::RoleCollectionGone { id: id.clone() };
                self.unwritten.push((Author::Others, gone));
            }
            Effect::UserWritten(user) => {
                let (Some(Guard::User(seen)), Ok(now)) = (&step.guard, self.account.user(&user.id).await)
                else {
                    return;
                };
                result.difference = difference::user(seen, &now, true);
            }
            Effect::RoleCollectionWritten(Group { id: group, .. })
            | Effect::Members { role_collection: group, .. } => {
                let Ok(now) = self.account.group(group).await else { return };
                let known = group.clone();
                let known = self.app.workspace(move |workspace| {
                    workspace.existing_snapshot(id)?.role_collection(&known, u32::MAX)
                });
                if let Ok(Some(known)) = known.await {
                    result.difference = difference::role_collection(&known, &now, &HashMap::new());
                }
            }
            _ => {}
        }
    }

    async fn write_snapshot(&mut self) -> Result<(), AppError> {
        let changes = std::mem::take(&mut self.unwritten);
        if changes.is_empty() {
            return Ok(());
        }
        let id = self.planned.system.id;
        self.app
            .workspace(move |workspace| {
                changes.chunk_by(|one, next| one.0 == next.0).try_for_each(|changes| {
                    let (author, at) = (changes[0].0, now());
                    let changes: Vec<_> = changes.iter().map(|(_, change)| change.clone()).collect();
                    workspace.change_snapshot(id, &changes, author, at)
                })
            })
            .await?;
        self.app.emit(Event::System { system: id.to_string() });
        Ok(())
    }
}
