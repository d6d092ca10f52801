//! One queue for each account, through which every request but those for tokens goes.
//!
//! SAP runs three requests a second of `/Users` and `/Groups` of an account (SAP Help, *Rate Limiting*); more wait at
//! its side, where nobody can say which go first, and many more are refused. So they wait here: what a person waits
//! for before the work of jobs, jobs in turn ([`order`]), at the rate that the account takes ([`rate`]). All that is
//! known of an account is in its queue, which all handles of it share, whatever the credential. [`line`] joins the two
//! and knows no clock, so that tests play hours in no time.
//!
//! Processes that ask the same accounts may share their turns ([`slots`]): then whoever is next takes a slot first.
//!
//! Nothing runs in the background: whoever waits is a future, the first of them sleeps until its moment and wakes the
//! next one. Dropped, it leaves the queue.

mod line;
mod order;
mod rate;
mod slots;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep_until};

use crate::call::Method;
use crate::{ApiUrl, Call};

use line::{Come, Line, Look, Started};
pub(crate) use order::Lane;
use order::Ticket;
pub(crate) use rate::LONGEST_HOLD;
use slots::Shared;
pub use slots::{Alone, Lock, Slots, Waited};

/// Requests a second that SAP runs of one account's `/Users` and `/Groups` (SAP Help, *Rate Limiting*).
pub const SAP_LIMIT: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);

/// What an account's queue is doing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pace {
    /// Requests a second that were sent in the last seconds.
    pub rate: f64,
    /// The most that may be sent at this moment: the limit, or less where the account was found to be slower. None: no
    /// limit.
    pub allowed: Option<f64>,
    /// Requests that wait for their turn.
    pub waiting: u32,
    /// How long the account has asked to be left alone from now on.
    pub held: Option<Duration>,
}

impl Pace {
    /// Nothing was sent lately, and nothing waits.
    pub fn is_idle(&self) -> bool {
        self.rate == 0.0 && self.waiting == 0 && self.held.is_none()
    }
}

/// Calls whose answers take alike long. Those of [`Kind::Other`] teach nothing: a write takes as long as what it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Users,
    RoleCollections,
    Entity,
    Other,
}

impl Kind {
    pub fn of(call: &Call) -> Self {
        match (call.method, call.path.as_str()) {
            (Method::Get, "/Users") => Self::Users,
            (Method::Get, "/Groups") => Self::RoleCollections,
            (Method::Get, _) => Self::Entity,
            _ => Self::Other,
        }
    }
}

/// The queues of all accounts.
#[derive(Debug, Default)]
pub(crate) struct Queues {
    /// By API and zone.
    queues: Mutex<HashMap<(String, String), Arc<Queue>>>,
    stirred: watch::Sender<()>,
    pub shared: Shared,
}

impl Queues {
    /// The queue of an account. `zone`: what tells apart the accounts that share an API.
    pub fn of(&self, api: &ApiUrl, zone: &str) -> Arc<Queue> {
        let key = (api.to_string(), zone.to_owned());
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Queue {
            state: Mutex::default(),
            stirred: self.stirred.clone(),
            account: format!("{api} {zone}"),
            shared: self.shared.clone(),
        };
        queues.entry(key).or_insert_with(|| Arc::new(new())).clone()
    }

    /// Changes with every request that comes into a queue or leaves it.
    pub fn stirred(&self) -> watch::Receiver<()> {
        self.stirred.subscribe()
    }
}

/// The requests of one account that wait for their turn.
#[derive(Debug)]
pub(crate) struct Queue {
    state: Mutex<State>,
    stirred: watch::Sender<()>,
    /// What other processes know the account by.
    account: String,
    shared: Shared,
}

#[derive(Debug, Default)]
struct State {
    line: Line,
    /// How those who wait are woken.
    waiting: HashMap<Ticket, Arc<Notify>>,
}

/// The right to send one request now; it is on its way until this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    queue: Arc<Queue>,
    started: Started,
    /// How long it stood in the queue.
    pub waited: Duration,
}

