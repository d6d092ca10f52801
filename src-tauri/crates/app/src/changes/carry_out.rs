//! One request of a change, until it is known what became of it.
//!
//! What fails in passing is sent again, with growing pauses, until the job is cancelled. A write whose answer told
//! nothing is never simply repeated: the account is read first, and only what is missing is sent, with the version that
//! the entity has now. What was once unclear is believed only after a look. So is "exists already": an entity that is
//! equal is what was wanted.

use std::time::Instant;

use zonedesk_scim::code;
use zonedesk_workspace::{Attempt, Outcome};
use zonedesk_xsuaa::{Account, Answer, Backoff, Call, Error, ErrorKind};

use super::left::{Left, left};
use super::send::{Done, Ready, done};
use super::step::{Effect, Guard};
use crate::api::AppError;
use crate::app::now;
use crate::jobs::Handle;

/// A server that did not answer in time may still be at work: so many first pauses long it is not looked at.
const STILL_AT_WORK: u32 = 10;

/// So often what is missing is sent again after a refusal of its version.
const OVERTAKEN: u32 = 5;

/// What came of a request.
pub(super) struct Sent {
    pub outcome: Outcome,
    pub status: Option<u16>,
    /// Of the last attempt.
    pub milliseconds: u32,
    pub error: Option<String>,
    /// How the entity differs from what was seen.
    pub difference: Option<String>,
    /// The account, the credential or the network is at fault: nothing that follows would fare better.
    pub stop: Option<AppError>,
    /// Of a success.
    pub done: Option<Done>,
    /// The success is of this change, and was not there before.
    pub ours: bool,
    /// All of them, where there were several.
    pub attempts: Vec<Attempt>,
    /// That were sent, looks among them.
    pub requests: u32,
}

pub(super) async fn carry_out(
    account: &Account,
    handle: &Handle,
    ready: Ready,
    guard: Option<&Guard>,
) -> Sent {
    let call = ready.call.clone();
    let mut work = Work {
        account,
        handle,
        ready,
        guard,
        call,
        attempts: Vec::new(),
        status: None,
        unclear: false,
        overtaken: 0,
        requests: 0,
    };
    let end = work.until_known().await;
    work.sent(end)
}

struct Work<'a> {
    account: &'a Account,
    handle: &'a Handle,
    ready: Ready,
    guard: Option<&'a Guard>,
    /// What is to be sent next: the request, or what is left of it.
    call: Call,
    attempts: Vec<Attempt>,
    /// Of the last attempt that was no look.
    status: Option<u16>,
    /// Something was sent whose fate is not known.
    unclear: bool,
    overtaken: u32,
    requests: u32,
}

enum End {
    Done(Answer),
    /// An equal entity was there before anything was sent that could have made it.
    ThereAlready(Answer),
    Failed(Error),
    Conflict(String),
    Cancelled,
}

