//! One request of a change, until it is known what became of it.
//!
//! What fails in passing is sent again, with growing pauses, until the job is cancelled. A write whose answer told
//! nothing is never simply repeated: the account is read first, and only what is missing is sent, with the version that
//! the entity has now. What was once unclear is believed only after a look. So is "exists already": an entity that is
//! equal is what was wanted.
//!
//! Of members, each counts by itself: one that is gone is left out and the others are sent again, and a PATCH that is too
//! large or takes too long goes on in halves, which read between them what is still missing.

use std::time::Instant;

use zonedesk_scim::code;
use zonedesk_workspace::{Attempt, Outcome};
use zonedesk_xsuaa::{Account, Answer, Backoff, Call, Error, ErrorKind};

use super::left::{Lacking, Left, left};
use super::send::done;
use super::sent::{Sent, outcome};
use super::step::{Effect, Guard, Step};
use super::writer::Permitted;
use crate::api::AppError;
use crate::app::now;
use crate::jobs::Handle;

/// A server that did not answer in time may still be at work: so many first pauses long it is not looked at.
const STILL_AT_WORK: u32 = 10;

/// So often what is missing is sent again after a refusal of its version.
const OVERTAKEN: u32 = 5;

/// So often a request is sent again whose token was called invalid although it was new.
const EXPIRED: u32 = 3;

/// So often a request is sent again that the account answers as carried out, while a look says that it is not.
const UNHEEDED: u32 = 3;

/// `users`: in the account, about.
pub(super) async fn carry_out(
    account: &Account,
    handle: &Handle,
    permitted: Permitted<'_>,
    step: &Step,
    users: u64,
) -> Sent {
    let mut work = Work {
        account,
        handle,
        call: permitted.ready().call.clone(),
        permitted,
        guard: step.guard.as_ref(),
        users,
        attempts: Vec::new(),
        status: None,
        unclear: false,
        overtaken: 0,
        expired: 0,
        requests: 0,
        most: None,
        part: false,
        lacking: None,
        gone: Vec::new(),
    };
    let end = work.until_known(step.look_first).await;
    work.sent(end)
}

pub(super) struct Work<'a> {
    account: &'a Account,
    handle: &'a Handle,
    pub(super) permitted: Permitted<'a>,
    guard: Option<&'a Guard>,
    users: u64,
    /// What is to be sent next: the request, or what is left of it.
    call: Call,
    pub(super) attempts: Vec<Attempt>,
    /// Of the last attempt that was no look.
    pub(super) status: Option<u16>,
    /// Something was sent whose fate is not known.
    pub(super) unclear: bool,
    overtaken: u32,
    expired: u32,
    pub(super) requests: u32,
    /// Members at once, since the account took no more.
    pub(super) most: Option<usize>,
    /// `call` names a part of the members only.
    part: bool,
    /// Members that had not come or left at the last look.
    pub(super) lacking: Option<Lacking>,
    /// Members that do not exist any more.
    pub(super) gone: Vec<String>,
}

pub(super) enum End {
    Done(Answer),
    /// An equal entity was there before anything was sent that could have made it.
    ThereAlready(Answer),
    Failed(Error),
    Conflict(String),
    /// Answered as carried out, again and again, and not so.
    Unheeded,
    Cancelled,
}

