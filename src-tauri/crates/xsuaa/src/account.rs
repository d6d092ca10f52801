use std::fmt;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::AUTHORIZATION;
use url::Url;

use crate::answer::Asked;
use crate::manner::Manner;
use crate::observed::Said;
use crate::pace::Queue;
use crate::probe::{self, Endpoint, Resolved, Secured};
use crate::token::{Token, Tokens};
use crate::transport::{Transport, Wire, exchange};
use crate::{
    AccountConfig, Alone, Answer, ApiUrl, Attempt, Backoff, Call, Certificate, ClientAuthentication, Error,
    ErrorKind, ExtraHeaders, Lock, Method, Observed, Pace, Scopes, TokenUrl, TokenZone,
};

/// One account: global account, directory or subaccount. Cheap to clone; clones share token, connections, counter and
/// queue. The queue is that of all handles of one account, whatever their credentials.
#[derive(Clone)]
pub struct Account {
    inner: Arc<Inner>,
    pub(crate) manner: Manner,
    watch: Option<Watch>,
}

/// Is told of each attempt at a call.
type Watch = Arc<dyn Fn(&Attempt) + Send + Sync>;

struct Inner {
    name: String,
    /// See [`Account::addresses`].
    addresses: String,
    api: ApiUrl,
    wire: Wire,
    headers: ExtraHeaders,
    tokens: Tokens,
    transport: Transport,
    limit: Option<NonZeroU32>,
    first_pause: Duration,
    /// Once a token has told which account this is.
    queue: OnceLock<Arc<Queue>>,
    requests: AtomicU64,
    said: Mutex<Said>,
}

impl Account {
    /// Sends nothing yet.
    pub fn new(config: AccountConfig, transport: Transport) -> Self {
        let identity = match &config.authentication {
            ClientAuthentication::Certificate(identity) => Some(identity.clone()),
            ClientAuthentication::Basic(_) | ClientAuthentication::Form(_) => None,
        };
        let wire = |identity| Wire::new(config.trust_all, config.timeouts, identity);
        let inner = Inner {
            addresses: format!("{} {}", config.api, config.token),
            name: config.name,
            api: config.api,
            // The API takes the token; the certificate is for the token endpoint alone.
            wire: wire(None),
            headers: config.headers,
            tokens: Tokens::new(
                config.token,
                wire(identity),
                config.client_id,
                config.authentication,
                config.scope,
            ),
            transport,
            limit: config.limit,
            first_pause: config.first_pause,
            queue: OnceLock::new(),
            requests: AtomicU64::new(0),
            said: Mutex::default(),
        };
        Self { inner: Arc::new(inner), manner: Manner::Person, watch: None }
    }

    /// The same account for a job of this id: behind what persons wait for, in turn with other jobs. A read that fails
    /// in passing is repeated until it is dropped; but an account that has not answered the job once is given up after
    /// a few attempts. `watch` is told of each attempt, also of writes.
    #[must_use]
    pub fn for_job(&self, job: &str, watch: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        Self { manner: Manner::of_job(job), ..self.watched(watch) }
    }

    /// The same account, of which every failure is told at once.
    #[must_use]
    pub fn once(&self) -> Self {
        Self { manner: Manner::Once, ..self.clone() }
    }

    /// The same account; `watch` is told of each attempt at a call, also of writes.
    #[must_use]
    pub fn watched(&self, watch: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        Self { watch: Some(Arc::new(watch)), ..self.clone() }
    }

    pub(crate) fn note(&self, attempt: &Attempt) {
        self.manner.note(attempt);
        if let Some(watch) = &self.watch {
            watch(attempt);
        }
    }

    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// Those of API and tokens in one text: whoever has the same asks the same account.
    pub fn addresses(&self) -> &str {
        &self.inner.addresses
    }

    pub fn api(&self) -> &ApiUrl {
        &self.inner.api
    }

    /// Requests sent so far that count against the account's limit (all but token requests, which have their own).
    pub fn requests(&self) -> u64 {
        self.inner.requests.load(Ordering::Relaxed)
    }

    pub fn token_url(&self) -> &TokenUrl {
        &self.inner.tokens.url
    }

