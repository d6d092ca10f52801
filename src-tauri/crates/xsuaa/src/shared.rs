//! What several processes that ask the same accounts share: whose request may start, and who writes a group.

use std::any::Any;
use std::fmt;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::time::Duration;

/// An answer that is waited for.
pub type Waited<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Holds a lock until it is dropped.
pub type Lock = Box<dyn Any + Send>;

/// The store cannot be reached: each process is on its own, at its own pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store that processes share cannot be reached")]
pub struct Alone;

/// A store that processes share. What goes wrong it tells the log itself, and it answers soon all the same.
pub trait SharedPace: fmt::Debug + Send + Sync {
    /// The next start of a request to an account, of which all processes together make so many a second: how long it is
    /// until then. Whoever is given one has it, and need not use it.
    fn slot<'a>(&'a self, account: &'a str, limit: NonZeroU32) -> Waited<'a, Result<Duration, Alone>>;

    /// Waits until no process holds the lock of this name.
    fn lock<'a>(&'a self, name: &'a str) -> Waited<'a, Result<Lock, Alone>>;
}
