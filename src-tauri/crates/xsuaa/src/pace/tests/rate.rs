//! How fast an account may be asked, told from its answers.

use std::num::NonZeroU32;
use std::time::Duration;

use tokio::time::Instant;

use super::super::Kind;
use super::super::rate::Rate;
use super::{millis, started};

fn rate(limit: u32) -> Rate {
    let mut rate = Rate::default();
    rate.set_limit(NonZeroU32::new(limit));
    rate
}

#[test]
fn a_refusal_holds_everyone_and_the_rate_comes_back() {
    let zero = Instant::now();
    for (retry_after, held) in [(Some(8), 8), (Some(0), 0), (None, 1), (Some(86_400), 600)] {
        let mut rate = rate(3);
        // Three that were on their way together: the rate is halved once.
        for _ in 0..3 {
            rate.refused(zero, retry_after.map(Duration::from_secs), zero + millis(100));
        }
        let free = zero + millis(100) + Duration::from_secs(held);
        assert_eq!(rate.held(zero + millis(100)).unwrap_or_default(), Duration::from_secs(held));
        assert_eq!((rate.due(zero + millis(100), false), rate.at(free)), (free, 1.5), "{retry_after:?}");
        // Behind it they come one by one, slower than before.
        rate.start(free);
        assert!((600..=700).contains(&(rate.due(free, false) - free).as_millis()));
        assert!((2.4..2.6).contains(&rate.at(free + Duration::from_secs(10))));
        assert_eq!(rate.at(free + Duration::from_secs(15)), 3.0);
    }
}

#[test]
fn refusals_without_a_word_hold_longer_each_time() {
    let mut rate = rate(3);
    let mut now = Instant::now();
    for seconds in [1, 2, 4, 8, 16, 32, 64, 64] {
        now = rate.due(now, true);
        rate.start(now);
        rate.refused(now, None, now);
        assert_eq!(rate.held(now), Some(Duration::from_secs(seconds)));
        assert!(rate.at(now) >= 0.3);
    }
    now = rate.due(now, true);
    rate.answered(Kind::Users, started(now, 1), now);
    rate.refused(now, None, now);
    assert_eq!(rate.held(now), Some(Duration::from_secs(1)));
}

#[test]
fn answers_that_wait_at_the_server_lower_the_rate() {
    // Answers one after the other: requests on their way, and milliseconds; then the rate.
    for (kind, answers, expected) in [
        // Alone, a slow answer is a slow server and not a queue.
        (Kind::Users, &[(1, 300), (1, 5_000), (1, 5_000)][..], 3.0),
        (Kind::Users, &[(1, 300), (2, 5_000), (2, 5_000)], 3.0),
        // A little slower is no sign.
        (Kind::Users, &[(1, 20), (4, 500), (4, 500)], 3.0),
        // One may have been larger than the others.
        (Kind::Users, &[(1, 300), (4, 3_000), (4, 300), (4, 3_000)], 3.0),
        (Kind::Users, &[(1, 300), (4, 3_000), (4, 3_000)], 0.7),
        (Kind::RoleCollections, &[(1, 300), (4, 3_000), (4, 3_000)], 0.7),
        // Those that were on their way when the rate sank say it no second time.
        (Kind::Users, &[(1, 300), (4, 3_000), (4, 3_000), (4, 3_000), (4, 3_000)], 0.7),
        // What is usual for one kind says nothing of another, and a large PATCH takes as long as it takes.
        (Kind::Entity, &[(4, 3_000), (4, 3_000), (4, 3_000)], 3.0),
        (Kind::Other, &[(1, 300), (4, 60_000), (4, 60_000)], 3.0),
    ] {
        let (mut rate, zero) = (rate(3), Instant::now());
        for (in_flight, took) in answers {
            rate.answered(kind, started(zero, *in_flight), zero + millis(*took));
        }
        let found = (rate.at(zero + millis(3_000)) * 10.0).round() / 10.0;
        assert_eq!(found, expected, "{kind:?} {answers:?}");
    }
}