    /// Who we are to the token endpoint, where it is a certificate that says so.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.inner.tokens.wire.identity.as_ref().map(|identity| &identity.chain().own)
    }

    /// The scopes that are asked for; none: all.
    pub fn scope(&self) -> Option<&str> {
        self.inner.tokens.scope.as_deref()
    }

    /// Whether certificates of servers are taken unchecked.
    pub fn trusts_all(&self) -> bool {
        self.inner.wire.trust_all
    }

    /// Sent with every call besides its own headers.
    pub fn extra_headers(&self) -> &ExtraHeaders {
        &self.inner.headers
    }

    /// What the last answer, also one that gave out a token, said beside its content.
    pub fn observed(&self) -> Observed {
        self.inner.said.lock().unwrap_or_else(PoisonError::into_inner).observed()
    }

    /// Looks a host up. Sends nothing.
    pub async fn resolve(&self, endpoint: Endpoint) -> Result<Resolved, Error> {
        let (url, wire) = self.endpoint(endpoint);
        let found = probe::resolve(&self.inner.transport, wire, &url).await;
        found.map_err(|kind| self.error(url.authority(), kind))
    }

    /// Makes a connection to one of the two addresses and closes it again. No request is sent over it.
    pub async fn secure(&self, endpoint: Endpoint) -> Result<Secured, Error> {
        let (url, wire) = self.endpoint(endpoint);
        let secured = probe::secure(&self.inner.transport, wire, &url).await;
        secured.map_err(|kind| self.error(url.authority(), kind))
    }

    fn endpoint(&self, endpoint: Endpoint) -> (Url, &Wire) {
        match endpoint {
            Endpoint::Token => (self.inner.tokens.url.url().clone(), &self.inner.tokens.wire),
            Endpoint::Api => (self.inner.api.join("/"), &self.inner.wire),
        }
    }

    /// The most requests a second that are sent; none: no limit.
    pub fn limit(&self) -> Option<NonZeroU32> {
        self.inner.queue.get().map_or(self.inner.limit, |queue| queue.limit())
    }

    /// What the account's queue is doing.
    pub fn pace(&self) -> Pace {
        self.inner.queue.get().map(|queue| queue.pace()).unwrap_or_default()
    }

    /// Which account the token is for; fetches one if there is none.
    pub async fn zone(&self) -> Result<TokenZone, Error> {
        Ok(self.lasting_token().await?.zone.clone())
    }

    /// What the credential may do; fetches a token if there is none.
    pub async fn scopes(&self) -> Result<Scopes, Error> {
        Ok(self.lasting_token().await?.scopes.clone())
    }

    pub(crate) async fn token(&self, refused: Option<&Arc<Token>>) -> Result<Arc<Token>, Error> {
        let inner = &self.inner;
        let token = inner.tokens.get(&inner.transport, |said| self.note_said(said), refused).await;
        token.map_err(|kind| self.error(Error::TOKEN, kind))
    }

    /// The account's queue, which its token knows: many accounts share one API.
    pub(crate) fn queue(&self, token: &Token) -> &Arc<Queue> {
        let inner = &self.inner;
        inner.queue.get_or_init(|| {
            let zone = token.zone.id.clone().unwrap_or_else(|| inner.tokens.url.to_string());
            let queue = inner.transport.queues().of(&inner.api, &zone);
            queue.set_limit(inner.limit);
            queue
        })
    }

    /// Waits until no other process holds the account's lock of this name, and holds it until it is dropped. None where
    /// locks are not shared ([`Transport::share`]).
    ///
    /// # Errors
    /// What is shared cannot be reached ([`Alone`]), or there is no token, without which the account has no name.
    pub async fn lock(&self, name: &str) -> Result<Option<Lock>, Alone> {
        let token = self.token(None).await.map_err(|_| Alone)?;
        self.queue(&token).lock(name).await
    }

    /// How long the account has asked to be left alone from now on.
    pub(crate) fn held(&self) -> Option<Duration> {
        self.inner.queue.get()?.held()
    }

    /// About how long it is until what failed in passing is done again for the first time.
    pub fn first_pause(&self) -> Duration {
        self.inner.first_pause
    }

    /// The pauses between the attempts of one call.
    pub fn pauses(&self) -> Backoff {
        Backoff::new(self.inner.first_pause)
    }

    fn note_said(&self, said: Said) {
        *self.inner.said.lock().unwrap_or_else(PoisonError::into_inner) = said;
    }

    /// Sends one request and takes in its answer. Beside it: how long the server asks to be left alone, where it does.
    pub(crate) async fn exchange(
        &self,
        call: &Call,
        token: &Token,
    ) -> (Result<Answer, ErrorKind>, Option<Asked>) {
        let request = match self.request(call, token) {
            Ok(request) => request,
            Err(kind) => return (Err(kind), None),
        };
        self.inner.requests.fetch_add(1, Ordering::Relaxed);
        let raw = match exchange(request).await {
            Ok(raw) => raw,
            Err(kind) => return (Err(kind), None),
        };
        self.note_said(Said::of(&raw.headers));
        tracing::debug!(account = self.inner.name, call = call.title(), status = raw.status.as_u16());
        let asked = Asked::of(&raw);
        let bearer = token.header.to_str().unwrap_or_default().strip_prefix("Bearer ").unwrap_or_default();
        (Answer::from_raw(raw, &[self.inner.tokens.secret(), bearer]), asked)
    }

    fn request(&self, call: &Call, token: &Token) -> Result<RequestBuilder, ErrorKind> {
        let url = call.url(&self.inner.api);
        let client = self.inner.transport.client(&self.inner.wire, &url)?;
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = client
            .request(method, url)
            .headers(self.inner.headers.map().clone())
            .header(AUTHORIZATION, token.header.clone());
        for (name, value) in call.headers() {
            request = request.header(name, value);
        }
        Ok(match &call.body {
            Some(body) => request.body(body.to_string()),
            None => request,
        })
    }

    pub(crate) fn error(&self, call: &str, kind: ErrorKind) -> Error {
        Error { account: self.inner.name.clone(), call: call.to_owned(), kind }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("name", &self.inner.name)
            .field("api", &self.inner.api)
            .finish_non_exhaustive()
    }
}
