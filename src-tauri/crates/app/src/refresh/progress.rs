use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::jobs::Handle;

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Users = 0,
    RoleCollections = 1,
}

/// How many entities of each list were read, of how many.
pub(super) struct Progress<'a> {
    handle: &'a Handle,
    counted: Mutex<Counted>,
}

#[derive(Default)]
struct Counted {
    done: [u64; 2],
    total: [Option<u64>; 2],
    requests: u32,
}

impl<'a> Progress<'a> {
    pub(super) fn new(handle: &'a Handle) -> Self {
        Self { handle, counted: Mutex::default() }
    }

    pub(super) fn page(&self, kind: Kind, read: u64, total: u64) {
        let mut counted = self.counted();
        counted.done[kind as usize] += read;
        counted.total[kind as usize] = Some(total);
        counted.requests += 1;
        drop(counted);
        self.tell();
    }

    pub(super) fn done(&self) -> u64 {
        self.counted().done.iter().sum()
    }

    pub(super) fn total(&self, kind: Kind) -> Option<u64> {
        self.counted().total[kind as usize]
    }

    /// A request that brought no rows.
    pub(super) fn request(&self) {
        self.counted().requests += 1;
        self.tell();
    }

    /// What was read is read anew; the requests were made all the same.
    pub(super) fn begin_again(&self) {
        let mut counted = self.counted();
        *counted = Counted { requests: counted.requests, ..Counted::default() };
    }

    fn tell(&self) {
        let counted = self.counted();
        // Until both lists have told their size, the sum is not known.
        let total = counted.total[0].zip(counted.total[1]).map(|(users, groups)| users + groups);
        self.handle.progress(counted.done.iter().sum(), total, counted.requests);
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
