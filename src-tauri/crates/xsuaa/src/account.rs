use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;
use zonedesk_scim::code;

use crate::probe::{self, Endpoint, Resolved, Secured};
use crate::token::{Token, Tokens};
use crate::transport::{Transport, Wire, exchange};
use crate::{
    AccountConfig, Answer, ApiUrl, Call, Certificate, ClientAuthentication, Error, ErrorKind, ExtraHeaders,
    Method, Observed, Scopes, TokenUrl, TokenZone,
};

/// One account: global account, directory or subaccount. Cheap to clone; clones share token, connections and counter.
#[derive(Clone)]
pub struct Account(Arc<Inner>);

struct Inner {
    name: String,
    api: ApiUrl,
    wire: Wire,
    headers: ExtraHeaders,
    tokens: Tokens,
    transport: Transport,
    requests: AtomicU64,
    observed: Mutex<Observed>,
}

impl Account {
    /// Sends nothing yet.
    pub fn new(config: AccountConfig, transport: Transport) -> Self {
        let identity = match &config.authentication {
            ClientAuthentication::Certificate(identity) => Some(identity.clone()),
            ClientAuthentication::Basic(_) | ClientAuthentication::Form(_) => None,
        };
        let wire = |identity| Wire::new(config.trust_all, config.timeouts, identity);
        Self(Arc::new(Inner {
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
            requests: AtomicU64::new(0),
            observed: Mutex::default(),
        }))
    }

    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn api(&self) -> &ApiUrl {
        &self.0.api
    }

    /// Requests sent so far that count against the account's limit (all but token requests, which have their own).
    pub fn requests(&self) -> u64 {
        self.0.requests.load(Ordering::Relaxed)
    }

    pub fn token_url(&self) -> &TokenUrl {
        &self.0.tokens.url
    }

    /// Who we are to the token endpoint, where it is a certificate that says so.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.0.tokens.wire.identity.as_ref().map(|identity| &identity.chain().own)
    }

    /// The scopes that are asked for; none: all.
    pub fn scope(&self) -> Option<&str> {
        self.0.tokens.scope.as_deref()
    }

    /// Whether certificates of servers are taken unchecked.
    pub fn trusts_all(&self) -> bool {
        self.0.wire.trust_all
    }

    /// Sent with every call besides its own headers.
    pub fn extra_headers(&self) -> &ExtraHeaders {
        &self.0.headers
    }

    /// What the last answer, also one that gave out a token, said beside its content.
    pub fn observed(&self) -> Observed {
        self.0.observed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks a host up. Sends nothing.
    pub async fn resolve(&self, endpoint: Endpoint) -> Result<Resolved, Error> {
        let (url, wire) = self.endpoint(endpoint);
        let found = probe::resolve(&self.0.transport, wire, &url).await;
        found.map_err(|kind| self.error(url.authority(), kind))
    }

    /// Makes a connection to one of the two addresses and closes it again. No request is sent over it.
    pub async fn secure(&self, endpoint: Endpoint) -> Result<Secured, Error> {
        let (url, wire) = self.endpoint(endpoint);
        let secured = probe::secure(&self.0.transport, wire, &url).await;
        secured.map_err(|kind| self.error(url.authority(), kind))
    }

    fn endpoint(&self, endpoint: Endpoint) -> (Url, &Wire) {
        match endpoint {
            Endpoint::Token => (self.0.tokens.url.url().clone(), &self.0.tokens.wire),
            Endpoint::Api => (self.0.api.join("/"), &self.0.wire),
        }
    }

    /// Which account the token is for; fetches one if there is none.
    pub async fn zone(&self) -> Result<TokenZone, Error> {
        let token = self.token(None).await.map_err(|kind| self.error("token", kind))?;
        Ok(token.zone.clone())
    }

    /// What the credential may do; fetches a token if there is none.
    pub async fn scopes(&self) -> Result<Scopes, Error> {
        let token = self.token(None).await.map_err(|kind| self.error("token", kind))?;
        Ok(token.scopes.clone())
    }

    /// Sends a call: the one door for every request. A token that the server calls invalid is renewed once and the call
    /// repeated, which is safe: it was refused before anything else was looked at.
    pub async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let token = self.token(None).await.map_err(|kind| self.error("token", kind))?;
        match self.deliver(call, &token).await {
            Err(ErrorKind::Refused { status: 401, error, .. }) if error == code::INVALID_TOKEN => {
                let token = self.token(Some(&token)).await.map_err(|kind| self.error("token", kind))?;
                self.deliver(call, &token).await
            }
            other => other,
        }
        .map_err(|kind| self.error(&call.title(), kind))
    }

    async fn token(&self, refused: Option<&Arc<Token>>) -> Result<Arc<Token>, ErrorKind> {
        self.0.tokens.get(&self.0.transport, |observed| self.observe(observed), refused).await
    }

    fn observe(&self, observed: Observed) {
        *self.0.observed.lock().unwrap_or_else(PoisonError::into_inner) = observed;
    }

    async fn deliver(&self, call: &Call, token: &Token) -> Result<Answer, ErrorKind> {
        let url = call.url(&self.0.api);
        let client = self.0.transport.client(&self.0.wire, &url)?;
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = client
            .request(method, url)
            .headers(self.0.headers.map().clone())
            .header("Authorization", token.header.clone());
        for (name, value) in call.headers() {
            request = request.header(name, value);
        }
        if let Some(body) = &call.body {
            request = request.body(body.to_string());
        }
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        let raw = exchange(request).await?;
        self.observe(Observed::of(&raw.headers));
        tracing::debug!(account = self.0.name, call = call.title(), status = raw.status.as_u16());
        let bearer = token.header.to_str().unwrap_or_default().trim_start_matches("Bearer ");
        Answer::from_raw(raw, &[self.0.tokens.secret(), bearer])
    }

    pub(crate) fn error(&self, call: &str, kind: ErrorKind) -> Error {
        Error { account: self.0.name.clone(), call: call.to_owned(), kind }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("name", &self.0.name)
            .field("api", &self.0.api)
            .finish_non_exhaustive()
    }
}
