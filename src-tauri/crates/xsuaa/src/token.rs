//! The access token: fetched with secret or certificate, kept until shortly before it ends, fetched once for all who wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::RequestBuilder;
use reqwest::header::HeaderValue;
use secrecy::ExposeSecret;
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::form_urlencoded::byte_serialize;
use zonedesk_scim::UaaError;

use crate::answer::{readable, retry_after};
use crate::observed::Said;
use crate::transport::{Raw, Transport, Wire, exchange};
use crate::{ClientAuthentication, ErrorKind, Scopes, TokenUrl, TokenZone};

/// How long before its end a token is not used any more: a request may lie in the account's queue for a while.
const MARGIN: Duration = Duration::from_secs(60);

pub(crate) struct Token {
    /// `Bearer …`, marked as sensitive.
    pub header: HeaderValue,
    pub scopes: Scopes,
    pub zone: TokenZone,
    /// `None` where the endpoint did not say: used until it is refused.
    fresh_until: Option<Instant>,
}

impl Token {
    fn is_fresh(&self) -> bool {
        self.fresh_until.is_none_or(|end| Instant::now() < end)
    }
}

pub(crate) struct Tokens {
    pub url: TokenUrl,
    pub wire: Wire,
    client_id: String,
    authentication: ClientAuthentication,
    pub scope: Option<String>,
    state: Mutex<State>,
    /// Ends of fetches so far, to tell a failure that one waited for from an old one.
    fetches: AtomicU64,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    failure: Option<ErrorKind>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    /// Seconds (RFC 6749 §5.1: recommended, not required).
    expires_in: Option<u64>,
    #[serde(default)]
    scope: String,
}

impl Tokens {
    pub fn new(
        url: TokenUrl,
        wire: Wire,
        client_id: String,
        authentication: ClientAuthentication,
        scope: Option<String>,
    ) -> Self {
        let (state, fetches) = (Mutex::default(), AtomicU64::new(0));
        Self { url, wire, client_id, authentication, scope, state, fetches }
    }

    /// What no message may hold; empty where a certificate stands for it.
    pub fn secret(&self) -> &str {
        match &self.authentication {
            ClientAuthentication::Basic(secret) | ClientAuthentication::Form(secret) => {
                secret.expose_secret()
            }
            ClientAuthentication::Certificate(_) => "",
        }
    }

    /// A token that was not `refused`. Those who come while one is fetched wait for it and share its failure.
    pub async fn get(
        &self,
        transport: &Transport,
        note: impl FnOnce(Said),
        refused: Option<&Arc<Token>>,
    ) -> Result<Arc<Token>, ErrorKind> {
        let before = self.fetches.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some(token) = &state.token
            && token.is_fresh()
            && refused.is_none_or(|refused| !Arc::ptr_eq(refused, token))
        {
            return Ok(token.clone());
        }
        if let Some(failure) = &state.failure
            && self.fetches.load(Ordering::Acquire) != before
        {
            return Err(failure.clone());
        }
        let fetched = self.fetch(transport, note).await.map(Arc::new);
        self.fetches.fetch_add(1, Ordering::Release);
        state.failure = fetched.as_ref().err().cloned();
        state.token = fetched.as_ref().ok().cloned();
        fetched
    }

    /// Client credentials grant (RFC 6749 §4.4).
    async fn fetch(&self, transport: &Transport, note: impl FnOnce(Said)) -> Result<Token, ErrorKind> {
        let raw = exchange(self.request(transport)?).await?;
        note(Said::of(&raw.headers));
        self.read(&raw)
    }

    fn request(&self, transport: &Transport) -> Result<RequestBuilder, ErrorKind> {
        let url = self.url.url();
        let request =
            transport.client(&self.wire, url)?.post(url.clone()).header("Accept", "application/json");
        let mut form = vec![("grant_type", "client_credentials"), ("response_type", "token")];
        form.extend(self.scope.as_deref().map(|scope| ("scope", scope)));
        let request = match &self.authentication {
            // Id and secret are form-url-encoded before base64 (RFC 6749 §2.3.1); UAA and XSUAA may take them
            // literally unless told so by `X-CF-ENCODED-CREDENTIALS`.
            ClientAuthentication::Basic(secret) => {
                let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
                request
                    .header("X-CF-ENCODED-CREDENTIALS", "true")
                    .basic_auth(encode(&self.client_id), Some(encode(secret.expose_secret())))
            }
            ClientAuthentication::Form(secret) => {
                form.push(("client_id", &self.client_id));
                form.push(("client_secret", secret.expose_secret()));
                request
            }
            ClientAuthentication::Certificate(_) => {
                form.push(("client_id", &self.client_id));
                request
            }
        };
        Ok(request.form(&form))
    }

    fn read(&self, raw: &Raw) -> Result<Token, ErrorKind> {
        let status = raw.status.as_u16();
        match status {
            200..=299 => {}
            429 => {
                return Err(ErrorKind::RateLimited { retry_after: retry_after(&raw.headers) });
            }
            300..=399 => {
                return Err(ErrorKind::Redirected {
                    status,
                    location: crate::answer::location(&raw.headers),
                });
            }
            _ => {
                return Err(match UaaError::from_slice(&raw.body) {
                    Some(error) => ErrorKind::TokenRefused {
                        status,
                        error: error.error,
                        message: readable(&error.message, &[self.secret()]),
                    },
                    None => ErrorKind::Gateway { status },
                });
            }
        }
        // serde's messages may quote what they read.
        let unreadable = |what: &str| ErrorKind::Unreadable { status, what: what.to_owned() };
        let answer: TokenAnswer = serde_json::from_slice(&raw.body)
            .map_err(|_| unreadable("no JSON object with the member \"access_token\""))?;
        let mut header = HeaderValue::from_str(&format!("Bearer {}", answer.access_token))
            .map_err(|_| unreadable("the token holds characters that no header may hold"))?;
        header.set_sensitive(true);
        let fresh_until = answer.expires_in.map(|seconds| Instant::now() + used_for(seconds));
        tracing::debug!(scopes = %answer.scope, "token fetched");
        let zone = TokenZone::of(&answer.access_token);
        Ok(Token { header, scopes: Scopes::parse(&answer.scope), zone, fresh_until })
    }
}

/// How long a token is used that ends after so many seconds.
fn used_for(seconds: u64) -> Duration {
    // A year is beyond any real token; more would overflow the clock.
    let lifetime = Duration::from_secs(seconds.min(31_536_000));
    lifetime - MARGIN.min(lifetime / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_given_up_before_it_ends() {
        for (seconds, used) in
            [(43_199, 43_139), (600, 540), (300, 270), (10, 9), (0, 0), (u64::MAX, 31_535_940)]
        {
            assert_eq!(used_for(seconds), Duration::from_secs(used), "{seconds}");
        }
    }
}
