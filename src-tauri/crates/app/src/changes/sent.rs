//! What came of a request, for the journal and for the requests behind it.

use std::collections::HashSet;

use zonedesk_workspace::{Attempt, LeftOut, Outcome};
use zonedesk_xsuaa::{Answer, Error, ErrorKind};

use super::carry_out::{End, Work};
use super::send::{Done, done};
use super::step::Effect;
use crate::api::AppError;

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
    /// Of a success, also of a part.
    pub done: Option<Done>,
    /// The success is of this change, and was not there before.
    pub ours: bool,
    /// Members that did not come or leave, where others did.
    pub left_out: Vec<LeftOut>,
    /// All of them, where there were several.
    pub attempts: Vec<Attempt>,
    /// That were sent, looks among them.
    pub requests: u32,
    /// The account took no more members at once.
    pub most: Option<usize>,
}

impl Work<'_> {
    pub fn sent(mut self, end: End) -> Sent {
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
            left_out: Vec::new(),
            requests: self.requests,
            attempts: Vec::new(),
            most: self.most,
        };
        let ready = self.permitted.ready();
        match end {
            End::Done(answer) => sent.done = Some(done(&answer, &ready.effect)),
            End::ThereAlready(answer) => {
                sent.done = Some(done(&answer, &ready.effect));
                sent.ours = false;
            }
            End::Conflict(difference) => {
                sent.outcome = Outcome::Conflict;
                sent.status = self.status;
                sent.error = Some("It is neither as it was nor as it was to be.".into());
                sent.difference = Some(difference);
            }
            End::Unheeded => {
                sent.outcome = Outcome::Failed;
                sent.error = Some("It was answered as carried out, again and again, but it is not.".into());
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
        self.in_part(&mut sent);
        self.permitted.left(sent.done.as_ref().and_then(|done| done.version));
        if self.attempts.len() > 1 {
            sent.attempts = self.attempts;
        }
        sent
    }

    /// Tells each member's part, where not all came or left.
    fn in_part(&mut self, sent: &mut Sent) {
        let lacking = self.lacking.take();
        if self.gone.is_empty() && lacking.is_none() || sent.outcome == Outcome::Unclear {
            return;
        }
        let mut effect = self.permitted.ready().effect.clone();
        let all = self.members();
        let Effect::Members { added, removed, .. } = &mut effect else { return };
        let mut out: Vec<LeftOut> = Vec::new();
        if !self.gone.is_empty() {
            let why = "The user does not exist any more.".to_owned();
            out.push(LeftOut { why, members: self.gone.clone() });
        }
        if let Some(lacking) = &lacking {
            let why = sent.error.clone().unwrap_or_default();
            let added = lacking.added.iter().map(|member| member.value.clone());
            out.push(LeftOut { why, members: added.chain(lacking.removed.iter().cloned()).collect() });
        }
        let out_of_it: HashSet<&String> = out.iter().flat_map(|out| &out.members).collect();
        added.retain(|member| !out_of_it.contains(&member.value));
        removed.retain(|id| !out_of_it.contains(id));
        let changed = added.len() + removed.len();
        let answer = lacking.map(|lacking| lacking.answer());
        if changed == 0 {
            if sent.error.is_none() {
                sent.outcome = Outcome::Failed;
                sent.error = out.first().map(|out| out.why.clone());
            }
            sent.done = None;
            return;
        }
        sent.outcome = Outcome::Partly;
        let why = sent.error.take().map_or_else(String::new, |error| format!(" {error}"));
        sent.error = Some(format!("{changed} of {all} members were changed.{why}"));
        let version = sent.done.as_ref().and_then(|done| done.version);
        let before = answer.unwrap_or_else(|| Answer { status: 200, version, body: Vec::new() });
        sent.done = Some(done(&before, &effect));
        sent.left_out = out;
    }
}

pub(super) fn outcome(error: &Error) -> Outcome {
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
        | ErrorKind::Gateway { status: 500.. }
        | ErrorKind::Redirected { .. }
        | ErrorKind::Setup(_) => true,
        ErrorKind::Refused { status, .. } => matches!(status, 401 | 403),
        // Of this request alone.
        ErrorKind::Gateway { .. }
        | ErrorKind::Unreadable { .. }
        | ErrorKind::TooLarge { .. }
        | ErrorKind::Id(_) => false,
    }
}
