//! Writing what a refresh reads, off the runtime's threads; of a first refresh also before it ends.

use tokio::sync::mpsc;
use zonedesk_scim::{Group, User};
use zonedesk_workspace::{Partial, Result, SnapshotLoad, SystemId, Workspace};
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
    workspace: &Workspace,
    id: SystemId,
    mut parts: mpsc::Receiver<Part>,
    shown: impl Fn(),
) -> Result<SnapshotLoad> {
    let mut load = workspace.load_snapshot(id)?;
    let mut read = ReadSoFar::default();
    while let Some(part) = parts.blocking_recv() {
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
        if read.is_worth_showing() && load.show(now(), &read.partial())? {
            shown();
        }
    }
    Ok(load)
}

/// Each time that much more was read, it is shown again: all copies together are then a third of the whole at most,
/// while the first rows come with the first page.
const GROWTH: u64 = 4;

#[derive(Default)]
struct ReadSoFar {
    users: Count,
    role_collections: Count,
    /// Rows from which on it is shown next.
    next: u64,
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
    /// Says yes once for each step of growth, from when both lists have begun: a list without rows would look empty.
    fn is_worth_showing(&mut self) -> bool {
        let Some((users, role_collections)) = self.users.total.zip(self.role_collections.total) else {
            return false;
        };
        let read = self.users.read + self.role_collections.read;
        // What is read to its end is finished next.
        if read < self.next || read >= users + role_collections {
            return false;
        }
        self.next = read * GROWTH;
        true
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

    #[test]
    fn a_large_account_is_shown_in_few_steps_and_a_small_one_when_it_is_read() {
        for (users, steps) in [(500, vec![]), (501, vec![520]), (100_000, vec![520, 2520, 10_520, 42_520])] {
            let mut read = ReadSoFar::default();
            let mut shown = Vec::new();
            let page = |items: u64, total| Page { items: vec![(); items as usize], total };
            for first in (0..users).step_by(500) {
                read.users.page(&page(500.min(users - first), users));
                if read.is_worth_showing() {
                    shown.push(read.users.read + read.role_collections.read);
                }
                if first == 0 {
                    read.role_collections.page(&page(20, 20));
                    if read.is_worth_showing() {
                        shown.push(read.users.read + read.role_collections.read);
                    }
                }
            }
            assert_eq!(shown, steps, "{users} users");
        }
    }
}