impl Queue {
    /// Waits until no other process holds the account's lock of this name; none where locks are not shared.
    pub async fn lock(&self, name: &str) -> Result<Option<Lock>, Alone> {
        match self.shared.get() {
            Some(slots) => slots.lock(&format!("{} {name}", self.account)).await,
            None => Ok(None),
        }
    }

    /// Requests a second; none: no limit. What was said last counts for all who share the queue.
    pub fn set_limit(&self, limit: Option<NonZeroU32>) {
        let mut state = self.state();
        state.line.rate.set_limit(limit);
        state.wake_next();
    }

    pub fn limit(&self) -> Option<NonZeroU32> {
        self.state().line.rate.limit()
    }

    pub fn pace(&self) -> Pace {
        self.state().line.pace(Instant::now())
    }

    /// How long the account has asked to be left alone from now on.
    pub fn held(&self) -> Option<Duration> {
        self.state().line.rate.held(Instant::now())
    }

    /// Waits for a turn. May be dropped at any time.
    pub async fn turn(self: &Arc<Self>, lane: &Lane) -> Turn {
        let arrived = Instant::now();
        let called = Arc::new(Notify::new());
        // Without a limit there is nothing to share.
        let shared = self.shared.get().zip(self.limit());
        let come = {
            let mut state = self.state();
            let come = match &shared {
                Some(_) => Come::Waits(state.line.come_shared(lane)),
                None => state.line.come(lane, arrived),
            };
            if let Come::Waits(ticket) = come {
                state.waiting.insert(ticket, called.clone());
            }
            come
        };
        self.stirred.send_replace(());
        let place = match come {
            Come::Starts(started) => return self.given(started, arrived),
            Come::Waits(ticket) => Place { queue: self, ticket },
        };
        loop {
            let now = Instant::now();
            let look = match &shared {
                Some(_) => self.state().line.look_shared(place.ticket, now),
                None => self.state().line.look(place.ticket, now),
            };
            match look {
                Look::Ask => {
                    let mut asking = Asking { queue: self, slot: None };
                    if let Some((slots, limit)) = &shared {
                        let wait = slots.take(&self.account, *limit).await;
                        asking.slot = Some(Instant::now() + wait);
                    }
                }
                Look::Starts(started) => {
                    // Whoever is next now must know.
                    drop(place);
                    return self.given(started, arrived);
                }
                Look::Later => called.notified().await,
                Look::At(due) => tokio::select! {
                    () = sleep_until(due) => {}
                    () = called.notified() => {}
                },
            }
        }
    }

    fn given(self: &Arc<Self>, started: Started, arrived: Instant) -> Turn {
        Turn { queue: self.clone(), started, waited: started.at - arrived }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whoever is next looks whether it may start.
    fn wake_next(&self) {
        if let Some(called) = self.line.next().and_then(|next| self.waiting.get(&next)) {
            called.notify_one();
        }
    }
}

/// A place in a queue, given up when it is dropped.
struct Place<'q> {
    queue: &'q Queue,
    ticket: Ticket,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.state();
        state.line.leave(self.ticket);
        state.waiting.remove(&self.ticket);
        state.wake_next();
        self.queue.stirred.send_replace(());
    }
}

/// Asks for a slot; without one when it is dropped early.
struct Asking<'q> {
    queue: &'q Queue,
    slot: Option<Instant>,
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.state();
        state.line.slot(self.slot);
        state.wake_next();
    }
}

impl Turn {
    /// The account has refused the request for being one too many.
    pub fn refused(&self, retry_after: Option<Duration>) {
        self.queue.state().line.rate.refused(self.started.at, retry_after, Instant::now());
    }

    /// The account has answered.
    pub fn answered(&self, kind: Kind) {
        self.queue.state().line.rate.answered(kind, self.started, Instant::now());
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.queue.state().line.in_flight -= 1;
    }
}
