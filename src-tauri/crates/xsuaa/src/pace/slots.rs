//! Turns that several processes share.

use std::fmt;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Moments at which requests may start, given out one after the other to all processes that ask the same accounts.
pub trait Slots: Send + Sync + fmt::Debug {
    /// Takes the next slot of an account that runs so many requests a second: how long it is until then. `account`: the
    /// same in all processes. One that is taken and not used is lost.
    fn take(&self, account: &str, limit: NonZeroU32) -> Pin<Box<dyn Future<Output = Duration> + Send + '_>>;
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
