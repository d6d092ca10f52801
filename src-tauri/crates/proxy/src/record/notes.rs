//! What is noted of a request while it is answered: a few counters, and where nobody can look, little more.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::body::Bytes;
use zonedesk_scim::Timestamp;
use zonedesk_transform::functions::Outside;
use zonedesk_transform::{Draft, Ended, Explained, Heard, Request, RunError, Runner, TARGET_ID};
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::{Attempt, Call};

use super::mask::is_secret;
use super::{BackendCall, Run};
use crate::kind::Kind;
use crate::outbox::Turn;
use crate::rules::Rules;
use crate::select::Members;
use crate::source::Served;

/// Calls to the account, and runs of transformations, that are kept of one request.
const CALLS: usize = 200;
const RUNS: usize = 20;
/// Bytes that are kept of one value of an explained mapping.
const VALUE: usize = 2_500;

/// What is noted of one request.
#[derive(Debug)]
pub struct Notes {
    /// Somebody may look: what is only for that is noted, too.
    kept: bool,
    /// The next run is noted, whatever comes of it.
    first: AtomicBool,
    pub read: AtomicU32,
    pub shown: AtomicU32,
    noted: Mutex<Noted>,
}

#[derive(Debug, Default)]
pub struct Noted {
    pub system: Option<(SystemId, String)>,
    /// Where in the path the part below the system's address begins.
    pub below: usize,
    pub consumer: Option<String>,
    pub traced: Option<Timestamp>,
    pub body: Option<Bytes>,
    pub backend: Vec<BackendCall>,
    pub backend_calls: u32,
    pub runs: Vec<Run>,
    turn: Option<Turn>,
    /// Why transformations failed, with the pointer of the mapping; each once.
    pub findings: Vec<String>,
}

/// Which program runs.
pub struct Ran {
    pub rules: Arc<Rules>,
    pub kind: Kind,
    pub is_write: bool,
}

