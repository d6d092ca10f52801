//! The queue without its futures: who comes, who may start, who leaves. Moments are passed in.

use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;

use super::Pace;
use super::order::{Lane, Order, Ticket};
use super::rate::Rate;

#[derive(Debug, Default)]
pub(super) struct Line {
    pub rate: Rate,
    order: Order,
    tickets: Ticket,
    /// Requests on their way.
    pub in_flight: u32,
    /// Of the pace that other processes share; none: this one is alone.
    pub slot: Option<Slot>,
}

/// A start that is this process's own. It is nobody's here: whoever is next takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Wanted,
    /// Somebody asks for one.
    Asked,
    From(Instant),
}

/// How long a start may be used after its moment. Later, others might be starting.
const SLOT: Duration = Duration::from_millis(200);

/// A request that was let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Started {
    pub at: Instant,
    /// Requests on their way then, this one among them.
    pub in_flight: u32,
}

/// What becomes of one who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Come {
    Starts(Started),
    Waits(Ticket),
}

/// What one who waits sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Starts(Started),
    /// It is the next, and may not start before.
    At(Instant),
    /// It is the next, and is to ask for a slot of so many a second.
    Asks(NonZeroU32),
    /// Others go first.
    Later,
}

impl Line {
    pub fn come(&mut self, lane: &Lane, now: Instant) -> Come {
        let is_shared = self.slot.is_some() && self.rate.limit().is_some();
        if self.order.is_empty() && !is_shared && self.rate.due(now, false) <= now {
            return Come::Starts(self.start(now));
        }
        self.tickets += 1;
        self.order.join(lane, self.tickets);
        Come::Waits(self.tickets)
    }

    /// Takes the one of this ticket out where it starts.
    pub fn look(&mut self, ticket: Ticket, now: Instant) -> Look {
        if self.order.next() != Some(ticket) {
            return Look::Later;
        }
        let due = self.rate.due(now, true);
        if due > now {
            return Look::At(due);
        }
        if let (Some(slot), Some(limit)) = (&mut self.slot, self.rate.limit()) {
            match *slot {
                Slot::From(at) if at > now => return Look::At(at),
                Slot::From(at) if now - at < SLOT => *slot = Slot::Wanted,
                // Whoever asks calls the next one when there is one.
                Slot::Asked => return Look::Later,
                _ => {
                    *slot = Slot::Asked;
                    return Look::Asks(limit);
                }
            }
        }
        self.order.take();
        Look::Starts(self.start(now))
    }

    pub fn next(&self) -> Option<Ticket> {
        self.order.next()
    }

    /// It is no matter if it has started already.
    pub fn leave(&mut self, ticket: Ticket) {
        self.order.leave(ticket);
    }

    pub fn pace(&self, now: Instant) -> Pace {
        let allowed = self.rate.at(now);
        Pace {
            rate: self.rate.measured(now),
            allowed: allowed.is_finite().then_some(allowed),
            waiting: u32::try_from(self.order.len()).unwrap_or(u32::MAX),
            held: self.rate.held(now),
        }
    }

    fn start(&mut self, now: Instant) -> Started {
        self.rate.start(now);
        self.in_flight += 1;
        Started { at: now, in_flight: self.in_flight }
    }
}