impl Work<'_> {
    async fn until_known(&mut self) -> End {
        let mut pauses = self.account.pauses();
        loop {
            let error = match self.send().await {
                None => return End::Cancelled,
                Some(Ok(answer)) if !self.unclear => return End::Done(answer),
                // What was sent before may have come in between.
                Some(Ok(_)) => None,
                Some(Err(error)) if error.is_transient() || error.is_unclear() => Some(error),
                Some(Err(error)) if self.unclear || self.says_there_already(&error) => Some(error),
                Some(Err(error)) => return End::Failed(error),
            };
            let before = self.unclear;
            if let Some(error) = &error {
                self.unclear |= error.is_unclear();
                if error.is_transient() && !self.pause(error, &mut pauses).await {
                    return End::Cancelled;
                }
                if !self.unclear && error.is_transient() {
                    continue;
                }
            }
            match (self.look().await, error) {
                (None, _) => return End::Cancelled,
                (Some(Ok(Left::Nothing(answer))), error) => {
                    let clear = !self.unclear && error.is_some();
                    return if clear { End::ThereAlready(answer) } else { End::Done(answer) };
                }
                (Some(Ok(Left::Conflict(difference))), _) => return End::Conflict(difference),
                (Some(Ok(Left::Call(call, _))), error) => match error {
                    // Refused, or answered with nothing that another attempt would better.
                    Some(error) if !(error.is_transient() || before && self.is_overtaken(&error)) => {
                        self.unclear = false;
                        return End::Failed(error);
                    }
                    _ => self.call = call,
                },
                // Without a look nothing is sent again.
                (Some(Err(look)), error) => return End::Failed(error.unwrap_or(look)),
            }
        }
    }

    /// Members whose PATCH was refused for its version, by an own one that came in late or by somebody else's: what is
    /// missing can be sent again. Not for ever, should the server refuse every version.
    fn is_overtaken(&mut self, error: &Error) -> bool {
        let overtaken = matches!(self.ready.effect, Effect::Members { .. })
            && outcome(error) == Outcome::Conflict
            && self.overtaken < OVERTAKEN;
        self.overtaken += u32::from(overtaken);
        overtaken
    }

    /// One attempt; none where the job was cancelled before it was sent.
    async fn send(&mut self) -> Option<Result<Answer, Error>> {
        let turn = tokio::select! {
            biased;
            () = self.handle.cancelled() => return None,
            turn = self.account.ready() => turn,
        };
        let began = Instant::now();
        let answer = match turn {
            Ok(turn) => {
                self.requests += 1;
                turn.send(&self.call).await
            }
            Err(error) => Err(error),
        };
        let status = answer.as_ref().map_or_else(Error::status, |answer| Some(answer.status));
        let note = answer.as_ref().err().map(|error| AppError::from(error.clone()).message);
        self.status = status;
        self.note(began, status, note);
        Some(answer)
    }

    /// What is left of the request; none where the job was cancelled.
    async fn look(&mut self) -> Option<Result<Left, Error>> {
        let began = Instant::now();
        self.requests += 1;
        let left = tokio::select! {
            biased;
            () = self.handle.cancelled() => return None,
            left = left(self.account, &self.ready, self.guard) => left,
        };
        let (status, note) = match &left {
            Ok(Left::Nothing(_)) => (Some(200), "Read: it had been carried out.".to_owned()),
            Ok(Left::Call(_, note)) => (Some(200), note.clone()),
            Ok(Left::Conflict(_)) => (Some(200), "Read: it differs from what was seen.".to_owned()),
            Err(error) => (error.status(), format!("Read: {}", AppError::from(error.clone()).message)),
        };
        self.note(began, status, Some(note));
        Some(left)
    }

    /// Whether the pause came to its end.
    async fn pause(&self, error: &Error, pauses: &mut Backoff) -> bool {
        let mut pause = pauses.after(error);
        if error.is_timeout() {
            pause = pause.max(self.account.first_pause() * STILL_AT_WORK);
        }
        self.handle.again(error, pause);
        tokio::select! {
            biased;
            () = self.handle.cancelled() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }

    fn says_there_already(&self, error: &Error) -> bool {
        let creates = matches!(self.ready.effect, Effect::UserCreated | Effect::RoleCollectionCreated(_));
        match error.uaa_code() {
            Some(code::RESOURCE_EXISTS) => creates,
            Some(code::MEMBER_EXISTS) => matches!(self.ready.effect, Effect::Members { .. }),
            _ => false,
        }
    }

    fn note(&mut self, began: Instant, status: Option<u16>, note: Option<String>) {
        let milliseconds = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
        self.attempts.push(Attempt { at: now(), status, milliseconds, note });
    }

    fn sent(self, end: End) -> Sent {
        let last = self.attempts.last();
        let mut sent = Sent {
            outcome: Outcome::Done,
            status: last.and_then(|last| last.status),
            milliseconds: last.map_or(0, |last| last.milliseconds),
            error: None,
            difference: None,
            stop: None,
            done: None,
            ours: true,
            requests: self.requests,
            attempts: Vec::new(),
        };
        match end {
            End::Done(answer) => sent.done = Some(done(&answer, &self.ready.effect)),
            End::ThereAlready(answer) => {
                sent.done = Some(done(&answer, &self.ready.effect));
                sent.ours = false;
            }
            End::Conflict(difference) => {
                sent.outcome = Outcome::Conflict;
                sent.status = self.status;
                sent.error = Some("It is neither as it was nor as it was to be.".into());
                sent.difference = Some(difference);
            }
            End::Cancelled => {
                sent.outcome = if self.unclear { Outcome::Unclear } else { Outcome::NotSent };
                sent.error = (!self.unclear).then(|| "Not sent: the change was cancelled.".into());
            }
            End::Failed(error) => {
                sent.outcome = if self.unclear { Outcome::Unclear } else { outcome(&error) };
                sent.stop = stops(&error).then(|| error.clone().into());
                sent.status = error.status();
                sent.error = Some(AppError::from(error).message);
            }
        }
        if self.attempts.len() > 1 {
            sent.attempts = self.attempts;
        }
        sent
    }
}

fn outcome(error: &Error) -> Outcome {
    match &error.kind {
        ErrorKind::Refused { status: 409 | 412, .. } => Outcome::Conflict,
        _ => Outcome::Failed,
    }
}

fn stops(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::Unreachable { .. }
        | ErrorKind::TokenRefused { .. }
        | ErrorKind::RateLimited { .. }
        | ErrorKind::Gateway { .. }
        | ErrorKind::Redirected { .. }
        | ErrorKind::Setup(_) => true,
        ErrorKind::Refused { status, .. } => matches!(status, 401 | 403),
        ErrorKind::Unreadable { .. } | ErrorKind::TooLarge { .. } | ErrorKind::Id(_) => false,
    }
}
