//! Those who fail to sign in wait longer each time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use tokio::time::Instant;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(16);
/// Nobody is kept waiting longer than this: he is told to come again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a failure is remembered.
const MEMORY: Duration = Duration::from_secs(15 * 60);
/// The most who are remembered.
const MOST: usize = 10_000;

/// Consumer and address.
pub type Who = (String, IpAddr);

#[derive(Debug, Default)]
pub struct Penalties(HashMap<Who, Penalty>);

#[derive(Debug, Clone, Copy)]
struct Penalty {
    failures: u32,
    /// The next attempt's turn.
    next: Instant,
    last: Instant,
}

impl Penalty {
    fn delay(self) -> Duration {
        FIRST.saturating_mul(1 << (self.failures - 1).min(16)).min(LONGEST)
    }
}

impl Penalties {
    /// How long an attempt that comes now has to wait; attempts at the same time wait one after the other.
    ///
    /// # Errors
    /// How long it would be, where that is too long to be waited for.
    pub fn claim(&mut self, who: &Who, now: Instant) -> Result<Duration, Duration> {
        let Some(penalty) = self.0.get_mut(who) else { return Ok(Duration::ZERO) };
        let wait = penalty.next.saturating_duration_since(now);
        if wait > PATIENCE {
            return Err(wait);
        }
        penalty.next = penalty.next.max(now) + penalty.delay();
        Ok(wait)
    }

    pub fn failed(&mut self, who: &Who, now: Instant) {
        if self.0.len() >= MOST {
            self.0.retain(|_, penalty| now.saturating_duration_since(penalty.last) < MEMORY);
            if self.0.len() >= MOST {
                self.0.clear();
            }
        }
        let penalty = self.0.entry(who.clone()).or_insert(Penalty { failures: 0, next: now, last: now });
        if now.saturating_duration_since(penalty.last) >= MEMORY {
            penalty.failures = 0;
        }
        penalty.failures = penalty.failures.saturating_add(1);
        penalty.last = now;
        penalty.next = penalty.next.max(now + penalty.delay());
    }

    pub fn succeeded(&mut self, who: &Who) {
        self.0.remove(who);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_with_success() {
        let who: Who = ("idm".to_owned(), IpAddr::from([127, 0, 0, 1]));
        let other: Who = ("idm".to_owned(), IpAddr::from([127, 0, 0, 2]));
        let mut penalties = Penalties::default();
        let mut now = Instant::now();
        let mut waits = Vec::new();
        for _ in 0..9 {
            let wait = penalties.claim(&who, now).unwrap();
            waits.push(wait.as_millis());
            now += wait;
            penalties.failed(&who, now);
        }
        assert_eq!(waits, [0, 250, 500, 1000, 2000, 4000, 8000, 16_000, 16_000]);
        assert_eq!(penalties.claim(&other, now), Ok(Duration::ZERO));
        // Attempts at once stand in line, and the line has an end.
        let line: Vec<_> =
            (0..3).map(|_| penalties.claim(&who, now).map_err(|wait| wait.as_secs())).collect();
        assert_eq!(line, [Ok(Duration::from_secs(16)), Err(32), Err(32)]);
        penalties.succeeded(&who);
        assert_eq!(penalties.claim(&who, now), Ok(Duration::ZERO));
        // What is long past counts no longer.
        penalties.failed(&who, now);
        penalties.failed(&who, now + MEMORY);
        assert_eq!(penalties.claim(&who, now + MEMORY), Ok(FIRST));
    }
}
