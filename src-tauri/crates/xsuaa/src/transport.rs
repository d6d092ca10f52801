//! Bytes out, bytes in. Knows no token and no JSON.

use std::error::Error as _;
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use url::Url;

use crate::{ErrorKind, Unreachable};

/// Answers above this are not taken into memory. 500 role collections of 1 000 members each are 50 MB.
const LARGEST_ANSWER: usize = 256 << 20;
const CONNECT: Duration = Duration::from_secs(10);
/// Between two pieces of an answer. One PATCH of thousands of members takes UAA half a minute.
const READ: Duration = Duration::from_secs(90);

/// The connections of all accounts. Cheap to clone; keep one a process, since it pools.
#[derive(Debug, Clone, Default)]
pub struct Transport(Arc<Clients>);

#[derive(Debug, Default)]
struct Clients {
    /// For https: the system's certificates (read at the first use) and the system's HTTP proxy.
    secure: OnceLock<Result<Client, String>>,
    /// For http to this computer: no proxy, and no certificates to be read.
    loopback: OnceLock<Result<Client, String>>,
}

/// An answer, whatever its status.
pub(crate) struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Transport {
    pub(crate) fn client(&self, url: &Url) -> Result<&Client, ErrorKind> {
        let client = if url.scheme() == "http" {
            self.0.loopback.get_or_init(|| build(|builder| builder.no_proxy().tls_certs_only([])))
        } else {
            self.0.secure.get_or_init(|| build(|builder| builder))
        };
        client.as_ref().map_err(|message| ErrorKind::Setup(message.clone()))
    }
}

fn build(with: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder) -> Result<Client, String> {
    // Fails when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(CONNECT)
        .read_timeout(READ)
        .user_agent(concat!("Zonedesk/", env!("CARGO_PKG_VERSION")));
    with(builder).build().map_err(|error| innermost(&error))
}

/// Sends and takes in the whole answer.
pub(crate) async fn exchange(request: RequestBuilder) -> Result<Raw, ErrorKind> {
    let mut response = request.send().await.map_err(|error| unreachable(&error))?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(ErrorKind::TooLarge { limit: LARGEST_ANSWER });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Raw { status: response.status(), headers: std::mem::take(response.headers_mut()), body })
}

fn unreachable(error: &reqwest::Error) -> ErrorKind {
    let detail = innermost(error);
    let reason = if error.is_timeout() {
        Unreachable::Timeout
    } else if causes(error).any(is_tls) {
        Unreachable::Tls
    } else if causes(error).any(|cause| cause.to_string() == "dns error") {
        Unreachable::HostUnknown
    } else if error.is_connect() {
        Unreachable::Refused
    } else {
        Unreachable::Broken
    };
    ErrorKind::Unreachable { reason, detail }
}

/// rustls hides its error in an `io::Error`, whose `source` steps over it.
fn is_tls(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<rustls::Error>()
        || cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
            .is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>)
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// The last cause: the others repeat the address or say "error sending request".
fn innermost(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| "no further details".to_owned(), ToString::to_string)
}
