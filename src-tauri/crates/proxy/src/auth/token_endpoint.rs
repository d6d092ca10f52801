//! Where consumers get tokens: OAuth 2.0, client credentials (RFC 6749 §4.4).
//!
//! A client id is unique in its system only. So the secret is held to the consumers of this id in all systems, and the
//! token opens every one whose secret it is; `resource` (RFC 8707), a system's address, narrows it to that one.

use std::collections::BTreeMap;
use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::{Method, Request};
use serde_json::json;
use url::Url;
use url::form_urlencoded;
use zonedesk_workspace::SignIn;

use super::gate::Denied;
use super::header::Authorization;
use super::token::{self, Claims};
use crate::caller::Caller;
use crate::reply::Reply;
use crate::route::route;
use crate::server::Proxy;
use crate::source::{Client, Unavailable};

/// Bytes of the largest form.
const FORM: usize = 16 * 1024;
const FORM_TIME: Duration = Duration::from_secs(10);

/// The most systems whose consumers have one id without being told apart: each costs a hash.
const MOST: usize = 64;

/// RFC 6749 §5.2.
struct Refused {
    status: u16,
    error: &'static str,
    told: String,
    headers: Vec<(&'static str, String)>,
}

impl Refused {
    fn new(status: u16, error: &'static str, told: impl Into<String>) -> Self {
        Self { status, error, told: told.into(), headers: Vec::new() }
    }

    fn bad(told: impl Into<String>) -> Self {
        Self::new(400, "invalid_request", told)
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn client() -> Self {
        Self::new(401, "invalid_client", "There is no client with this id and secret.")
            .with("www-authenticate", "Basic realm=\"Zonedesk proxy\", charset=\"UTF-8\"")
    }

    fn unavailable(why: &Unavailable) -> Self {
        tracing::error!(%why, "no token can be made");
        Self::new(503, "temporarily_unavailable", "No token can be made now.")
    }
}

/// Answers; never fails.
pub async fn answer(proxy: &Proxy, request: Request<Incoming>, caller: &Caller) -> Reply {
    let reply = match token(proxy, request, caller).await {
        Ok(token) => Reply::json(200, token),
        Err(Refused { status, error, told, headers }) => {
            let body = json!({"error": error, "error_description": told}).to_string();
            Reply { headers, ..Reply::json(status, body) }
        }
    };
    reply.with("content-type", "application/json;charset=UTF-8").with("pragma", "no-cache")
}

async fn token(proxy: &Proxy, request: Request<Incoming>, caller: &Caller) -> Result<String, Refused> {
    if request.method() != Method::POST {
        return Err(Refused::new(405, "invalid_request", "Only POST is answered here.").with("allow", "POST"));
    }
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let kind = header("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Refused::bad("The body is application/x-www-form-urlencoded."));
    }
    let authorization = header("authorization").map(str::to_owned);
    let form = form(request.into_body()).await?;
    let parameter = |name: &str| form.get(name).map(String::as_str);
    match parameter("grant_type") {
        Some("client_credentials") => {}
        Some(_) => {
            return Err(Refused::new(
                400,
                "unsupported_grant_type",
                "Only client_credentials is known here.",
            ));
        }
        None => return Err(Refused::bad("The parameter grant_type is missing.")),
    }
    let (id, secret) =
        credentials(authorization.as_deref(), parameter("client_id"), parameter("client_secret"))
            .inspect_err(|refused| {
                if refused.status == 401 {
                    proxy.audit(None, None, caller, 401, "no client credentials");
                }
            })?;
    let clients = clients(proxy, &id, parameter("resource")).await?;
    let fitting = verified(proxy, caller, &id, &secret, &clients).await?;
    made(proxy, &id, &fitting).await
}

async fn form(body: Incoming) -> Result<BTreeMap<String, String>, Refused> {
    let body = tokio::time::timeout(FORM_TIME, Limited::new(body, FORM).collect()).await;
    let body = body.map_err(|_| Refused::new(408, "invalid_request", "The body did not come in time."))?;
    let body = body.map_err(|_| Refused::bad("The body is cut short, or larger than 16 KiB."))?;
    let mut form = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(&body.to_bytes()) {
        if form.insert(name.clone().into_owned(), value.into_owned()).is_some() {
            return Err(Refused::bad("A parameter occurs twice."));
        }
    }
    Ok(form)
}

/// RFC 6749 §2.3.1: in the header, where both are encoded as in a form, or in the body.
fn credentials(
    authorization: Option<&str>,
    id: Option<&str>,
    secret: Option<&str>,
) -> Result<(String, String), Refused> {
    match (authorization.map(Authorization::read), id, secret) {
        (Some(Authorization::Basic { id, secret }), named, None) => {
            let id = decoded(&id);
            if named.is_some_and(|named| named != id) {
                return Err(Refused::bad("Header and body name different clients."));
            }
            Ok((id, decoded(&secret)))
        }
        (Some(Authorization::Basic { .. }), _, Some(_)) => {
            Err(Refused::bad("The client is authenticated in header and body: choose one."))
        }
        (None, Some(id), Some(secret)) => Ok((id.to_owned(), secret.to_owned())),
        _ => Err(Refused::client()),
    }
}

fn decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('&', "%26"));
    form_urlencoded::parse(pair.as_bytes()).next().map_or_else(String::new, |(_, value)| value.into_owned())
}

