use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use zonedesk_scim::Timestamp;

use crate::random::Random;

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
    /// So many of the next writes find that someone else has deleted the user that they name just before; in a role
    /// collection, the first user that comes.
    pub vanishing: u32,
    /// So many of the next lists find that someone else has created a user or role collection just before: what stands
    /// behind it moves by one place.
    pub newcomers: u32,
    /// So many of the next requests to `/Users` and `/Groups` are refused with 429.
    pub storm: u32,
    /// Seconds for the `Retry-After` of [`Settings::storm`].
    pub storm_retry_after: u32,
    /// What befalls requests by chance; none: nothing.
    pub weather: Option<Weather>,
    /// Requests that change the account are kept, to be asked for by [`crate::Control::writes`].
    pub keep_writes: bool,
    /// Seconds that a new token lives; 0: as the client says.
    pub token_seconds: u32,
    /// Milliseconds that the account's clock is ahead; negative: behind.
    pub clock_skew: i64,
}

/// Failures by chance. The same seed befalls the same requests, counted from the start, with the same failures. None of
/// them changes the account by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Weather {
    pub seed: u64,
    /// Of a hundred requests to `/Users` and `/Groups` so many meet a failure.
    pub percent: u32,
}

impl Weather {
    /// What befalls the request of this number.
    pub(crate) fn befalls(&self, request: u64) -> Option<Failure> {
        let mut random = Random::new(self.seed ^ request.wrapping_mul(0x9e37_79b9));
        if !random.percent(self.percent.into()) {
            return None;
        }
        Some(match random.below(11) {
            0 => Failure::Status { status: 429, retry_after: Some(0) },
            1 => Failure::Html { status: 502 },
            2 => Failure::Html { status: 503 },
            3 => Failure::Html { status: 504 },
            4 => Failure::Status { status: 503, retry_after: None },
            5 => Failure::Reset,
            6 => Failure::Lost,
            7 => Failure::Truncated,
            8 => Failure::Half,
            9 => Failure::Slow { milliseconds: 30 },
            _ => Failure::Expired,
        })
    }
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
    /// The request is run; the answer is whole as far as HTTP can tell, its JSON ends in the middle.
    Half,
    /// The request is run, the answer comes in pieces with so long between them.
    Slow { milliseconds: u32 },
    /// The token is called invalid.
    Expired,
    /// No answer ever comes, and the connection stays. `run`: the request is run.
    Silence {
        #[serde(default)]
        run: bool,
    },
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
    fn weather_is_the_same_for_the_same_seed_and_has_all_kinds() {
        let weather = |seed, percent| Weather { seed, percent };
        let of = |weather: Weather| (0..400).map(|n| weather.befalls(n)).collect::<Vec<_>>();
        assert_eq!(of(weather(7, 30)), of(weather(7, 30)));
        assert_ne!(of(weather(7, 30)), of(weather(8, 30)));
        assert!(of(weather(7, 0)).iter().all(Option::is_none));
        let met = of(weather(7, 30)).into_iter().flatten().count();
        assert!((80..=160).contains(&met), "{met}");
        let kinds: std::collections::HashSet<String> =
            of(weather(7, 100)).into_iter().flatten().map(|failure| format!("{failure:?}")).collect();
        assert_eq!(kinds.len(), 11, "{kinds:?}");
    }

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
