//! When the next request may start. Knows no queue and no clock: moments are passed in.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;

use super::Kind;
use super::line::Started;

/// No `Retry-After` stops an account for longer.
pub(crate) const LONGEST_HOLD: Duration = Duration::from_secs(600);

const SECOND: Duration = Duration::from_secs(1);

/// What a rate is lowered to, as a part of what was sent, or of what the server was found to run.
const HALF: f64 = 0.5;

/// From nothing to the limit the rate would rise in so long. Slowness is seen late, when what waits at the server is
/// answered at last: it must have time to drain.
const AFTER_REFUSAL: Duration = Duration::from_secs(30);
const AFTER_SLOWNESS: Duration = Duration::from_secs(90);

/// Of the limit: no lower.
const LEAST: f64 = 0.1;

/// More requests than these wait at the server's side: it runs fewer than it is sent.
const WAITING_THERE: f64 = 2.0;

/// Answers that take longer by less are no sign of anything.
const EXCESS: Duration = Duration::from_millis(500);

/// The span over which [`Rate::measured`] counts.
const MEASURED: Duration = Duration::from_secs(3);

/// How fast requests may start.
///
/// Two rules. At most as many as the limit says start within any second, which is what SAP runs at once; so the first
/// ones after a silence start together. Whoever had to wait starts evenly behind the one before, so that what follows
/// comes as a steady flow and no burst meets the server's own queue.
///
/// Below the limit there is a learned rate. A refusal (429) halves it and holds everything for as long as the server
/// says. Answers that slow down while several requests are on their way mean that they wait at the server, as TCP Vegas
/// reads it; how many it runs a second follows (Little's law), and half of that is sent. Then the rate rises evenly back
/// to the limit.
#[derive(Debug, Default)]
pub(super) struct Rate {
    /// Requests a second; none: no limit.
    limit: Option<NonZeroU32>,
    lowered: Option<Lowered>,
    /// Within the last seconds, the oldest first.
    starts: VecDeque<Instant>,
    held_until: Option<Instant>,
    /// One after the other, for servers that do not say how long to wait.
    refusals: u32,
    /// What an answer usually takes.
    usual: HashMap<Kind, Duration>,
    /// Slow answers, one after the other.
    slow: u32,
}

#[derive(Debug, Clone, Copy)]
struct Lowered {
    /// Requests a second.
    to: f64,
    at: Instant,
    recovery: Duration,
}

impl Rate {
    pub fn set_limit(&mut self, limit: Option<NonZeroU32>) {
        if self.limit != limit {
            self.limit = limit;
            self.lowered = None;
        }
    }

    pub fn limit(&self) -> Option<NonZeroU32> {
        self.limit
    }

    /// Requests a second at this moment; infinite where there is no limit.
    pub fn at(&self, now: Instant) -> f64 {
        let Some(limit) = self.limit else { return f64::INFINITY };
        let limit = f64::from(limit.get());
        let Some(lowered) = self.lowered else { return limit };
        let since = now.saturating_duration_since(lowered.at);
        limit.min(lowered.to + limit * since.as_secs_f64() / lowered.recovery.as_secs_f64())
    }

    /// The earliest moment for the next start. `waited`: it had to wait for its turn.
    pub fn due(&self, now: Instant, waited: bool) -> Instant {
        let due = self.held_until.map_or(now, |until| until.max(now));
        let Some(limit) = self.limit.map(NonZeroU32::get) else { return due };
        let window = self.starts.iter().nth_back(limit as usize - 1).map(|first| *first + SECOND);
        let due = window.map_or(due, |window| due.max(window));
        let rate = self.at(now);
        // No bursts while the rate is a learned one.
        let evenly = waited || rate < f64::from(limit);
        match self.starts.back() {
            Some(last) if evenly => due.max(*last + Duration::from_secs_f64(1.0 / rate)),
            _ => due,
        }
    }

    pub fn start(&mut self, now: Instant) {
        self.starts.push_back(now);
        // What `due` and `measured` look at, and no more where there is no limit.
        let kept = self.limit.map_or(0, |limit| limit.get() as usize);
        while self.starts.len() > kept && self.starts.front().is_some_and(|first| now - *first > MEASURED) {
            self.starts.pop_front();
        }
    }

    /// A 429, or a 503 that says when to come back. `started`: when its request did; those that were on their way
    /// together say it once.
    pub fn refused(&mut self, started: Instant, retry_after: Option<Duration>, now: Instant) {
        if !self.is_news(started) {
            // All the same, nobody may come sooner than it was told.
            let until = retry_after.map(|wait| now + wait.min(LONGEST_HOLD));
            self.held_until = self.held_until.max(until);
            return;
        }
        let wait = retry_after.unwrap_or_else(|| Duration::from_secs(1 << self.refusals.min(6)));
        self.refusals += 1;
        self.held_until = self.held_until.max(Some(now + wait.min(LONGEST_HOLD)));
        self.lower(self.at(now) * HALF, AFTER_REFUSAL, now);
    }

    /// An answer that was no refusal.
    pub fn answered(&mut self, kind: Kind, started: Started, now: Instant) {
        self.refusals = 0;
        if kind == Kind::Other {
            return;
        }
        let took = now - started.at;
        let usual = self.usual.entry(kind).or_insert(took);
        // A server that is slower for good becomes the usual one in time.
        *usual = took.min(*usual + *usual / 50);
        let excess = took - *usual;
        let waiting =
            f64::from(started.in_flight) * excess.as_secs_f64() / took.as_secs_f64().max(f64::EPSILON);
        if excess < EXCESS || waiting < WAITING_THERE {
            self.slow = 0;
            return;
        }
        self.slow += 1;
        // One may have been larger than the others.
        if self.slow >= 2 && self.is_news(started.at) {
            self.slow = 0;
            let runs = f64::from(started.in_flight) / took.as_secs_f64();
            self.lower(runs.min(self.at(now)) * HALF, AFTER_SLOWNESS, now);
        }
    }

    /// Requests from before the last lowering tell nothing of the lower rate.
    fn is_news(&self, started: Instant) -> bool {
        self.lowered.is_none_or(|lowered| started >= lowered.at) && self.held(started).is_none()
    }

    fn lower(&mut self, to: f64, recovery: Duration, now: Instant) {
        let Some(limit) = self.limit else { return };
        let to = to.max(f64::from(limit.get()) * LEAST);
        // A hold teaches nothing: the way up begins behind it.
        let at = self.held_until.map_or(now, |until| until.max(now));
        self.lowered = Some(Lowered { to, at, recovery });
    }

    /// How long the server's word still holds everything.
    pub fn held(&self, now: Instant) -> Option<Duration> {
        self.held_until?.checked_duration_since(now).filter(|left| !left.is_zero())
    }

    /// Requests a second that started lately.
    pub fn measured(&self, now: Instant) -> f64 {
        let lately = self.starts.iter().filter(|start| now - **start < MEASURED);
        let Some(first) = lately.clone().next() else { return 0.0 };
        let span = (now - *first).clamp(Duration::from_secs(1), MEASURED);
        lately.count() as f64 / span.as_secs_f64()
    }
}