impl Work<'_> {
    async fn until_known(&mut self, look_first: bool) -> End {
        // Whoever looks first may yet be overtaken: by what it was that made it look.
        let patient = look_first || self.permitted.is_overtaken();
        let mut unheeded = 0;
        if patient {
            match self.look().await {
                None => return End::Cancelled,
                Some(Ok(Left::Nothing(answer))) => return End::ThereAlready(answer),
                Some(Ok(Left::Conflict(difference))) => return End::Conflict(difference),
                Some(Ok(Left::Call(call, _))) => self.call = call,
                Some(Ok(Left::Members(lacking))) => self.go_on(lacking),
                Some(Err(error)) => return End::Failed(error),
            }
        }
        let mut pauses = self.account.pauses();
        loop {
            let error = match self.send().await {
                None => return End::Cancelled,
                Some(Ok(answer)) if !self.unclear && !self.part && self.tells(&answer) => {
                    self.lacking = None;
                    return End::Done(answer);
                }
                // What was sent before may have come in between; the answer may tell too little; others are to follow.
                Some(Ok(_)) => None,
                Some(Err(error)) if error.is_of_invalid_token() && self.expired < EXPIRED => {
                    self.expired += 1;
                    if !self.pause(&error, &mut pauses).await {
                        return End::Cancelled;
                    }
                    continue;
                }
                Some(Err(error)) if error.is_transient() || error.is_unclear() => Some(error),
                Some(Err(error)) if self.unclear || self.says_there_already(&error) => Some(error),
                Some(Err(error)) if self.is_of_members() && is_too_large_or_bad(&error) => Some(error),
                Some(Err(error))
                    if (patient || self.is_guarded()) && outcome(&error) == Outcome::Conflict =>
                {
                    Some(error)
                }
                Some(Err(error)) => return End::Failed(error),
            };
            let (before, mut halved) = (self.unclear, false);
            if let Some(error) = &error {
                self.unclear |= error.is_unclear();
                halved = self.halve(error);
                if error.is_transient() && !self.pause(error, &mut pauses).await {
                    return End::Cancelled;
                }
                if !self.unclear && error.is_transient() {
                    continue;
                }
            }
            let look = match self.look().await {
                None => return End::Cancelled,
                Some(Ok(look)) => look,
                // No look finds it any more: whatever had come of the request, it is gone.
                Some(Err(look)) if look.is_not_found() => {
                    self.unclear = false;
                    return End::Failed(look);
                }
                // Without a look nothing is sent again.
                Some(Err(look)) => return End::Failed(error.unwrap_or(look)),
            };
            let again = |error: &Option<Error>, overtaken: bool| {
                // Else refused, or answered with nothing that another attempt would better.
                error.as_ref().is_none_or(|error| error.is_transient() || overtaken)
            };
            match look {
                Left::Nothing(answer) => {
                    self.lacking = None;
                    let clear = !self.unclear && error.is_some() && !self.part;
                    return if clear { End::ThereAlready(answer) } else { End::Done(answer) };
                }
                Left::Conflict(difference) => return End::Conflict(difference),
                Left::Call(call, _) => {
                    unheeded += u32::from(error.is_none());
                    let overtaken = error.as_ref().is_some_and(|error| self.is_overtaken(error));
                    if !again(&error, overtaken) || unheeded > UNHEEDED {
                        self.unclear = false;
                        return error.map_or(End::Unheeded, End::Failed);
                    }
                    self.call = call;
                }
                Left::Members(mut lacking) => {
                    let tried = before || patient;
                    let overtaken = tried && error.as_ref().is_some_and(|error| self.is_overtaken(error));
                    let moved = self.lacking.as_ref().is_none_or(|before| lacking.count() < before.count());
                    unheeded += u32::from(error.is_none() && !moved);
                    let fewer = match self.without_gone(&mut lacking, error.as_ref()).await {
                        None => return End::Cancelled,
                        Some(Err(look)) => return End::Failed(look),
                        Some(Ok(fewer)) => fewer,
                    };
                    if lacking.count() == 0 {
                        self.lacking = None;
                        return End::Done(lacking.answer());
                    }
                    self.go_on(lacking);
                    if !(fewer || halved || again(&error, overtaken)) || unheeded > UNHEEDED {
                        self.unclear = false;
                        return error.map_or(End::Unheeded, End::Failed);
                    }
                }
            }
        }
    }

    fn is_of_members(&self) -> bool {
        matches!(self.permitted.ready().effect, Effect::Members { .. })
    }

    /// Whether an answer can be taken at its word: what was created has an id, and XSUAA's 204 of a write may mean that
    /// there is no such entity.
    fn tells(&self, answer: &Answer) -> bool {
        let effect = &self.permitted.ready().effect;
        match effect {
            Effect::UserCreated | Effect::RoleCollectionCreated(_) => done(answer, effect).created.is_some(),
            Effect::UserGone { .. } | Effect::RoleCollectionGone { .. } => true,
            Effect::UserWritten(_) | Effect::RoleCollectionWritten(_) | Effect::Members { .. } => {
                answer.status != 204
            }
        }
    }

    /// What is sent next: those who are missing, no more at once than the account takes.
    fn go_on(&mut self, lacking: Lacking) {
        let most = self.most.unwrap_or(usize::MAX);
        self.part = lacking.count() > most;
        self.call = lacking.call(&self.call, most);
        self.lacking = Some(lacking);
    }

    /// After a PATCH that was too large, or took too long: half as many at once, where that can be.
    fn halve(&mut self, error: &Error) -> bool {
        if !is_too_large(error) && !error.is_timeout() {
            return false;
        }
        let members = self.call.body.as_ref().and_then(|body| body["members"].as_array()).map_or(0, Vec::len);
        if members > 1 {
            self.most = Some(members / 2);
        }
        members > 1
    }

    /// After a refusal of users: takes those out that do not exist any more, and tells whether there were some. UAA
    /// stops at the first of them and keeps those before it. None where the job was cancelled.
    async fn without_gone(
        &mut self,
        lacking: &mut Lacking,
        error: Option<&Error>,
    ) -> Option<Result<bool, Error>> {
        if !error.is_some_and(is_bad_member) {
            return Some(Ok(false));
        }
        self.requests += 1;
        let gone = tokio::select! {
            biased;
            () = self.handle.cancelled() => return None,
            gone = lacking.without_gone(self.account, self.users) => gone,
        };
        Some(gone.map(|gone| {
            let some = !gone.is_empty();
            self.gone.extend(gone);
            some
        }))
    }

    /// Refused for the version, by an own request that came in late or by somebody else's, while all that it is about
    /// is still to be done: with the version that the account has now it can be. Not for ever, should the server refuse
    /// every version.
    fn is_overtaken(&mut self, error: &Error) -> bool {
        let overtaken = (self.is_of_members() || self.is_guarded())
            && outcome(error) == Outcome::Conflict
            && self.overtaken < OVERTAKEN;
        self.overtaken += u32::from(overtaken);
        overtaken
    }

    /// A look tells whether others have changed what the plan saw. A version alone rises for reasons that concern
    /// nobody: XSUAA raises a user's with each assignment.
    fn is_guarded(&self) -> bool {
        let effect = &self.permitted.ready().effect;
        let writes = matches!(effect, Effect::UserWritten(_) | Effect::RoleCollectionWritten(_));
        writes && self.guard.is_some()
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
                self.permitted.sending();
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
            left = left(self.account, self.permitted.ready(), self.guard) => left,
        };
        let (status, note) = match &left {
            Ok(Left::Nothing(_)) => (Some(200), "Read: it had been carried out.".to_owned()),
            Ok(Left::Call(_, note)) => (Some(200), note.clone()),
            Ok(Left::Members(lacking)) => {
                let (of, lacking) = (self.members(), lacking.count());
                (Some(200), format!("Read: {} of {of} members had been changed.", of - lacking.min(of)))
            }
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
        let effect = &self.permitted.ready().effect;
        match error.uaa_code() {
            Some(code::RESOURCE_EXISTS) => {
                matches!(effect, Effect::UserCreated | Effect::RoleCollectionCreated(_))
            }
            Some(code::MEMBER_EXISTS | code::MEMBER_NOT_FOUND) => self.is_of_members(),
            _ => false,
        }
    }

    fn note(&mut self, began: Instant, status: Option<u16>, note: Option<String>) {
        let milliseconds = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
        self.attempts.push(Attempt { at: now(), status, milliseconds, note });
    }

    /// Members that are to come or leave.
    pub(super) fn members(&self) -> usize {
        match &self.permitted.ready().effect {
            Effect::Members { added, removed, .. } => added.len() + removed.len(),
            _ => 0,
        }
    }
}

/// The body was more than the account, or a server in front of it, takes.
fn is_too_large(error: &Error) -> bool {
    error.status() == Some(413)
}

/// A member that does not exist: UAA says 404, and 400 in a PATCH.
fn is_bad_member(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Refused { status: 400 | 404, .. })
}

fn is_too_large_or_bad(error: &Error) -> bool {
    is_too_large(error) || is_bad_member(error)
}
