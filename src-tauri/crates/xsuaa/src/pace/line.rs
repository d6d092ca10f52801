//! The queue without its futures: who comes, who may start, who leaves. Moments are passed in.

use std::time::Duration;

use tokio::time::Instant;

use super::Pace;
use super::order::{Lane, Order, Ticket};
use super::rate::Rate;

/// A slot that nobody used for so long is no slot any more: the account counts by the second.
const STALE: Duration = Duration::from_millis(500);

#[derive(Debug, Default)]
pub(super) struct Line {
    pub rate: Rate,
    order: Order,
    tickets: Ticket,
    /// Requests on their way.
    pub in_flight: u32,
    /// Where turns are shared with other processes.
    slot: Slot,
    /// Somebody had to wait for the rate, and since then somebody always waited.
    evenly: bool,
}

/// Of a moment that other processes leave to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Slot {
    #[default]
    None,
    /// Somebody asks for one.
    Asked,
    /// For whoever is next then.
    At(Instant),
}

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
    /// Others go first.
    Later,
    /// It may, but for other processes: it asks for a slot, then [`Line::slot`].
    Ask,
}

impl Line {
    pub fn come(&mut self, lane: &Lane, now: Instant) -> Come {
        if self.order.is_empty() && self.rate.due(now, false) <= now {
            return Come::Starts(self.start(now));
        }
        Come::Waits(self.join(lane))
    }

    fn join(&mut self, lane: &Lane) -> Ticket {
        self.tickets += 1;
        self.order.join(lane, self.tickets);
        self.tickets
    }

    /// As [`Line::come`], where turns are shared: nobody starts without a slot.
    pub fn come_shared(&mut self, lane: &Lane) -> Ticket {
        self.join(lane)
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
        self.take(now)
    }

    /// As [`Line::look`], where turns are shared.
    pub fn look_shared(&mut self, ticket: Ticket, now: Instant) -> Look {
        if self.order.next() != Some(ticket) {
            return Look::Later;
        }
        self.evenly |= self.rate.due(now, false) > now;
        let due = self.rate.due(now, self.evenly);
        match self.slot {
            Slot::Asked => Look::Later,
            Slot::At(slot) if now.saturating_duration_since(slot) <= STALE => {
                let due = due.max(slot);
                if due > now {
                    return Look::At(due);
                }
                self.slot = Slot::None;
                self.take(now)
            }
            // It would be stale when its time comes.
            _ if due.saturating_duration_since(now) > STALE => Look::At(due),
            _ => self.ask(),
        }
    }

    fn ask(&mut self) -> Look {
        self.slot = Slot::Asked;
        Look::Ask
    }

    /// Who asked was given a slot; none: it went away before.
    pub fn slot(&mut self, at: Option<Instant>) {
        self.slot = at.map_or(Slot::None, Slot::At);
    }

    fn take(&mut self, now: Instant) -> Look {
        self.order.take();
        self.evenly &= !self.order.is_empty();
        Look::Starts(self.start(now))
    }

    pub fn next(&self) -> Option<Ticket> {
        self.order.next()
    }

    /// It is no matter if it has started already.
    pub fn leave(&mut self, ticket: Ticket) {
        self.order.leave(ticket);
        self.evenly &= !self.order.is_empty();
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
