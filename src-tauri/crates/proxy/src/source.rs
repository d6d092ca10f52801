//! What the server is given by whoever runs it.

use std::collections::BTreeMap;
use std::pin::Pin;

use zonedesk_transform::functions::Outside;
use zonedesk_workspace::{Consumer, SystemId};
use zonedesk_xsuaa::Account;

/// An answer that is waited for.
pub type Waited<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A system as it is at this moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Served {
    pub id: SystemId,
    pub name: String,
    /// All properties in force, without credentials.
    pub properties: BTreeMap<String, String>,
    /// The read transformation in use.
    pub read: String,
    /// The write transformation in use.
    pub write: String,
    pub consumers: Vec<Consumer>,
}

/// Why something cannot be had now; for the log, never for a consumer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(pub String);

/// Where systems, accounts and the world come from. Asked with each request, so that a change counts at once.
pub trait Source: Send + Sync + 'static {
    /// None: there is no such system, or it is switched off.
    fn system(&self, id: SystemId) -> Waited<'_, Result<Option<Served>, Unavailable>>;

    /// The account behind a system.
    fn account(&self, id: SystemId) -> Waited<'_, Result<Account, Unavailable>>;

    /// Whether systems can be asked for at all.
    fn ready(&self) -> Waited<'_, Result<(), Unavailable>>;

    /// Clock and chance for transformations.
    fn world(&self) -> Box<dyn Outside + Send>;
}