impl Notes {
    pub fn new(kept: bool) -> Self {
        Self { kept, first: false.into(), read: 0.into(), shown: 0.into(), noted: Mutex::default() }
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that was noted, once the request is answered.
    pub fn take(&self) -> Noted {
        std::mem::take(&mut self.noted())
    }

    pub fn system(&self, served: &Served, below: usize, traced: Option<Timestamp>) {
        let mut noted = self.noted();
        noted.system = Some((served.id, served.name.clone()));
        noted.below = below;
        noted.traced = traced;
        self.first.store(traced.is_some(), Ordering::Relaxed);
    }

    pub fn consumer(&self, id: &str) {
        self.noted().consumer = Some(id.to_owned());
    }

    /// It is held until the answer is taken.
    pub fn turn(&self, turn: Option<Turn>) {
        self.noted().turn = turn;
    }

    pub fn taken_turn(&self) -> Option<Turn> {
        self.noted().turn.take()
    }

    pub fn body(&self, body: &Bytes) {
        let mut noted = self.noted();
        if noted.traced.is_some() {
            noted.body = Some(body.clone());
        }
    }

    /// Notes each attempt at a call to the account.
    pub fn watch(self: &Arc<Self>, call: &Call) -> impl Fn(&Attempt) + Send + Sync + use<> {
        let notes = self.clone();
        let method = call.method.as_str();
        let path = if self.kept { with_query(call) } else { String::new() };
        move |attempt| {
            let mut noted = notes.noted();
            noted.backend_calls += 1;
            if notes.kept && noted.backend.len() < CALLS {
                let of_token = attempt.error.as_ref().is_some_and(zonedesk_xsuaa::Error::is_of_token);
                noted.backend.push(BackendCall {
                    method: if of_token { "POST" } else { method },
                    path: if of_token { attempt.call.clone() } else { path.clone() },
                    status: attempt.status,
                    waited: attempt.waited,
                    took: attempt.took,
                    failure: attempt.error.as_ref().map(|error| error.kind.to_string()),
                });
            }
        }
    }

    /// Whether the next run is noted, whatever comes of it.
    pub fn notes_next_run(&self) -> bool {
        self.first.load(Ordering::Relaxed)
    }

    /// [`Runner::run_written`], noted where it fails, and the first one of a request while its system is traced.
    #[expect(clippy::too_many_arguments, reason = "what a runner takes, and which program it runs")]
    pub fn run(
        &self,
        ran: &Ran,
        runner: &mut Runner<'_>,
        entity: &[u8],
        request: &Request,
        world: &mut dyn Outside,
        out: &mut Vec<u8>,
        write: impl FnOnce(&Draft<'_>, &mut Vec<u8>, usize) -> bool,
    ) -> Result<Ended<()>, RunError> {
        if self.first.load(Ordering::Relaxed) && self.first.swap(false, Ordering::Relaxed) {
            let mut heard = Heard::default();
            let ended = runner.run_written(entity, request, world, &mut heard, out, write);
            self.ended(ran, entity, request, &ended, heard);
            return ended;
        }
        let ended = runner.run_written(entity, request, world, &mut (), out, write);
        if ended.is_err() {
            let mut heard = Heard::default();
            if self.kept && self.noted().runs.len() < RUNS {
                let _ = runner.run_traced(entity, request, world, &mut heard, &mut Vec::new());
            }
            self.ended(ran, entity, request, &ended, heard);
        }
        ended
    }

    fn ended(
        &self,
        ran: &Ran,
        entity: &[u8],
        request: &Request,
        ended: &Result<Ended<()>, RunError>,
        heard: Heard,
    ) {
        let mut noted = self.noted();
        let failure = ended.as_ref().err();
        if let Some(finding) = failure.map(RunError::to_string)
            && noted.findings.len() < RUNS
            && !noted.findings.contains(&finding)
        {
            noted.findings.push(finding);
        }
        if !self.kept || noted.runs.len() >= RUNS {
            return;
        }
        let mut run = Run {
            rules: ran.rules.clone(),
            kind: ran.kind,
            is_write: ran.is_write,
            operation: request.operation,
            name: name(entity, request),
            failure: failure.cloned(),
            skipped: match ended {
                Ok(Ended::Skipped(skip)) => Some(*skip),
                _ => None,
            },
            condition: heard.condition,
            mappings: heard.mappings,
            size: size_of::<Run>(),
        };
        run.shorten();
        noted.runs.push(run);
    }
}

impl Run {
    /// Cuts what is long, and hides secrets.
    fn shorten(&mut self) {
        if let Some(condition) = &mut self.condition {
            condition.shorten(VALUE, &is_secret);
        }
        let mut mappings = std::mem::take(&mut self.mappings);
        for (index, told) in mappings.iter_mut().enumerate() {
            let mapping = self.entity().and_then(|entity| entity.mappings.get(index));
            let texts = mapping.into_iter().flat_map(|mapping| {
                [
                    &mapping.source_path,
                    &mapping.source_variable,
                    &mapping.target_path,
                    &mapping.target_variable,
                ]
            });
            if texts.flatten().any(|text| is_secret(&text.value)) {
                told.hide();
            }
            self.size += size_of::<Explained>() + told.shorten(VALUE, &is_secret);
        }
        self.mappings = mappings;
    }
}

fn name(entity: &[u8], request: &Request) -> String {
    let members = Members::of(entity);
    let text = |name| members.as_ref().and_then(|members| members.text(name));
    let target = || Some(request.variables.get(TARGET_ID)?.to_text());
    text("userName")
        .or_else(|| text("displayName"))
        .or_else(|| text("id"))
        .or_else(target)
        .unwrap_or_default()
}

fn with_query(call: &Call) -> String {
    let mut path = call.path.clone();
    for (number, (name, value)) in call.query.iter().enumerate() {
        path.push(if number == 0 { '?' } else { '&' });
        path.push_str(name);
        path.push('=');
        path.push_str(value);
    }
    path
}
