//! On whose behalf an account is asked: who goes first in its queue, and how long a failure is held out against.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::pace::{LONGEST_HOLD, Lane};
use crate::{Error, ErrorKind};

/// One request and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// `GET /Users`, or `token`.
    pub call: String,
    /// HTTP status; none where no answer came.
    pub status: Option<u16>,
    /// Why it failed.
    pub error: Option<Error>,
    /// In the account's queue, for its turn.
    pub waited: Duration,
    /// From its turn to the end of the answer.
    pub took: Duration,
    /// It is sent again, this much later.
    pub again_in: Option<Duration>,
}

/// How requests are sent.
#[derive(Clone)]
pub(crate) enum Manner {
    /// A person waits: first in the queue; a read that fails in passing is repeated twice within two seconds.
    Person,
    /// As for a person, but what fails is told at once.
    Once,
    Job(Arc<Work>),
}

/// A job: its requests wait for those of persons; a read that fails in passing is repeated until the job is dropped.
pub(crate) struct Work {
    job: Arc<str>,
    /// The account has answered this job before, so that it is known to be there.
    met: AtomicBool,
}

/// Pauses before the repeats of a person's read.
const OF_PERSON: usize = 2;

/// Attempts at an account that has never answered this job: it may not be there at all, and that must be told.
const AT_FIRST: usize = 4;

impl Manner {
    pub fn of_job(job: &str) -> Self {
        Self::Job(Arc::new(Work { job: job.into(), met: AtomicBool::new(false) }))
    }

    pub fn lane(&self) -> Lane {
        match self {
            Self::Person | Self::Once => Lane::Interactive,
            Self::Job(work) => Lane::Job(work.job.clone()),
        }
    }

    pub fn note(&self, attempt: &Attempt) {
        if let Self::Job(work) = self
            && attempt.error.as_ref().is_none_or(Error::is_of_account)
        {
            work.met.store(true, Ordering::Relaxed);
        }
    }

    /// How long until a read is sent again, after `error` ended its attempt of this number, from 1; none: it is not.
    /// `held`: the account's own word, which its queue sees to.
    pub fn again(
        &self,
        error: &Error,
        attempt: usize,
        pauses: &mut Backoff,
        held: Option<Duration>,
    ) -> Option<Duration> {
        if error.is_of_invalid_token() {
            let again = matches!(self, Self::Job(_)) && attempt < AT_FIRST;
            return again.then(|| pauses.after(error));
        }
        if !error.is_transient() {
            return None;
        }
        match self {
            Self::Once => None,
            Self::Person => {
                // Who has waited for a time-out has waited long enough.
                let passing = error.status().is_some() || error.is_broken();
                let pause = pauses.after(error);
                let bearable = pause.max(held.unwrap_or_default()) <= Duration::from_secs(2);
                (passing && bearable && attempt <= OF_PERSON).then_some(pause)
            }
            Self::Job(work) => {
                let patient = work.met.load(Ordering::Relaxed);
                let worth_it = !error.is_unreached() && attempt < AT_FIRST;
                (patient || worth_it).then(|| pauses.after(error))
            }
        }
    }
}

impl fmt::Debug for Manner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person => f.write_str("Person"),
            Self::Once => f.write_str("Once"),
            Self::Job(work) => f.debug_tuple("Job").field(&work.job).finish(),
        }
    }
}

/// Pauses between attempts: each twice as long as the one before, up to a minute, and by chance shorter or longer by a
/// half, so that not all who failed together come again together.
#[derive(Debug, Clone)]
pub struct Backoff {
    next: Duration,
}

const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl Backoff {
    /// `first`: about as long as the first pause.
    pub fn new(first: Duration) -> Self {
        Self { next: first.min(LONGEST_PAUSE) }
    }

    /// The pause before the next attempt.
    pub fn after(&mut self, error: &Error) -> Duration {
        let pause = self.next.mul_f64(0.5 + chance());
        match &error.kind {
            // The queue holds all requests back for as long as the account has said; tokens do not pass through it.
            ErrorKind::RateLimited { .. } if !error.is_of_token() => Duration::ZERO,
            ErrorKind::RateLimited { retry_after } => {
                self.double();
                pause.max(retry_after.unwrap_or_default().min(LONGEST_HOLD))
            }
            _ => {
                self.double();
                pause
            }
        }
    }

    fn double(&mut self) {
        self.next = (self.next * 2).min(LONGEST_PAUSE);
    }
}

