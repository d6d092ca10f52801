use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::watch;
use zonedesk_scim::Timestamp;

use super::AccountInfo;
use crate::api::{Access, Credentials};
use crate::change::Change;
use crate::fault::{Pace, Settings};
use crate::landscape::{Account, Client};
use crate::random::Random;
use crate::zone::{Dialect, Zone};

/// Half a day, as UAA gives.
const TOKEN_SECONDS: i64 = 43_200;

/// An account while it is served.
#[derive(Debug)]
pub(super) struct Served {
    pub info: AccountInfo,
    access: Access,
    zone: Mutex<Zone>,
    settings: Mutex<Settings>,
    pace: Mutex<Pace>,
    /// Unix seconds.
    tokens_since: AtomicI64,
    /// Requests to `/Users` and `/Groups`, refused ones included.
    requests: AtomicU64,
    writes: Mutex<Vec<Write>>,
    /// Requests that met [`crate::Failure::Silence`].
    silences: watch::Sender<u64>,
}

/// A request that changed the account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Write {
    pub method: String,
    /// Below the account's base, percent-encoded.
    pub path: String,
    /// What it was answered with; a refused PATCH may have changed something.
    pub status: u16,
    /// What it led to.
    pub changes: Vec<Change>,
}

/// A lock that outlives a panic of another holder: each change of a zone leaves it usable.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Served {
    pub fn new(account: &Account, zone: Zone, seed: u64, base: &str, rate: u32) -> Self {
        let subdomain = account.subdomain.clone().unwrap_or_default();
        let url = if subdomain.is_empty() { base.to_owned() } else { format!("{base}/{subdomain}") };
        let clients = clients(account, &zone, seed);
        let credentials = clients.iter().map(|client| credentials(client, zone.dialect)).collect();
        let full = clients.iter().find(|client| !client.read_only).or(clients.first());
        let reader = clients.iter().find(|client| client.read_only);
        let (client_id, client_secret) =
            full.map(|client| (client.id.clone(), client.secret.clone())).unwrap_or_default();
        let info = AccountInfo {
            name: account.name.clone(),
            level: account.level,
            parent: account.parent.clone(),
            region: account.region.clone(),
            subdomain,
            token_url: format!("{url}/oauth/token"),
            url,
            client_id,
            client_secret,
            read_only_client_id: reader.map(|client| client.id.clone()),
            read_only_client_secret: reader.map(|client| client.secret.clone()),
            zone_id: zone.zone_id.to_string(),
        };
        let access = Access {
            dialect: zone.dialect,
            zone_id: info.zone_id.clone(),
            subdomain: info.subdomain.clone(),
            clients: credentials,
            seed,
            tokens_since: 0,
            token_seconds: 0,
        };
        Self {
            info,
            access,
            zone: Mutex::new(zone),
            settings: Mutex::new(Settings { rate, ..Settings::default() }),
            pace: Mutex::new(Pace::default()),
            tokens_since: AtomicI64::new(0),
            requests: AtomicU64::new(0),
            writes: Mutex::default(),
            silences: watch::Sender::new(0),
        }
    }

    pub fn zone(&self) -> MutexGuard<'_, Zone> {
        locked(&self.zone)
    }

    pub fn settings(&self) -> MutexGuard<'_, Settings> {
        locked(&self.settings)
    }

    pub fn pace(&self) -> MutexGuard<'_, Pace> {
        locked(&self.pace)
    }

    /// What callers may do at this moment.
    pub fn access(&self) -> Access {
        Access {
            tokens_since: self.tokens_since.load(Ordering::SeqCst),
            token_seconds: self.settings().token_seconds.into(),
            ..self.access.clone()
        }
    }

    /// Tokens given until now are good no longer.
    pub fn expire_tokens(&self, now: Timestamp) {
        self.tokens_since.store(now.0.div_euclid(1000) + 1, Ordering::SeqCst);
    }

    /// Its number, from 0.
    pub fn count_request(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed)
    }

    pub fn keep_write(&self, write: Write) {
        locked(&self.writes).push(write);
    }

    pub fn writes(&self) -> Vec<Write> {
        locked(&self.writes).clone()
    }

    pub fn count_silence(&self) {
        self.silences.send_modify(|count| *count += 1);
    }

    pub fn silences(&self) -> watch::Receiver<u64> {
        self.silences.subscribe()
    }

    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// How the control path names the account.
    pub fn control_name(&self) -> &str {
        if self.info.subdomain.is_empty() { &self.info.zone_id } else { &self.info.subdomain }
    }
}

fn clients(account: &Account, zone: &Zone, seed: u64) -> Vec<Client> {
    if !account.clients.is_empty() {
        return account.clients.clone();
    }
    let mut random = Random::of(seed.wrapping_add(2), &zone.subdomain);
    ["full", "read-only"]
        .map(|kind| Client {
            id: format!("sb-{kind}-access!a{}", 10_000 + random.below(90_000)),
            secret: format!("{}={}", random.uuid(), random.next()),
            read_only: kind == "read-only",
            scopes: None,
            token_seconds: None,
        })
        .to_vec()
}

fn credentials(client: &Client, dialect: Dialect) -> Credentials {
    let usual: &[&str] = match (dialect, client.read_only) {
        (Dialect::Uaa, false) => &["scim.write", "scim.read"],
        (Dialect::Uaa, true) => &["scim.read"],
        (Dialect::Xsuaa, false) => &[
            "uaa.resource",
            "xs_authorization.read",
            "xs_authorization.write",
            "xs_idp.read",
            "xs_idp.write",
            "xs_user.read",
            "xs_user.write",
        ],
        (Dialect::Xsuaa, true) => &["uaa.resource", "xs_authorization.read", "xs_idp.read", "xs_user.read"],
    };
    Credentials {
        id: client.id.clone(),
        secret: client.secret.clone(),
        scopes: client
            .scopes
            .clone()
            .unwrap_or_else(|| usual.iter().map(|scope| (*scope).to_owned()).collect()),
        seconds: client.token_seconds.unwrap_or(TOKEN_SECONDS),
    }
}
