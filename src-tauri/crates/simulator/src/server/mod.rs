//! Sockets, turns and faults around the API.

mod account;
mod control;
mod others;
mod payload;
mod serve;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::change::Change;
use crate::clock::{Clock, SystemClock};
use crate::landscape::{Landscape, LandscapeError, Level, zone_of};
use account::Served;
pub use account::Write;
pub use control::Control;

/// How a simulator runs.
#[derive(Clone)]
pub struct Options {
    /// 0: any free one. It is always on 127.0.0.1.
    pub port: u16,
    pub clock: Arc<dyn Clock>,
    /// Requests a second for each account at the start; 0: no limit.
    pub rate: u32,
    /// Written before on the same landscape, in their order.
    pub replay: Vec<Change>,
    /// Takes each write as it succeeds.
    pub changes: Option<mpsc::UnboundedSender<Change>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 0, clock: Arc::new(SystemClock), rate: 0, replay: Vec::new(), changes: None }
    }
}

/// An account that answers, and how to log on to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountInfo {
    pub name: String,
    pub level: Level,
    /// Name of the account or folder above.
    pub parent: Option<String>,
    pub region: String,
    pub subdomain: String,
    /// `/Users` and `/Groups` are below it.
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    pub client_secret: String,
    /// A client that may only read, where the account has one.
    pub read_only_client_id: Option<String>,
    pub read_only_client_secret: Option<String>,
    pub zone_id: String,
}

/// A node of the landscape without an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    pub name: String,
    pub level: Level,
    pub parent: Option<String>,
}

/// Why a simulator does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Landscape(#[from] LandscapeError),
    #[error("port {port} on 127.0.0.1 cannot be listened on")]
    Port { port: u16, source: std::io::Error },
}

/// Starts simulators.
#[derive(Debug, Clone, Copy)]
pub struct Simulator;

/// A simulator that answers. Dropping it ends it at once.
#[derive(Debug)]
pub struct Running {
    pub addr: SocketAddr,
    /// `http://127.0.0.1:PORT`
    pub base: String,
    pub accounts: Vec<AccountInfo>,
    pub folders: Vec<Folder>,
    /// Switches limits and faults.
    pub control: Control,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Simulator {
    /// Fills the accounts, replays, listens.
    ///
    /// # Errors
    /// A landscape that cannot be, a port that is taken.
    pub async fn start(landscape: Landscape, options: Options) -> Result<Running, StartError> {
        landscape.check()?;
        let port = options.port;
        let listening = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = listening.map_err(|source| StartError::Port { port, source })?;
        let addr = listener.local_addr().map_err(|source| StartError::Port { port, source })?;
        let base = format!("http://{addr}");
        let mut served = Vec::new();
        let mut folders = Vec::new();
        for account in &landscape.accounts {
            if account.subdomain.is_none() {
                let (name, level, parent) = (account.name.clone(), account.level, account.parent.clone());
                folders.push(Folder { name, level, parent });
                continue;
            }
            let dialect = landscape.dialect.into();
            let zone = zone_of(account, dialect, landscape.seed, landscape.now)?;
            served.push(Served::new(account, zone, landscape.seed, &base, options.rate));
        }
        for change in options.replay {
            if let Some(served) = served.iter().find(|served| served.info.subdomain == change.account) {
                served.zone().replay(change);
            }
        }
        let served = Arc::new(served);
        let accounts = served.iter().map(|served| served.info.clone()).collect();
        let control = Control::new(served.clone(), options.clock.clone());
        let (stop, stopping) = watch::channel(false);
        let server = serve::Server {
            served,
            control: control.clone(),
            clock: options.clock,
            changes: options.changes,
        };
        let task = tokio::spawn(serve::run(listener, Arc::new(server), stopping));
        Ok(Running { addr, base, accounts, folders, control, stop, task })
    }
}

impl Running {
    /// Takes no more connections, lets those that run come to their end.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let _ = (&mut self.task).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
