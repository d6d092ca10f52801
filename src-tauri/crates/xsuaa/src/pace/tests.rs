//! Accounts, people and jobs, played by moments without a clock; at the end the futures, in real time.

mod rate;
mod shared;

use std::num::NonZeroU32;
use std::sync::Mutex;

use proptest::prelude::*;

use super::*;

fn millis(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn started(at: Instant, in_flight: u32) -> Started {
    Started { at, in_flight }
}

/// Somebody who asks: when, in milliseconds; for whom, 0 for a person, else a job; for how long it waits at most; how
/// long the answer takes, and whether it is a refusal.
#[derive(Debug, Clone)]
struct Asking {
    at: u64,
    lane: u8,
    patience: Option<u64>,
    takes: u64,
    refused: bool,
}

fn asking(at: u64, lane: u8) -> Asking {
    Asking { at, lane, patience: None, takes: 50, refused: false }
}

/// Plays until nobody is left. Lane and milliseconds of every start.
fn play(line: &mut Line, mut askings: Vec<Asking>) -> Vec<(u8, u64)> {
    askings.sort_by_key(|asking| asking.at);
    let zero = Instant::now();
    let mut coming = askings.into_iter().peekable();
    let mut waiting: Vec<(Ticket, Asking)> = Vec::new();
    let mut on_the_way: Vec<(u64, Started, Asking)> = Vec::new();
    let mut starts = Vec::new();
    let mut now = 0;
    loop {
        let moment = moment_at(zero, now);
        let mut start = |given: Started, asking: Asking, on_the_way: &mut Vec<_>| {
            starts.push((asking.lane, now));
            on_the_way.push((now + asking.takes, given, asking));
        };
        while let Some(asking) = coming.next_if(|asking| asking.at <= now) {
            let lane = match asking.lane {
                0 => Lane::Interactive,
                job => Lane::Job(job.to_string().into()),
            };
            match line.come(&lane, moment) {
                Come::Starts(given) => start(given, asking, &mut on_the_way),
                Come::Waits(ticket) => waiting.push((ticket, asking)),
            }
        }
        for (_, given, asking) in on_the_way.extract_if(.., |(answer, ..)| *answer <= now) {
            line.in_flight -= 1;
            if asking.refused {
                line.rate.refused(given.at, None, moment);
            } else {
                line.rate.answered(Kind::Users, given, moment);
            }
        }
        let end = |asking: &Asking| asking.patience.map(|patience| asking.at + patience);
        for (ticket, _) in waiting.extract_if(.., |(_, asking)| end(asking).is_some_and(|end| end <= now)) {
            line.leave(ticket);
        }
        let mut due = None;
        while let Some(next) = line.next() {
            match line.look(next, moment) {
                Look::Starts(given) => {
                    let at = waiting.iter().position(|(ticket, _)| *ticket == next).unwrap();
                    start(given, waiting.remove(at).1, &mut on_the_way);
                }
                Look::At(moment) => {
                    // Timers go by milliseconds and are never early.
                    due = Some(now.max((moment - zero).as_nanos().div_ceil(1_000_000) as u64));
                    break;
                }
                Look::Later | Look::Ask => unreachable!("the next one is the next one"),
            }
        }
        let ends = waiting.iter().filter_map(|(_, asking)| end(asking));
        let answers = on_the_way.iter().map(|(answer, ..)| *answer);
        let Some(then) = coming.peek().map(|a| a.at).into_iter().chain(due).chain(ends).chain(answers).min()
        else {
            return starts;
        };
        now = then;
    }
}

fn moment_at(zero: Instant, now: u64) -> Instant {
    zero + millis(now)
}

fn line(limit: u32) -> Line {
    let mut line = Line::default();
    line.rate.set_limit(NonZeroU32::new(limit));
    line
}

fn moments(limit: u32, askings: Vec<Asking>) -> Vec<u64> {
    play(&mut line(limit), askings).into_iter().map(|(_, at)| at).collect()
}

#[test]
fn the_first_start_at_once_and_the_others_evenly() {
    for (limit, came, went) in [
        (3, vec![0; 8], vec![0, 0, 0, 1000, 1334, 1668, 2002, 2336]),
        (1, vec![0; 3], vec![0, 1000, 2000]),
        (4, vec![0; 7], vec![0, 0, 0, 0, 1000, 1250, 1500]),
        (0, vec![0; 5], vec![0; 5]),
        // Below the limit nobody waits, and behind a silence the first ones go together again.
        (3, vec![0, 400, 800, 1200, 1600], vec![0, 400, 800, 1200, 1600]),
        (3, vec![0, 0, 0, 5000, 5000, 5000], vec![0, 0, 0, 5000, 5000, 5000]),
        (3, vec![0, 0, 0, 500], vec![0, 0, 0, 1000]),
    ] {
        let askings = came.iter().map(|at| asking(*at, 0)).collect();
        assert_eq!(moments(limit, askings), went, "{limit}: {came:?}");
    }
}

#[test]
fn a_person_goes_before_jobs_and_jobs_take_turns() {
    let askings = [1, 1, 1, 1, 2, 2, 0].map(|lane| asking(0, lane)).to_vec();
    // The first one was alone when it came.
    let lanes: Vec<u8> = play(&mut line(1), askings).into_iter().map(|(lane, _)| lane).collect();
    assert_eq!(lanes, [1, 0, 1, 2, 1, 2, 1]);
}

#[test]
fn who_leaves_takes_no_turn() {
    let leaving = |patience| Asking { patience: Some(patience), ..asking(0, 1) };
    let askings = vec![asking(0, 1), leaving(999), leaving(10), asking(0, 1), leaving(2_500), asking(0, 2)];
    assert_eq!(play(&mut line(1), askings), [(1, 0), (1, 1000), (2, 2000)]);
}

#[test]
fn what_an_account_does_is_told() {
    let mut line = line(3);
    let zero = Instant::now();
    assert!(line.pace(zero).is_idle());
    for _ in 0..8 {
        line.come(&Lane::Interactive, zero);
    }
    for at in [1_000, 1_400, 1_800, 2_200] {
        let next = line.next().unwrap();
        assert!(matches!(line.look(next, zero + millis(at)), Look::Starts(_)), "{at}");
    }
    let pace = line.pace(zero + millis(2_500));
    assert!((2.7..2.9).contains(&pace.rate), "{pace:?}");
    assert_eq!((pace.allowed, pace.waiting, pace.held), (Some(3.0), 1, None));
    let next = line.next().unwrap();
    line.leave(next);
    assert!(line.pace(zero + millis(5_201)).is_idle());
}

/// A server that runs so many requests a second and lets the others wait, as SAP does.
#[test]
fn an_account_that_others_use_too_is_found_to_be_slower() {
    let mut line = line(3);
    let zero = Instant::now();
    // Runs one a second; six are always wanted.
    let (mut free, mut on_the_way, mut now, mut longest) = (0_u64, Vec::new(), 0_u64, 0);
    while now < 120_000 {
        let moment = moment_at(zero, now);
        on_the_way.retain(|(answer, given): &(u64, Started)| {
            if *answer <= now {
                line.in_flight -= 1;
                line.rate.answered(Kind::Users, *given, moment);
            }
            *answer > now
        });
        longest = if now > 20_000 { longest.max(on_the_way.len()) } else { 0 };
        while on_the_way.len() < 12 && line.rate.due(moment, true) <= moment {
            let Come::Starts(given) = line.come(&Lane::Interactive, moment) else { break };
            free = free.max(now) + 1_000;
            on_the_way.push((free.max(now + 200), given));
        }
        now += 10;
    }
    // Unheeded, all twelve would stand at the server.
    assert!(longest <= 9, "{longest}");
}

fn askings() -> impl Strategy<Value = Vec<Asking>> {
    let patience = prop_oneof![4 => Just(None), 1 => (0..3_000_u64).prop_map(Some)];
    let asking = (0..8_000_u64, 0..4_u8, patience, 1..4_000_u64, prop::bool::weighted(0.05));
    let asking =
        asking.prop_map(|(at, lane, patience, takes, refused)| Asking { at, lane, patience, takes, refused });
    prop::collection::vec(asking, 1..80)
}

proptest! {
    /// Never more than the limit in any second, whoever comes, goes or is refused; everybody who does not leave is
    /// served; and nothing is left behind.
    #[test]
    fn the_limit_holds_and_nobody_starves(limit in 1..=5_u32, askings in askings()) {
        let patient = askings.iter().filter(|asking| asking.patience.is_none()).count();
        let mut line = line(limit);
        let starts = play(&mut line, askings);
        for window in starts.windows(limit as usize + 1) {
            let span = window[limit as usize].1 - window[0].1;
            prop_assert!(span >= 1_000, "{span} ms");
        }
        prop_assert!(starts.len() >= patient, "{} of {patient}", starts.len());
        prop_assert_eq!((line.next(), line.in_flight), (None, 0));
    }

    /// No job gets more than one turn ahead of another that still waits.
    #[test]
    fn jobs_share_alike(sizes in prop::collection::vec(1..12_usize, 2..5)) {
        let jobs = (1..).zip(&sizes).flat_map(|(lane, count)| vec![asking(0, lane); *count]);
        // Hold the others up until all have come.
        let askings: Vec<_> = [asking(0, 0), asking(0, 0)].into_iter().chain(jobs).collect();
        let mut served = vec![0_usize; sizes.len()];
        for (lane, _) in play(&mut line(2), askings).into_iter().skip(2) {
            let job = usize::from(lane) - 1;
            served[job] += 1;
            let hungry = (0..sizes.len()).filter(|job| served[*job] < sizes[*job]);
            let least = hungry.map(|job| served[job]).min().unwrap_or(usize::MAX);
            prop_assert!(served[job] <= least.saturating_add(1), "{served:?}");
        }
        prop_assert_eq!(served, sizes);
    }
}

/// So fast that no test waits for it.
const FAST: u32 = 200;

#[tokio::test]
async fn futures_wait_for_their_turn_and_leave_when_they_are_dropped() {
    let queue = Queues::default().of(&"https://x.example".parse().unwrap(), "z");
    queue.set_limit(NonZeroU32::new(1));
    let stirred = queue.stirred.subscribe();
    drop(queue.turn(&Lane::Interactive).await);
    let order = Mutex::new(Vec::new());
    let wait = |name: &'static str, lane: Lane| {
        let (queue, order) = (&queue, &order);
        async move {
            let turn = queue.turn(&lane).await;
            order.lock().unwrap().push(name);
            assert!(!turn.waited.is_zero());
        }
    };
    let job = |name: &str| Lane::Job(name.into());
    {
        let mut first = Box::pin(wait("gone", Lane::Interactive));
        let all = async {
            tokio::join!(
                wait("a1", job("a")),
                wait("a2", job("a")),
                wait("b1", job("b")),
                wait("i", Lane::Interactive)
            );
        };
        tokio::pin!(all);
        tokio::select! {
            biased;
            () = &mut first => unreachable!("a second has not passed"),
            () = &mut all => unreachable!("a second has not passed"),
            () = async {} => {}
        }
        assert_eq!(queue.pace().waiting, 5);
        // The first sleeps for a second: raising the limit wakes whoever is next.
        queue.set_limit(NonZeroU32::new(FAST));
    }
    assert_eq!((queue.pace().waiting, queue.state().waiting.len()), (0, 0));
    queue.set_limit(NonZeroU32::new(1));
    let all = async {
        tokio::join!(
            wait("a1", job("a")),
            wait("a2", job("a")),
            wait("b1", job("b")),
            wait("i", Lane::Interactive)
        );
    };
    let raised = async { queue.set_limit(NonZeroU32::new(FAST)) };
    tokio::join!(all, raised);
    assert_eq!(*order.lock().unwrap(), ["i", "a1", "b1", "a2"]);
    let state = queue.state();
    assert_eq!((state.line.next(), state.waiting.len(), state.line.in_flight), (None, 0, 0));
    assert!(stirred.has_changed().unwrap());
}

#[tokio::test]
async fn accounts_do_not_wait_for_each_other_and_handles_of_one_do() {
    let queues = Queues::default();
    let api: ApiUrl = "https://api.authentication.eu10.hana.ondemand.com".parse().unwrap();
    let (one, same, other) = (queues.of(&api, "z1"), queues.of(&api, "z1"), queues.of(&api, "z2"));
    for queue in [&one, &other] {
        queue.set_limit(NonZeroU32::new(1));
    }
    drop(one.turn(&Lane::Interactive).await);
    assert!(Arc::ptr_eq(&one, &same));
    assert_eq!(other.turn(&Lane::Interactive).await.waited, Duration::ZERO);
}
