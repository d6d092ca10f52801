//! The incoming limit: so many requests a minute for a system, in this process.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const MINUTE: Duration = Duration::from_secs(60);

/// The requests of the last minute.
#[derive(Debug, Default)]
pub struct Limit(Mutex<VecDeque<Instant>>);

impl Limit {
    /// Counts a request. `most`: a minute; 0: no limit.
    ///
    /// # Errors
    /// How long it is until one more is taken.
    pub fn take(&self, most: u64, now: Instant) -> Result<(), Duration> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if most == 0 {
            taken.clear();
            return Ok(());
        }
        while taken.front().is_some_and(|first| now.saturating_duration_since(*first) >= MINUTE) {
            taken.pop_front();
        }
        if taken.len() as u64 >= most {
            let over = taken.len() - usize::try_from(most).unwrap_or(usize::MAX);
            let first = taken.get(over).copied().unwrap_or(now);
            return Err(MINUTE.saturating_sub(now.saturating_duration_since(first)));
        }
        taken.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_takes_so_many_and_no_more() {
        let limit = Limit::default();
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        for (seconds, most, told) in [
            (0, 2, Ok(())),
            (10, 2, Ok(())),
            (20, 2, Err(Duration::from_secs(40))),
            (60, 2, Ok(())),
            (61, 2, Err(Duration::from_secs(9))),
            // The limit was lowered meanwhile.
            (62, 1, Err(Duration::from_secs(58))),
            (63, 0, Ok(())),
            (63, 2, Ok(())),
        ] {
            assert_eq!(limit.take(most, at(seconds)), told, "{seconds}");
        }
    }
}
