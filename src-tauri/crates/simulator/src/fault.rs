use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use zonedesk_scim::Timestamp;

/// What an account does beside answering; may be changed while it runs. In JSON every member may be left out, as in
/// `PUT /_control/{subdomain}`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Settings {
    /// Requests a second that `/Users` and `/Groups` run at once; more wait, far more are refused with 429. 0: no limit.
    pub rate: u32,
    /// Milliseconds that each answer waits.
    pub delay: u32,
    /// Taken one by one, each by one request to `/Users` or `/Groups`.
    pub fail_next: VecDeque<Failure>,
    /// Connections are closed without an answer.
    pub unreachable: bool,
    /// So many of the next writes find that someone else has raised the entity's version just before.
    pub stale_writes: u32,
    /// Seconds that a new token lives; 0: as the client says.
    pub token_seconds: u32,
    /// Milliseconds that the account's clock is ahead; negative: behind.
    pub clock_skew: i64,
}

/// One failure in place of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Failure {
    /// A status with an empty body.
    Status {
        status: u16,
        /// Seconds for `Retry-After`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// A status with a gateway's HTML page.
    Html { status: u16 },
    /// The request is not run and the connection closed.
    Reset,
    /// The request **is** run, the connection closed before the answer.
    Lost,
    /// The request is run, the answer breaks off in the middle.
    Truncated,
}

/// Seconds' worth of requests that may wait; beyond, 429.
const QUEUE_SECONDS: i64 = 10;

/// One account's turn-taking: so many requests a second run, later ones wait (generic cell rate algorithm, with a second's
/// worth as burst).
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// When the next request is due at an even rate.
    due: i64,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    At(Timestamp),
    /// Too many wait: seconds for `Retry-After`.
    Refused(i64),
}

impl Pace {
    pub fn turn(&mut self, rate: u32, now: Timestamp) -> Turn {
        if rate == 0 {
            return Turn::At(now);
        }
        let step = 1000 / i64::from(rate);
        let start = now.0.max(self.due - (1000 - step));
        let wait = start - now.0;
        if wait > QUEUE_SECONDS * 1000 {
            return Turn::Refused((wait - QUEUE_SECONDS * 1000).div_euclid(1000) + 1);
        }
        self.due = self.due.max(now.0) + step;
        Turn::At(Timestamp(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_run_at_once_then_one_each_third_of_a_second_then_429() {
        let mut pace = Pace::default();
        let now = Timestamp(1_000_000);
        let turns: Vec<_> = (0..40).map(|_| pace.turn(3, now)).collect();
        let waits: Vec<_> = turns
            .iter()
            .map_while(|turn| match turn {
                Turn::At(at) => Some(at.0 - now.0),
                Turn::Refused(_) => None,
            })
            .collect();
        assert_eq!(waits[..6], [0, 0, 0, 332, 665, 998]);
        assert_eq!(waits.len(), 33);
        assert_eq!(turns[39], Turn::Refused(1));
        assert_eq!(pace.turn(3, Timestamp(now.0 + 60_000)), Turn::At(Timestamp(now.0 + 60_000)));
        assert_eq!(pace.turn(0, now), Turn::At(now));
    }
}
