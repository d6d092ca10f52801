//! Long work: started, watched, cancelled. The state is in memory; what a job did is in the journal or the snapshot.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;
use zonedesk_xsuaa::{Account, Attempt, Error, ErrorKind};

use crate::api::{AppError, Event, Job, JobAttempt, JobKind, JobState, Text};
use crate::app::{App, now};
use crate::errors::{Code, error};
use crate::texts::sentence;

/// Ended jobs beyond this many are forgotten, the oldest first.
const KEPT: usize = 200;

/// Attempts of one job beyond this many are forgotten, the oldest first. What a change did is in the journal.
const KEPT_ATTEMPTS: usize = 500;

#[derive(Default)]
pub(crate) struct Jobs(Mutex<List>);

/// In the order of their beginnings.
#[derive(Default)]
struct List(VecDeque<Entry>);

struct Entry {
    job: Job,
    cancel: watch::Sender<bool>,
    attempts: VecDeque<JobAttempt>,
    /// For the estimate of the time left.
    began: Instant,
}

/// The running end of a job: tells its progress and hears of its cancellation. A job whose handle is dropped before
/// [`Handle::end`] has failed: its task panicked or was aborted.
pub(crate) struct Handle {
    app: App,
    id: String,
    cancel: watch::Receiver<bool>,
    ended: bool,
}

/// The window's list, newest first.
pub async fn jobs(app: &App) -> Result<Vec<Job>, AppError> {
    Ok(app.jobs().list().0.iter().rev().map(|entry| entry.job.clone()).collect())
}

/// The latest attempts of a job, newest first.
pub async fn job_attempts(app: &App, id: &str) -> Result<Vec<JobAttempt>, AppError> {
    Ok(app.jobs().list().get(id)?.attempts.iter().rev().cloned().collect())
}

/// Asks a job to stop. It ends as soon as the request under way is answered; what it did so far stands.
pub async fn job_cancel(app: &App, id: &str) -> Result<(), AppError> {
    // The receiver is gone when the job has ended: nothing to stop.
    let _ = app.jobs().list().get(id)?.cancel.send(true);
    Ok(())
}

/// Waits until a job has ended, and gives its last state.
pub async fn job_end(app: &App, id: &str) -> Result<Job, AppError> {
    // Subscribed before looking, so that an end between the two is not missed.
    let mut events = app.events();
    loop {
        let job = app.jobs().list().get(id)?.job.clone();
        if job.state != JobState::Running {
            return Ok(job);
        }
        // Whatever came, or was missed: look again.
        let _ = events.recv().await;
    }
}

impl Jobs {
    fn list(&self) -> MutexGuard<'_, List> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn state(&self, id: &str) -> Result<JobState, AppError> {
        self.list().get(id).map(|entry| entry.job.state)
    }

    /// The job of this kind that runs over this system.
    pub fn running(&self, kind: JobKind, system: &str) -> Option<Job> {
        self.list().running(kind, system).cloned()
    }
}

impl List {
    fn get(&self, id: &str) -> Result<&Entry, AppError> {
        let found = self.0.iter().find(|entry| entry.job.id == id);
        found.ok_or_else(|| error(Code::NoJob, format!("There is no job {id}.")).at(id))
    }

    fn running(&self, kind: JobKind, system: &str) -> Option<&Job> {
        let mut jobs = self.0.iter().map(|entry| &entry.job);
        jobs.find(|job| job.state == JobState::Running && job.kind == kind && job.system == system)
    }

    fn add(&mut self, app: &App, job: &Job) -> Handle {
        if self.0.len() >= KEPT
            && let Some(oldest) = self.0.iter().position(|entry| entry.job.state != JobState::Running)
        {
            self.0.remove(oldest);
        }
        let (cancel, cancelled) = watch::channel(false);
        self.0.push_back(Entry {
            job: job.clone(),
            cancel,
            attempts: VecDeque::new(),
            began: Instant::now(),
        });
        Handle { app: app.clone(), id: job.id.clone(), cancel: cancelled, ended: false }
    }
}

/// Registers a job and tells of it. The caller spawns the work and hands it the [`Handle`].
pub(crate) fn begin(app: &App, kind: JobKind, title: Text, system: &str, system_name: &str) -> (Job, Handle) {
    let job = new(kind, title, system, system_name);
    let handle = app.jobs().list().add(app, &job);
    app.emit(Event::Job { job: Box::new(job.clone()) });
    (job, handle)
}

/// As [`begin`], of a kind that runs once a system at most: where one runs, that one, and no handle.
pub(crate) fn begin_single(
    app: &App,
    kind: JobKind,
    title: Text,
    system: &str,
    system_name: &str,
) -> (Job, Option<Handle>) {
    let mut list = app.jobs().list();
    if let Some(job) = list.running(kind, system) {
        return (job.clone(), None);
    }
    let job = new(kind, title, system, system_name);
    let handle = list.add(app, &job);
    drop(list);
    app.emit(Event::Job { job: Box::new(job.clone()) });
    (job, Some(handle))
}

fn new(kind: JobKind, title: Text, system: &str, system_name: &str) -> Job {
    Job {
        id: Uuid::new_v4().to_string(),
        kind,
        title,
        system: system.to_owned(),
        system_name: system_name.to_owned(),
        state: JobState::Running,
        done: 0,
        total: None,
        requests: 0,
        started: now(),
        ended: None,
        seconds_left: None,
        repeats: 0,
        waiting: None,
        error: None,
        entry: None,
    }
}