async fn clients(proxy: &Proxy, id: &str, resource: Option<&str>) -> Result<Vec<Client>, Refused> {
    let of_resource = |text| {
        let system = Url::parse(text).ok().and_then(|url| route(url.path())).map(|route| route.system);
        let told = "The resource is no address of a system of this server.";
        system.ok_or_else(|| Refused::new(400, "invalid_target", told))
    };
    let only = resource.map(of_resource).transpose()?;
    let clients = proxy.source.clients(id.to_owned()).await.map_err(|why| Refused::unavailable(&why))?;
    let counts = |client: &Client| {
        client.consumer.sign_in == SignIn::OAuth && only.is_none_or(|only| only == client.system)
    };
    let clients: Vec<_> = clients.into_iter().filter(counts).collect();
    if clients.len() > MOST {
        let told = format!(
            "More than {MOST} systems have a client of this id: name the address of one as the parameter resource."
        );
        return Err(Refused::bad(told));
    }
    Ok(clients)
}

/// Those whose secret it is, and who may call.
async fn verified<'c>(
    proxy: &Proxy,
    caller: &Caller,
    id: &str,
    secret: &str,
    clients: &'c [Client],
) -> Result<Vec<&'c Client>, Refused> {
    let refuse = |refused: Refused, why| {
        let system = match clients {
            [only] => Some((only.system, only.name.as_str())),
            _ => None,
        };
        proxy.audit(system, clients.first().map(|_| id), caller, refused.status, why);
        refused
    };
    let hashes: Vec<&str> =
        clients.iter().map(|client| client.consumer.hash.as_deref().unwrap_or_default()).collect();
    let who = (format!("token\n{id}"), caller.address);
    let fitting = proxy.gate.fitting(&who, &hashes, secret).await.map_err(|denied| match denied {
        Denied::Wrong if clients.is_empty() => refuse(Refused::client(), "no consumer of this id"),
        Denied::Wrong => refuse(Refused::client(), "a wrong secret"),
        Denied::TooOften(seconds) => {
            let refused = Refused::new(429, "temporarily_unavailable", "Too many attempts to sign in.");
            refuse(refused.with("retry-after", seconds.to_string()), "too many attempts")
        }
    })?;
    let fitting: Vec<_> = fitting.into_iter().filter_map(|at| clients.get(at)).collect();
    let allowed: Vec<_> = fitting.into_iter().filter(|client| client.consumer.access).collect();
    if allowed.is_empty() {
        let told = "This client lacks the permission \"Access Proxy System API\".";
        return Err(refuse(Refused::new(400, "unauthorized_client", told), "the permission is off"));
    }
    Ok(allowed)
}

async fn made(proxy: &Proxy, id: &str, clients: &[&Client]) -> Result<String, Refused> {
    let keys = proxy.source.token_keys(None).await.map_err(|why| Refused::unavailable(&why))?;
    let Some(key) = keys.first() else {
        return Err(Refused::unavailable(&Unavailable("there is no key".to_owned())));
    };
    let now = proxy.source.world().now() / 1000;
    // One that opens several systems ends when the first of them wants.
    let life = clients.iter().map(|client| client.consumer.token_seconds()).min().unwrap_or_default();
    let claims = Claims {
        iss: "zonedesk".to_owned(),
        sub: id.to_owned(),
        aud: clients.iter().map(|client| client.system.to_string()).collect(),
        bound: clients
            .iter()
            .map(|client| token::binding(client.consumer.hash.as_deref().unwrap_or_default()))
            .collect(),
        iat: now,
        exp: now + life,
    };
    let token = token::made(&claims, key);
    Ok(json!({"access_token": token, "token_type": "Bearer", "expires_in": life}).to_string())
}
