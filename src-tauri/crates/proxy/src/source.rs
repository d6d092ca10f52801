//! What the server is given by whoever runs it.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use secrecy::SecretSlice;
use sha2::{Digest as _, Sha256};
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

/// A consumer with the system that it may call.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    pub system: SystemId,
    /// Name of the system.
    pub name: String,
    pub consumer: Consumer,
}

/// A key that tokens are signed with.
#[derive(Debug, Clone)]
pub struct TokenKey {
    /// Tokens name it, so that each instance finds the key of another's.
    pub id: String,
    /// 32 random bytes.
    pub secret: SecretSlice<u8>,
}

impl TokenKey {
    /// A key that has its id of itself.
    pub fn of(secret: &str) -> Self {
        let id = BASE64URL.encode(&digest(&format!("id\n{secret}"))[..8]);
        Self { id, secret: digest(&format!("key\n{secret}")).to_vec().into() }
    }
}

/// SHA-256.
pub fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// Why something cannot be had now; for the log, never for a consumer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(pub String);

/// Where systems, accounts and the world come from. Asked with each request, so that a change counts at once.
pub trait Source: Send + Sync + 'static {
    /// None: there is no such system, or it is switched off.
    fn system(&self, id: SystemId) -> Waited<'_, Result<Option<Arc<Served>>, Unavailable>>;

    /// The account behind a system.
    fn account(&self, id: SystemId) -> Waited<'_, Result<Account, Unavailable>>;

    /// The consumers with this id of all systems that are switched on.
    fn clients(&self, id: String) -> Waited<'_, Result<Vec<Client>, Unavailable>>;

    /// The keys of tokens; the first one signs, all of them check. `wanted`: the key of a token, which another instance
    /// may have made a moment ago.
    fn token_keys(&self, wanted: Option<String>) -> Waited<'_, Result<Vec<TokenKey>, Unavailable>>;

    /// Whether systems can be asked for at all.
    fn ready(&self) -> Waited<'_, Result<(), Unavailable>>;

    /// Clock and chance for transformations.
    fn world(&self) -> Box<dyn Outside + Send>;
}