impl Handle {
    /// Tells how far the job is; `total` where it is known.
    pub fn progress(&self, done: u64, total: Option<u64>, requests: u32) {
        self.update(|job, began| {
            job.done = done;
            job.total = total;
            job.requests = requests;
            job.seconds_left = total.filter(|total| done > 0 && done <= *total).map(|total| {
                let left = began.elapsed().as_secs_f64() * (total - done) as f64 / done as f64;
                left.ceil() as u32
            });
        });
    }

    pub fn is_cancelled(&self) -> bool {
        *self.cancel.borrow()
    }

    /// Returns when the job is asked to stop; else never.
    pub async fn cancelled(&self) {
        let mut cancel = self.cancel.clone();
        if cancel.wait_for(|cancelled| *cancelled).await.is_err() {
            // The list forgets running jobs never, so the sender lives as long as this handle.
            std::future::pending::<()>().await;
        }
    }

    /// Ends the job. `entry`: the journal entry that it wrote.
    pub fn end(mut self, outcome: Result<(), AppError>, entry: Option<i64>) {
        self.finish(outcome, entry);
    }

    fn finish(&mut self, outcome: Result<(), AppError>, entry: Option<i64>) {
        self.ended = true;
        self.update(|job, _| {
            job.state = match &outcome {
                Ok(()) => JobState::Done,
                Err(error) if error.is(Code::Cancelled) => JobState::Cancelled,
                Err(_) => JobState::Failed,
            };
            job.error = outcome.err();
            job.entry = entry;
            job.ended = Some(now());
            job.seconds_left = None;
            job.waiting = None;
        });
    }

    fn update(&self, change: impl FnOnce(&mut Job, Instant)) {
        update(&self.app, &self.id, |entry| {
            change(&mut entry.job, entry.began);
            true
        });
    }

    /// The account as this job asks it: in its place in the queue, every attempt in its log.
    pub fn asking(&self, account: &Account) -> Account {
        let (app, id) = (Arc::downgrade(&self.app.0), self.id.clone());
        account.for_job(&self.id, move |attempt| {
            if let Some(inner) = app.upgrade() {
                update(&App(inner), &id, |entry| entry.note(attempt));
            }
        })
    }

    /// The attempt that was noted last failed with `error`, and is made again after a pause.
    pub fn again(&self, error: &Error, pause: Duration) {
        update(&self.app, &self.id, |entry| entry.again(error, pause));
    }
}

/// Changes a job's entry, and tells of it where `change` says that it can be seen.
fn update(app: &App, id: &str, change: impl FnOnce(&mut Entry) -> bool) {
    let job = {
        let mut list = app.jobs().list();
        let Some(entry) = list.0.iter_mut().find(|entry| entry.job.id == id) else { return };
        if !change(entry) {
            return;
        }
        entry.job.clone()
    };
    app.emit(Event::Job { job: Box::new(job) });
}

impl Entry {
    /// Whether it can be seen in the job itself.
    fn note(&mut self, attempt: &Attempt) -> bool {
        let number = self.attempts.back().map_or(1, |last| last.number + 1);
        if self.attempts.len() == KEPT_ATTEMPTS {
            self.attempts.pop_front();
        }
        self.attempts.push_back(JobAttempt {
            number,
            at: now(),
            call: attempt.call.clone(),
            status: attempt.status,
            error: attempt.error.clone().map(|error| AppError::from(error).message),
            milliseconds: milliseconds(attempt.took),
            waited: milliseconds(attempt.waited),
            again_in: None,
        });
        match (&attempt.error, attempt.again_in) {
            (Some(error), Some(pause)) => self.again(error, pause),
            _ => self.job.waiting.take().is_some(),
        }
    }

    fn again(&mut self, error: &Error, pause: Duration) -> bool {
        if let Some(last) = self.attempts.back_mut() {
            last.again_in = Some(milliseconds(pause));
        }
        self.job.repeats += 1;
        let pause = match &error.kind {
            ErrorKind::RateLimited { retry_after } => retry_after.unwrap_or_default().max(pause),
            _ => pause,
        };
        let seconds = pause.as_millis().div_ceil(1000).max(1);
        let problem = error.kind.to_string();
        self.job.waiting =
            Some(sentence("job.again", [("problem", problem), ("seconds", seconds.to_string())]));
        true
    }
}

fn milliseconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}

impl Drop for Handle {
    fn drop(&mut self) {
        if !self.ended {
            self.finish(Err(error(Code::Cancelled, "The job was broken off.")), None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_ended_ones_are_forgotten_and_no_running_one() {
        let (_dir, app) = App::on_trial();
        let begin = |system: &str| begin(&app, JobKind::Refresh, sentence("job.refresh", []), system, system);
        let (running, _handle) = begin("first");
        for number in 0..KEPT + 5 {
            begin(&number.to_string()).1.end(Ok(()), None);
        }
        let kept = jobs(&app).await.unwrap();
        let of = |at: usize| (kept[at].system.as_str(), kept[at].state);
        assert_eq!(kept.len(), KEPT);
        assert_eq!((&kept[KEPT - 1].id, kept[KEPT - 1].state), (&running.id, JobState::Running));
        assert_eq!(of(0), ("204", JobState::Done));
        assert_eq!(of(KEPT - 2), ("6", JobState::Done));
    }
}
