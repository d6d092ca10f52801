//! Bytes out, bytes in. Knows no token and no JSON.

use std::collections::HashMap;
use std::error::Error as _;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use tokio::sync::watch;
use url::Url;

use crate::pace::{Queues, Slots};
use crate::proxy::{Proxy, for_client};
use crate::sap_host::is_of_sap;
use crate::tls::{self, Trust};
use crate::{CertificateChain, ClientIdentity, ErrorKind, Timeouts, Unreachable};

/// Answers above this are not taken into memory. 500 role collections of 1 000 members each are 50 MB.
const LARGEST_ANSWER: usize = 256 << 20;
/// 500 users with their role collections are less.
const LIKELY_ANSWER: usize = 1 << 20;

/// What holds for the connections of all accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    pub proxy: Proxy,
    /// Trusted besides those that the computer trusts.
    pub authorities: Option<CertificateChain>,
}

/// The connections of all accounts, and their queues. Cheap to clone; keep one a process, since it pools.
#[derive(Debug, Clone, Default)]
pub struct Transport(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    queues: Queues,
}

#[derive(Debug, Default)]
struct State {
    network: Network,
    /// Connections are shared by all that want the same.
    clients: HashMap<Wire, Result<Client, String>>,
}

/// How the connections of an account are made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Wire {
    pub trust_all: bool,
    pub timeouts: Timeouts,
    pub identity: Option<ClientIdentity>,
    /// http to this computer: no proxy, and no certificates to be read.
    plain: bool,
}

impl Wire {
    pub fn new(trust_all: bool, timeouts: Timeouts, identity: Option<ClientIdentity>) -> Self {
        Self { trust_all, timeouts, identity, plain: false }
    }

    /// What of it matters for this address.
    fn to(&self, url: &Url) -> Self {
        if url.scheme() == "http" {
            return Self { trust_all: false, timeouts: self.timeouts, identity: None, plain: true };
        }
        Self { trust_all: self.trust_all && !url.host_str().is_some_and(is_of_sap), ..self.clone() }
    }

    fn trust<'a>(&self, network: &'a Network) -> Trust<'a> {
        match (self.plain, self.trust_all) {
            (true, _) => Trust::None,
            (_, true) => Trust::All,
            _ => Trust::System(network.authorities.as_ref()),
        }
    }
}

/// An answer, whatever its status.
pub(crate) struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Transport {
    /// From now on, for every account; connections that were made otherwise are used no more.
    pub fn set_network(&self, network: Network) {
        let mut state = self.state();
        if state.network != network {
            *state = State { network, clients: HashMap::new() };
        }
    }

    pub(crate) fn network(&self) -> Network {
        self.state().network.clone()
    }

    pub(crate) fn client(&self, wire: &Wire, url: &Url) -> Result<Client, ErrorKind> {
        let wire = wire.to(url);
        let State { network, clients } = &mut *self.state();
        let client = clients.entry(wire.clone()).or_insert_with(|| build(&wire, network));
        client.clone().map_err(ErrorKind::Setup)
    }

    pub(crate) fn tls(
        &self,
        wire: &Wire,
        url: &Url,
        shown: tls::Shown,
    ) -> Result<rustls::ClientConfig, ErrorKind> {
        let (wire, network) = (wire.to(url), self.network());
        let config = tls::client_config(wire.trust(&network), wire.identity.as_ref(), Some(shown));
        config.map_err(|error| ErrorKind::Setup(error.to_string()))
    }

    /// Shares the turns of every account that has a limit with other processes; none: with none.
    pub fn share(&self, slots: Option<Arc<dyn Slots>>) {
        self.0.queues.shared.set(slots);
    }

    pub(crate) fn queues(&self) -> &Queues {
        &self.0.queues
    }

    /// Changes with every request that comes into an account's queue or leaves it: time to look at
    /// [`crate::Account::pace`].
    pub fn stirred(&self) -> watch::Receiver<()> {
        self.0.queues.stirred()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn build(wire: &Wire, network: &Network) -> Result<Client, String> {
    let tls = tls::client_config(wire.trust(network), wire.identity.as_ref(), None)
        .map_err(|error| error.to_string())?;
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none())
        .connect_timeout(wire.timeouts.connect)
        .read_timeout(wire.timeouts.read)
        .user_agent(concat!("Zonedesk/", env!("CARGO_PKG_VERSION")));
    if wire.plain {
        builder = builder.no_proxy();
    } else {
        match &network.proxy {
            Proxy::System => {}
            Proxy::None => builder = builder.no_proxy(),
            Proxy::Entered(proxy) => {
                builder = builder.proxy(for_client(proxy).map_err(|error| innermost(&error))?);
            }
        }
    }
    builder.build().map_err(|error| innermost(&error))
}

/// Sends and takes in the whole answer.
pub(crate) async fn exchange(request: RequestBuilder) -> Result<Raw, ErrorKind> {
    let mut response = request.send().await.map_err(|error| unreachable(&error))?;
    // What an answer says of its length is taken for true only so far.
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body = Vec::with_capacity(announced.unwrap_or_default().min(LIKELY_ANSWER));
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(&error))? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(ErrorKind::TooLarge { limit: LARGEST_ANSWER });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Raw { status: response.status(), headers: std::mem::take(response.headers_mut()), body })
}

fn unreachable(error: &reqwest::Error) -> ErrorKind {
    if let Some((reason, detail)) = causes(error).find_map(of_tls).map(tls::reason) {
        return ErrorKind::Unreachable { reason, detail };
    }
    let said = |text: &str| causes(error).any(|cause| cause.to_string() == text);
    let reason = if said("tunnel error: proxy authorization required") {
        Unreachable::ProxySignIn
    } else if said("tunnel error: failed to create underlying connection") {
        Unreachable::Proxy
    } else if causes(error).any(|cause| cause.to_string().starts_with("tunnel error: ")) {
        Unreachable::ProxyRefused
    } else if error.is_timeout() {
        Unreachable::Timeout
    } else if said("dns error") {
        Unreachable::HostUnknown
    } else if error.is_connect() {
        Unreachable::Refused
    } else {
        Unreachable::Broken
    };
    ErrorKind::Unreachable { reason, detail: innermost(error) }
}

/// rustls hides its error in an `io::Error`, whose `source` steps over it, and that may be hidden in another.
pub(crate) fn of_tls<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    let inner = || cause.downcast_ref::<io::Error>()?.get_ref();
    cause.downcast_ref().or_else(|| of_tls(inner()?))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// The last cause: the others repeat the address or say "error sending request".
fn innermost(error: &reqwest::Error) -> String {
    causes(error).last().map_or_else(|| "no further details".to_owned(), ToString::to_string)
}
