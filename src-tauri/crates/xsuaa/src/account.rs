use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use secrecy::{ExposeSecret, SecretString};
use zonedesk_scim::code;

use crate::token::{Token, Tokens};
use crate::transport::{Transport, exchange};
use crate::{Answer, ApiUrl, Call, Error, ErrorKind, Method, Scopes, TokenUrl};

/// What is needed to speak with one account.
#[derive(Clone)]
pub struct AccountConfig {
    /// For messages.
    pub name: String,
    pub api: ApiUrl,
    pub token: TokenUrl,
    /// `sb-…!a1`
    pub client_id: String,
    pub secret: SecretString,
}

/// One account: global account, directory or subaccount. Cheap to clone; clones share token, connections and counter.
#[derive(Clone)]
pub struct Account(Arc<Inner>);

struct Inner {
    name: String,
    api: ApiUrl,
    tokens: Tokens,
    transport: Transport,
    requests: AtomicU64,
}

impl Account {
    /// Sends nothing yet.
    pub fn new(config: AccountConfig, transport: Transport) -> Self {
        Self(Arc::new(Inner {
            name: config.name,
            api: config.api,
            tokens: Tokens::new(config.token, config.client_id, config.secret),
            transport,
            requests: AtomicU64::new(0),
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
        self.0.tokens.get(&self.0.transport, refused).await
    }

    async fn deliver(&self, call: &Call, token: &Token) -> Result<Answer, ErrorKind> {
        let url = call.url(&self.0.api);
        let client = self.0.transport.client(&url)?;
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = client.request(method, url).header("Authorization", token.header.clone());
        for (name, value) in call.headers() {
            request = request.header(name, value);
        }
        if let Some(body) = &call.body {
            request = request.body(body.to_string());
        }
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        let raw = exchange(request).await?;
        tracing::debug!(account = self.0.name, call = call.title(), status = raw.status.as_u16());
        let bearer = token.header.to_str().unwrap_or_default().trim_start_matches("Bearer ");
        Answer::from_raw(raw, &[self.0.tokens.secret().expose_secret(), bearer])
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

impl fmt::Debug for AccountConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountConfig")
            .field("name", &self.name)
            .field("api", &self.api)
            .field("token", &self.token)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
