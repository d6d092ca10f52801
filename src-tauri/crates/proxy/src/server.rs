//! Connections: accepted, served, brought to their end.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::Turns;

use crate::auth::Gate;
use crate::backend::AT_ONCE;
use crate::context::Memory;
use crate::handle;
use crate::limit::Limit;
use crate::record::Log;
use crate::rules::Library;
use crate::source::Source;
use crate::walks::Walks;

/// The most connections at the same time; more wait to be accepted.
const CONNECTIONS: usize = 4096;
/// Bytes of a request's head.
const HEAD: usize = 64 * 1024;
/// How long a client may take to send a head, and a connection may idle before one.
const HEAD_TIME: Duration = Duration::from_secs(60);
/// More writes at once than ever run.
const WRITES: u32 = 1 << 20;

/// How a server runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0: any free one.
    pub address: SocketAddr,
    /// Under which address consumers know it, where it is not that: `https://zonedesk.acme.example`.
    pub public_url: Option<String>,
    /// Where calls are kept for whoever looks; none: nobody does.
    pub log: Option<Log>,
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

/// What all requests share.
pub struct Proxy {
    pub(crate) source: Arc<dyn Source>,
    pub(crate) gate: Gate,
    pub(crate) library: Library,
    pub(crate) walks: Walks,
    memory: Mutex<HashMap<SystemId, Arc<Memory>>>,
    /// Scheme, host and port as consumers know them.
    pub(crate) origin: String,
    pub(crate) log: Option<Log>,
    /// Each write holds one: it is brought to its end, also when its consumer has gone.
    pub(crate) writes: Arc<Semaphore>,
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxy").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Proxy {
    pub(crate) fn memory(&self, system: SystemId) -> Arc<Memory> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            Arc::new(Memory {
                writes: 0.into(),
                at_once: Arc::new(Semaphore::new(AT_ONCE)),
                writers: Turns::default(),
                limit: Limit::default(),
            })
        };
        memory.entry(system).or_insert_with(new).clone()
    }
}

/// A server that answers. Dropping it ends it at once.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Scheme, host and port as consumers know them.
    pub origin: String,
    stop: watch::Sender<bool>,
    closed: watch::Receiver<bool>,
    task: JoinHandle<()>,
}

/// Starts to serve.
///
/// # Errors
/// An address that other computers reach: there is no TLS. One that cannot be listened on.
pub async fn start(source: Arc<dyn Source>, options: Options) -> Result<Running, StartError> {
    let asked = options.address;
    if !asked.ip().is_loopback() {
        return Err(StartError::NotLoopback(asked));
    }
    let refused = |source| StartError::Listen { address: asked, source };
    let listener = TcpListener::bind(asked).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let origin = match options.public_url.filter(|url| !url.is_empty()) {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{address}"),
    };
    let proxy = Arc::new(Proxy {
        source,
        gate: Gate::default(),
        library: Library::default(),
        walks: Walks::default(),
        memory: Mutex::default(),
        origin: origin.clone(),
        log: options.log,
        writes: Arc::new(Semaphore::new(WRITES as usize)),
    });
    let (stop, stopping) = watch::channel(false);
    let (close, closed) = watch::channel(false);
    let task = tokio::spawn(run(listener, proxy, stopping, close));
    Ok(Running { address, origin, stop, closed, task })
}

impl Running {
    /// Takes no more connections; the requests that run go on. Its address is free for another then.
    pub async fn close(&mut self) {
        let _ = self.stop.send(true);
        let _ = self.closed.wait_for(|closed| *closed).await;
    }

    /// Takes no more connections, lets the requests that run come to their end.
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
    while connections.join_next().await.is_some() {}
    let _ = proxy.writes.acquire_many(WRITES).await;
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
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| handle::answer(proxy.clone(), request, peer.ip()));
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
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