/// From 0 to 1. Not for secrets.
fn chance() -> f64 {
    RandomState::new().hash_one(0_u8) as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unreachable;

    fn error(kind: ErrorKind) -> Error {
        Error { account: "A".into(), call: "GET /Users".into(), kind }
    }

    fn unreachable(reason: Unreachable) -> Error {
        error(ErrorKind::Unreachable { reason, detail: String::new() })
    }

    #[test]
    fn pauses_double_to_a_minute_and_differ_by_chance() {
        let mut backoff = Backoff::new(Duration::from_millis(500));
        let broken = unreachable(Unreachable::Broken);
        for about in [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000] {
            let pause = backoff.after(&broken).as_millis();
            assert!((about / 2..=about * 3 / 2).contains(&pause), "{pause} for {about}");
        }
        let limited = ErrorKind::RateLimited { retry_after: Some(Duration::from_secs(90)) };
        assert_eq!(backoff.after(&error(limited.clone())), Duration::ZERO);
        let of_token = Error { call: "token".into(), ..error(limited) };
        assert!((90..=91).contains(&backoff.after(&of_token).as_secs()));
        let first = |_| Backoff::new(Duration::from_secs(1)).after(&broken);
        let pauses: std::collections::HashSet<_> = (0..20).map(first).collect();
        assert!(pauses.len() > 1);
    }

    #[test]
    fn who_asks_decides_how_often_a_read_is_repeated() {
        let gateway = |status| error(ErrorKind::Gateway { status });
        let limited = error(ErrorKind::RateLimited { retry_after: None });
        let refused = error(ErrorKind::Refused { status: 403, error: "e".into(), message: "m".into() });
        let invalid = ErrorKind::Refused { status: 401, error: "invalid_token".into(), message: "m".into() };
        let invalid = error(invalid);
        // Attempts in all by a person, by a job at first, and whether a job that was answered before goes on.
        for (error, held, person, at_first, on) in [
            (gateway(502), 0, 3, 4, true),
            (gateway(503), 0, 3, 4, true),
            (gateway(504), 0, 3, 4, true),
            (gateway(500), 0, 1, 1, false),
            (gateway(400), 0, 1, 1, false),
            (limited.clone(), 1, 3, usize::MAX, true),
            (limited, 8, 1, usize::MAX, true),
            (refused, 0, 1, 1, false),
            (invalid, 0, 1, 4, true),
            (unreachable(Unreachable::Broken), 0, 3, 4, true),
            (unreachable(Unreachable::Timeout), 0, 1, 4, true),
            (unreachable(Unreachable::HostUnknown), 0, 1, 1, true),
            (unreachable(Unreachable::Refused), 0, 1, 1, true),
            (unreachable(Unreachable::CertificateUntrusted), 0, 1, 1, false),
            (error(ErrorKind::Setup("s".into())), 0, 1, 1, false),
        ] {
            let attempts = |manner: &Manner| {
                let mut pauses = Backoff::new(Duration::from_millis(1));
                let mut count = 1;
                let held = Some(Duration::from_secs(held));
                while manner.again(&error, count, &mut pauses, held).is_some() && count < 50 {
                    let attempt = Attempt {
                        call: error.call.clone(),
                        status: error.status(),
                        error: Some(error.clone()),
                        waited: Duration::ZERO,
                        took: Duration::ZERO,
                        again_in: None,
                    };
                    manner.note(&attempt);
                    count += 1;
                }
                count
            };
            assert_eq!(attempts(&Manner::Once), 1, "{error}");
            assert_eq!(attempts(&Manner::Person), person, "{error}, a person");
            assert_eq!(attempts(&Manner::of_job("j")), at_first.min(50), "{error}, at first");
            let Manner::Job(work) = Manner::of_job("j") else { unreachable!() };
            work.met.store(true, Ordering::Relaxed);
            assert_eq!(attempts(&Manner::Job(work)) > 1, on, "{error}, later");
        }
    }
}
