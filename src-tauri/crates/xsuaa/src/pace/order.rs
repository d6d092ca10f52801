//! Who is next. Knows neither time nor rate.

use std::collections::VecDeque;
use std::sync::Arc;

/// A place in the queue.
pub(super) type Ticket = u64;

/// For whom a request is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lane {
    /// A person waits for it.
    Interactive,
    /// A job by its id; each has an equal share.
    Job(Arc<str>),
}

/// Interactive requests go first, but after so many of them in a row a job has its turn, so that it comes on however
/// many there are.
const IN_A_ROW: u32 = 8;

/// Those who wait. Interactive ones in the order they came; then the jobs in turn, each in its own order.
#[derive(Debug, Default)]
pub(super) struct Order {
    interactive: VecDeque<Ticket>,
    /// The next to have its turn first. None is empty.
    jobs: VecDeque<(Arc<str>, VecDeque<Ticket>)>,
    /// Interactive turns while jobs waited.
    in_a_row: u32,
}

impl Order {
    pub fn join(&mut self, lane: &Lane, ticket: Ticket) {
        match lane {
            Lane::Interactive => self.interactive.push_back(ticket),
            Lane::Job(job) => match self.jobs.iter_mut().find(|(other, _)| other == job) {
                Some((_, tickets)) => tickets.push_back(ticket),
                None => self.jobs.push_back((job.clone(), VecDeque::from([ticket]))),
            },
        }
    }

    pub fn next(&self) -> Option<Ticket> {
        let interactive = self.interactive.front();
        let job = self.jobs.front().and_then(|(_, tickets)| tickets.front());
        if self.in_a_row >= IN_A_ROW { job.or(interactive) } else { interactive.or(job) }.copied()
    }

    /// The next one has its turn.
    pub fn take(&mut self) -> Option<Ticket> {
        let next = self.next()?;
        if self.interactive.front() == Some(&next) {
            self.in_a_row = if self.jobs.is_empty() { 0 } else { self.in_a_row + 1 };
            return self.interactive.pop_front();
        }
        self.in_a_row = 0;
        let (job, mut tickets) = self.jobs.pop_front()?;
        let taken = tickets.pop_front();
        if !tickets.is_empty() {
            self.jobs.push_back((job, tickets));
        }
        taken
    }

    /// Somebody waits no longer.
    pub fn leave(&mut self, ticket: Ticket) {
        self.interactive.retain(|other| *other != ticket);
        for (_, tickets) in &mut self.jobs {
            tickets.retain(|other| *other != ticket);
        }
        self.jobs.retain(|(_, tickets)| !tickets.is_empty());
    }

    pub fn len(&self) -> usize {
        self.interactive.len() + self.jobs.iter().map(|(_, tickets)| tickets.len()).sum::<usize>()
    }

    pub fn is_empty(&self) -> bool {
        self.interactive.is_empty() && self.jobs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tickets in the order of their turns; those of `i…` are interactive, of `a…` and `b…` jobs.
    fn turns(names: &[&str]) -> Vec<String> {
        let mut order = Order::default();
        for (ticket, name) in (0..).zip(names) {
            let lane = match &name[..1] {
                "i" => Lane::Interactive,
                job => Lane::Job(job.into()),
            };
            order.join(&lane, ticket);
        }
        std::iter::from_fn(|| order.take()).map(|ticket| names[ticket as usize].to_owned()).collect()
    }

    #[test]
    fn people_first_then_jobs_in_turn() {
        for (came, went) in [
            ("a1 a2 a3", "a1 a2 a3"),
            ("a1 i1 a2 i2", "i1 i2 a1 a2"),
            ("a1 a2 a3 b1 b2", "a1 b1 a2 b2 a3"),
            ("a1 a2 b1 i1 c1", "i1 a1 b1 c1 a2"),
            ("a1 i1 i2 i3 i4 i5 i6 i7 i8 i9 a2", "i1 i2 i3 i4 i5 i6 i7 i8 a1 i9 a2"),
        ] {
            let came: Vec<&str> = came.split(' ').collect();
            assert_eq!(turns(&came).join(" "), went, "{came:?}");
        }
    }

    #[test]
    fn who_leaves_is_not_called_and_holds_nobody_up() {
        let mut order = Order::default();
        for (lane, ticket) in [(Lane::Job("a".into()), 1), (Lane::Job("b".into()), 2), (Lane::Interactive, 3)]
        {
            order.join(&lane, ticket);
        }
        order.leave(1);
        order.leave(3);
        order.leave(99);
        assert_eq!((order.len(), order.take(), order.take(), order.is_empty()), (1, Some(2), None, true));
    }
}
