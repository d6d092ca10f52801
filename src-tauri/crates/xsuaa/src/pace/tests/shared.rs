//! Lines that take their slots from other processes.

use super::super::*;
use super::{millis, started};

#[test]
fn where_turns_are_shared_whoever_is_next_takes_the_slot() {
    let mut line = Line::default();
    line.rate.set_limit(NonZeroU32::new(3));
    let zero = Instant::now();
    let at = |milliseconds| zero + millis(milliseconds);
    let job = line.come_shared(&Lane::Job("j".into()));
    assert_eq!(line.look_shared(job, at(0)), Look::Ask);
    // A person comes while the job asks: the slot is the person's.
    let person = line.come_shared(&Lane::Interactive);
    assert_eq!(line.look_shared(person, at(1)), Look::Later);
    line.slot(Some(at(200)));
    assert_eq!(line.look_shared(job, at(200)), Look::Later);
    assert_eq!(line.look_shared(person, at(199)), Look::At(at(200)));
    assert_eq!(line.look_shared(person, at(200)), Look::Starts(started(at(200), 1)));
    // Each needs one of its own; one that was asked for in vain is asked for again.
    assert_eq!(line.look_shared(job, at(201)), Look::Ask);
    line.slot(None);
    assert_eq!(line.look_shared(job, at(202)), Look::Ask);
    // And one that is old is none.
    line.slot(Some(at(203)));
    assert_eq!(line.look_shared(job, at(5_000)), Look::Ask);
    line.slot(Some(at(5_000)));
    assert_eq!(line.look_shared(job, at(5_000)), Look::Starts(started(at(5_000), 2)));
}

#[test]
fn where_turns_are_shared_a_burst_starts_at_once_and_the_rest_evenly() {
    let mut line = Line::default();
    line.rate.set_limit(NonZeroU32::new(3));
    let zero = Instant::now();
    let tickets = [(); 5].map(|()| line.come_shared(&Lane::Interactive));
    let (mut now, mut starts) = (0, Vec::new());
    for ticket in tickets {
        loop {
            match line.look_shared(ticket, zero + millis(now)) {
                Look::Starts(_) => break starts.push(now),
                // Other processes leave every moment to this one.
                Look::Ask => line.slot(Some(zero + millis(now))),
                Look::At(due) => now = due.duration_since(zero).as_millis() as u64 + 1,
                Look::Later => unreachable!("the next one is the next one"),
            }
        }
    }
    assert!(matches!(starts.as_slice(), [0, 0, 0, 1000..=1002, 1333..=1337]), "{starts:?}");
}
