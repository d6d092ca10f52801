//! Connections: accepted, served, brought to their end.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::{Account, Turns};

use crate::auth::Gate;
use crate::backend::AT_ONCE;
use crate::caller::Connection;
use crate::context::{Memory, Traffic};
use crate::metrics::Metrics;
use crate::outbox::{Impatient, Outbox};
use crate::record::Log;
use crate::root;
use crate::rules::Library;
use crate::source::Source;
use crate::tls::Tls;
use crate::walks::Walks;

/// The most connections at the same time; more wait to be accepted.
const CONNECTIONS: usize = 4096;
/// Bytes of a request's head.
const HEAD: usize = 64 * 1024;
/// How long a client may take to send a head, and a connection may idle before one.
const HEAD_TIME: Duration = Duration::from_secs(60);
/// More writes at once than ever run.
const WRITES: u32 = 1 << 20;

/// How long a client may take to shake hands.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// How long a stop waits for what runs: less than Kubernetes waits before it kills (30 s).
const STOP_TIME: Duration = Duration::from_secs(25);

/// How a server runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0: any free one.
    pub address: SocketAddr,
    /// Under which address consumers know it, where it is not that: `https://zonedesk.acme.example`.
    pub public_url: Option<String>,
    pub way: Way,
    /// Who has it may read `/metrics`; none: nobody.
    pub metrics: Option<SecretString>,
    /// Where calls are kept for whoever looks; none: nobody does.
    pub log: Option<Log>,
}

impl Options {
    /// Plain HTTP, and no more than that.
    pub fn at(address: SocketAddr) -> Self {
        Self { address, public_url: None, way: Way::Plain, metrics: None, log: None }
    }
}

/// How secrets come here unseen.
#[derive(Debug, Clone)]
pub enum Way {
    /// On this computer alone.
    Plain,
    Tls(Tls),
    /// Routers of these networks end TLS, and speak plain HTTP with us. Nobody else may.
    EndedBy(Vec<IpNet>),
}

impl Way {
    pub(crate) fn scheme(&self) -> &'static str {
        match self {
            Self::Tls(_) => "https",
            Self::Plain | Self::EndedBy(_) => "http",
        }
    }
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Secrets would go over the network as plain text.
    #[error("{0} is reached from other computers, and the proxy speaks plain HTTP")]
    NotLoopback(SocketAddr),
    #[error("{address} cannot be listened on")]
    Listen { address: SocketAddr, source: io::Error },
}

/// What a server shows to those who call.
#[derive(Debug)]
pub struct Front {
    pub way: Way,
    pub public_url: Option<String>,
    pub metrics: Option<SecretString>,
}

impl Front {
    fn of(options: Options, address: SocketAddr) -> Result<Arc<Self>, StartError> {
        if matches!(options.way, Way::Plain) && !address.ip().is_loopback() {
            return Err(StartError::NotLoopback(options.address));
        }
        let public_url = options.public_url.map(|url| url.trim_end_matches('/').to_owned());
        let public_url = public_url.filter(|url| !url.is_empty());
        let metrics = options.metrics.filter(|token| !token.expose_secret().is_empty());
        Ok(Arc::new(Self { way: options.way, public_url, metrics }))
    }

    fn origin(&self, address: SocketAddr) -> String {
        let host = match address.ip() {
            ip if ip.is_unspecified() => format!("localhost:{}", address.port()),
            _ => address.to_string(),
        };
        self.public_url.clone().unwrap_or_else(|| format!("{}://{host}", self.way.scheme()))
    }
}

/// What all requests share.
pub struct Proxy {
    pub(crate) source: Arc<dyn Source>,
    pub(crate) gate: Gate,
    pub(crate) library: Library,
    pub(crate) walks: Walks,
    traffic: Mutex<HashMap<SystemId, Arc<Traffic>>>,
    /// By the addresses of accounts.
    memory: Mutex<HashMap<String, Arc<Memory>>>,
    front: RwLock<Arc<Front>>,
    pub(crate) metrics: Metrics,
    pub(crate) log: Option<Log>,
    pub(crate) outbox: Outbox,
    pub(crate) ids: RequestIds,
    /// Each write holds one: it is brought to its end, also when its consumer has gone.
    pub(crate) writes: Arc<Semaphore>,
}

/// Names for requests that bring none: random is the first one alone, which no two processes share. Chance for each would
/// be a call of the system.
pub(crate) struct RequestIds(AtomicU64, Uuid);

impl Default for RequestIds {
    fn default() -> Self {
        Self(AtomicU64::new(0), Uuid::new_v4())
    }
}

impl RequestIds {
    pub fn next(&self) -> String {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(self.1.as_u128() ^ u128::from(number)).to_string()
    }
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxy").field("front", &self.front).finish_non_exhaustive()
    }
}

impl Proxy {
    /// As it is now.
    pub(crate) fn front(&self) -> Arc<Front> {
        self.front.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Calls to the account of each system so far.
    pub(crate) fn calls(&self) -> Vec<(SystemId, u64)> {
        let traffic = self.traffic.lock().unwrap_or_else(PoisonError::into_inner);
        let mut calls: Vec<_> =
            traffic.iter().map(|(id, traffic)| (*id, traffic.calls.load(Ordering::Relaxed))).collect();
        calls.sort_unstable();
        calls
    }

    pub(crate) fn traffic(&self, system: SystemId) -> Arc<Traffic> {
        let mut traffic = self.traffic.lock().unwrap_or_else(PoisonError::into_inner);
        traffic.entry(system).or_default().clone()
    }

    /// Two systems of one account have the same.
    pub(crate) fn memory(&self, account: &Account) -> Arc<Memory> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = memory.get(account.addresses()) {
            return known.clone();
        }
        let new = Arc::new(Memory {
            writes: 0.into(),
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            writers: Turns::default(),
        });
        memory.insert(account.addresses().to_owned(), new.clone());
        new
    }
}

