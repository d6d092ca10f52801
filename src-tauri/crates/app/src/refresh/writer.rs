//! Writing what a refresh reads, off the runtime's threads; of a first refresh also before it ends.

use std::time::{Duration, Instant};

use tokio::sync::mpsc::{self, error::TryRecvError};
use zonedesk_scim::{Group, User};
use zonedesk_workspace::{Partial, Result, SnapshotLoad};
use zonedesk_xsuaa::Page;

use crate::app::now;
use crate::errors::{Code, error};

/// A page of one of the two lists.
pub(super) enum Part {
    Users(Page<User>),
    RoleCollections(Page<Group>),
}

/// Takes parts in as they come. `shown` is called whenever what was read so far can be seen.
pub(super) fn write(
    mut load: SnapshotLoad,
    mut parts: mpsc::Receiver<Part>,
    shown: impl Fn(),
) -> Result<SnapshotLoad> {
    let mut read = ReadSoFar::default();
    let began = Instant::now();
    while let Some(part) = next(&mut parts, || Ok(read.is_nearly_all() && load.prepare()?))? {
        match part {
            Part::Users(page) => {
                load.users(&page.items)?;
                read.users.page(&page);
            }
            Part::RoleCollections(page) => {
                load.role_collections(&page.items)?;
                read.role_collections.page(&page);
            }
        }
        let elapsed = began.elapsed();
        if read.is_worth_showing(elapsed) {
            if load.show(now(), &read.partial())? {
                shown();
            }
            read.shown(began.elapsed() - elapsed);
        }
    }
    Ok(load)
}

/// The next part. While none has come, `meanwhile` does something useful; `false`: there is nothing to do.
fn next(
    parts: &mut mpsc::Receiver<Part>,
    mut meanwhile: impl FnMut() -> Result<bool>,
) -> Result<Option<Part>> {
    loop {
        match parts.try_recv() {
            Ok(part) => return Ok(Some(part)),
            Err(TryRecvError::Empty) if meanwhile()? => {}
            Err(_) => return Ok(parts.blocking_recv()),
        }
    }
}

/// Each time that much more was read, it is shown again, the first page at once.
const GROWTH: u64 = 4;

/// Part of the time that showing may take: of an account that answers faster than pages are written, the whole is
/// there soon enough.
const SHARE: u32 = 20;

#[derive(Default)]
struct ReadSoFar {
    users: Count,
    role_collections: Count,
    /// Rows that were shown last, and what that took.
    last: (u64, Duration),
    /// What showing took until now.
    spent: Duration,
}

#[derive(Default)]
struct Count {
    read: u64,
    /// As the account told with the last page; none before the first.
    total: Option<u64>,
}

impl Count {
    fn page<T>(&mut self, page: &Page<T>) {
        self.read += page.items.len() as u64;
        self.total = Some(page.total);
    }
}

impl ReadSoFar {
    /// Whether to show it now, so long after the beginning. Not before both lists have begun: a list without rows would
    /// look empty.
    fn is_worth_showing(&self, elapsed: Duration) -> bool {
        let begun = self.users.total.is_some() && self.role_collections.total.is_some();
        let read = self.rows();
        let (rows, took) = self.last;
        if !begun || read < rows * GROWTH || self.is_nearly_all() {
            return false;
        }
        let takes = took.mul_f64(read as f64 / rows.max(1) as f64);
        rows == 0 || self.spent + takes <= elapsed / SHARE
    }

    /// Whether to make ready for the end: the last fifth of the users takes longer to read than that takes, and costs more
    /// to write afterwards. Role collections all, because one that comes late costs as much as its members.
    fn is_nearly_all(&self) -> bool {
        let left = |count: &Count| count.total.map(|total| total.saturating_sub(count.read));
        match (left(&self.users), left(&self.role_collections)) {
            (Some(users), Some(0)) => users <= self.users.total.unwrap_or_default() / 5,
            _ => false,
        }
    }

    fn shown(&mut self, took: Duration) {
        self.last = (self.rows(), took);
        self.spent += took;
    }

    fn rows(&self) -> u64 {
        self.users.read + self.role_collections.read
    }

    /// What the snapshot says of itself if the refresh ends here, were it that the app is killed.
    fn partial(&self) -> Partial {
        let broken_off = error(Code::Cancelled, "The refresh was broken off.");
        Partial {
            users_total: self.users.total,
            role_collections_total: self.role_collections.total,
            problem: serde_json::to_value(&broken_off).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows at which an account with 20 role collections is shown, and the part of the time that it takes, in percent.
    fn read(users: u64, page_takes: Duration, row_takes: Duration) -> (Vec<u64>, u128) {
        let mut read = ReadSoFar::default();
        let (mut elapsed, mut shown) = (Duration::ZERO, Vec::new());
        let page = |items: u64, total| Page { items: vec![(); items as usize], total };
        for first in (0..users).step_by(500) {
            elapsed += page_takes;
            if first == 500 {
                read.role_collections.page(&page(20, 20));
            }
            read.users.page(&page(500.min(users - first), users));
            if read.is_worth_showing(elapsed) {
                shown.push(read.rows());
                let took = row_takes * u32::try_from(read.rows()).unwrap();
                elapsed += took;
                read.shown(took);
            }
        }
        (shown, read.spent.as_millis() * 100 / elapsed.as_millis())
    }

    #[test]
    fn a_large_account_is_shown_in_few_steps_and_a_small_one_when_it_is_read() {
        let third = Duration::from_millis(333);
        assert_eq!(read(500, third, Duration::ZERO).0, [0; 0]);
        assert_eq!(read(1_500, third, Duration::ZERO).0, [1_020]);
        assert_eq!(read(100_000, third, Duration::ZERO).0, [1_020, 4_520, 18_520, 74_520]);
    }

    #[test]
    fn the_end_is_prepared_when_a_fifth_of_the_users_is_left_and_no_role_collection() {
        let count = |read, total| Count { read, total };
        for (users, role_collections, nearly) in [
            (count(0, None), count(20, Some(20)), false),
            (count(79, Some(100)), count(20, Some(20)), false),
            (count(80, Some(100)), count(20, Some(20)), true),
            (count(100, Some(100)), count(19, Some(20)), false),
            (count(100, Some(100)), count(0, None), false),
            (count(101, Some(100)), count(0, Some(0)), true),
        ] {
            let read = ReadSoFar { users, role_collections, ..ReadSoFar::default() };
            assert_eq!(read.is_nearly_all(), nearly, "{} {:?}", read.users.read, read.role_collections.total);
        }
    }

    #[test]
    fn what_showing_takes_is_a_small_part_of_what_reading_takes() {
        for (page_takes, row_takes) in [(333, 10), (100, 40), (20, 40), (20, 100)] {
            let row_takes = Duration::from_micros(row_takes);
            let (shown, percent) = read(100_000, Duration::from_millis(page_takes), row_takes);
            assert!(!shown.is_empty() && percent <= 5, "{page_takes} {row_takes:?}: {shown:?}, {percent} %");
        }
    }
}
