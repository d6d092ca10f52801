//! What several processes that ask the same accounts share: whose request may start, and who writes a group.

use std::any::Any;
use std::fmt;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// An answer that is waited for.
pub type Waited<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Holds a lock until it is dropped.
pub type Lock = Box<dyn Any + Send>;

/// What the processes share cannot be reached: each is on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what the processes share cannot be reached")]
pub struct Alone;

/// Moments at which requests may start, given out one after the other to all processes that ask the same accounts. What
/// goes wrong it tells the log itself, and it answers soon all the same.
pub trait Slots: Send + Sync + fmt::Debug {
    /// Takes the next slot of an account that runs so many requests a second: how long it is until then. `account`: the
    /// same in all processes. One that is taken and not used is lost. No time where nothing can be shared: the process's
    /// own pace holds.
    fn take<'a>(&'a self, account: &'a str, limit: NonZeroU32) -> Waited<'a, Duration>;

    /// Waits until no other process holds the lock of this name. None where processes do not take locks from here.
    ///
    /// # Errors
    /// [`Alone`]: nobody knows who holds it.
    fn lock<'a>(&'a self, name: &'a str) -> Waited<'a, Result<Option<Lock>, Alone>>;
}

/// Where the queues of a process take their slots; none: each process has its own pace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared(Arc<RwLock<Option<Arc<dyn Slots>>>>);

impl Shared {
    pub fn set(&self, slots: Option<Arc<dyn Slots>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = slots;
    }

    pub fn get(&self) -> Option<Arc<dyn Slots>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