/// A server that answers. Dropping it ends it at once.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Scheme, host and port as consumers know them.
    pub origin: String,
    proxy: Arc<Proxy>,
    stop: watch::Sender<bool>,
    closed: watch::Receiver<bool>,
    task: JoinHandle<()>,
}

/// Starts to serve.
///
/// # Errors
/// An address that other computers reach without TLS. One that cannot be listened on.
pub async fn start(source: Arc<dyn Source>, options: Options) -> Result<Running, StartError> {
    let (asked, log) = (options.address, options.log.clone());
    let front = Front::of(options, asked)?;
    let refused = |source| StartError::Listen { address: asked, source };
    let listener = TcpListener::bind(asked).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let origin = front.origin(address);
    let proxy = Arc::new(Proxy {
        source,
        gate: Gate::default(),
        library: Library::default(),
        walks: Walks::default(),
        traffic: Mutex::default(),
        memory: Mutex::default(),
        front: RwLock::new(front),
        metrics: Metrics::default(),
        log,
        outbox: Outbox::default(),
        ids: RequestIds::default(),
        writes: Arc::new(Semaphore::new(WRITES as usize)),
    });
    let (stop, stopping) = watch::channel(false);
    let (close, closed) = watch::channel(false);
    let task = tokio::spawn(run(listener, proxy.clone(), stopping, close));
    Ok(Running { address, origin, proxy, stop, closed, task })
}

impl Running {
    /// Takes other options but for the address and the log: they count for connections that come, and for requests of
    /// those that are there. None of them is closed.
    ///
    /// # Errors
    /// Plain HTTP where other computers reach the address: all stays as it was.
    pub fn change(&self, options: Options) -> Result<(), StartError> {
        let front = Front::of(options, self.address)?;
        *self.proxy.front.write().unwrap_or_else(PoisonError::into_inner) = front;
        Ok(())
    }

    /// Takes no more connections; the requests that run go on. Its address is free for another then.
    pub async fn close(&mut self) {
        let _ = self.stop.send(true);
        let _ = self.closed.wait_for(|closed| *closed).await;
    }

    /// Takes no more connections, lets the requests that run come to their end, for as long as 25 seconds.
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

async fn run(
    listener: TcpListener,
    proxy: Arc<Proxy>,
    mut stopping: watch::Receiver<bool>,
    close: watch::Sender<bool>,
) {
    let mut connections = JoinSet::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            (listener.accept().await, place)
        };
        tokio::select! {
            (accepted, place) = accepted => match accepted {
                Ok((stream, peer)) => {
                    let (proxy, stopping) = (proxy.clone(), stopping.clone());
                    connections.spawn(async move {
                        let _place = place;
                        connection(stream, peer, proxy, stopping).await;
                    });
                }
                // Out of file handles, for example: the others get a moment to end.
                Err(error) => {
                    tracing::warn!(%error, "no connection accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next() => {}
            () = stopped(&mut stopping) => break,
        }
    }
    drop(listener);
    let _ = close.send(true);
    let ended = async {
        while connections.join_next().await.is_some() {}
        let _ = proxy.writes.acquire_many(WRITES).await;
    };
    if tokio::time::timeout(STOP_TIME, ended).await.is_err() {
        tracing::warn!(connections = connections.len(), "stopped while requests were running");
    }
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the server itself is gone.
    let _ = stopping.wait_for(|stop| *stop).await;
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    proxy: Arc<Proxy>,
    mut stopping: watch::Receiver<bool>,
) {
    let _counted = proxy.metrics.connection();
    let _ = stream.set_nodelay(true);
    let Ok(local) = stream.local_addr() else { return };
    let front = proxy.front();
    let mut connection = Connection::new(peer.ip(), front.way.scheme(), local);
    let Way::Tls(tls) = &front.way else {
        return requests(stream, connection, proxy.clone(), stopping).await;
    };
    // Boxed, as what follows: connections without TLS need no room for it.
    let shaken = tokio::select! {
        shaken = Box::pin(tokio::time::timeout(HANDSHAKE_TIME, tls.accept(stream))) => shaken,
        () = stopped(&mut stopping) => return,
    };
    match shaken {
        Ok(Ok((stream, certificate))) => {
            connection.certificate = certificate.map(Arc::new);
            Box::pin(requests(stream, connection, proxy.clone(), stopping)).await;
        }
        Ok(Err(error)) => {
            proxy.metrics.handshake_failed();
            tracing::debug!(%error, %peer, "a TLS handshake failed");
        }
        Err(_) => {
            proxy.metrics.handshake_failed();
            tracing::debug!(%peer, "a TLS handshake took too long");
        }
    }
}

async fn requests<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    connection: Connection,
    proxy: Arc<Proxy>,
    mut stopping: watch::Receiver<bool>,
) {
    let service = service_fn(move |request| root::answer(proxy.clone(), request, &connection));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(Impatient::new(stream)), service);
    tokio::pin!(connection);
    let outcome = tokio::select! {
        outcome = &mut connection => outcome,
        () = stopped(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "a connection ended early");
    }
}
