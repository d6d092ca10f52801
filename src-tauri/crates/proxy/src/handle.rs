//! From a request to its answer.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderValue;
use hyper::{HeaderMap, Method, Request, Response};
use tokio::time::Instant;
use zonedesk_scim::Timestamp;

use crate::auth::{self, Authorization};
use crate::backend::Backend;
use crate::body;
use crate::caller::Caller;
use crate::context::Context;
use crate::problem::Problem;
use crate::query::Asked;
use crate::record::{Notes, Record, mask};
use crate::reply::{Reply, SCIM_JSON};
use crate::route::{ID, Route, What};
use crate::select::Select;
use crate::server::Proxy;
use crate::write::Write;
use crate::{discovery, read, write};

/// Bytes of the largest body.
const BODY: usize = 10 << 20;
/// How long a client may take to send a body.
const BODY_TIME: Duration = Duration::from_secs(60);
/// Bytes of a body that are kept.
const KEPT_BODY: usize = 64 << 10;

/// What a request is, but its body.
struct Head {
    method: Method,
    path: String,
    query: String,
    headers: HeaderMap,
}

impl Head {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What is to be done: a HEAD is answered as a GET, and the server leaves the body out (RFC 9110 §9.3.2).
    fn method(&self) -> &str {
        if self.method == Method::HEAD { "GET" } else { self.method.as_str() }
    }
}

/// Answers; never fails. `route`: of the request's path.
pub async fn answer(
    proxy: Arc<Proxy>,
    request: Request<Incoming>,
    caller: Caller,
    route: Option<Route>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let head = Head {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: apart(parts.headers),
    };
    let id = head.header("x-request-id").filter(|id| is_request_id(id)).map(str::to_owned);
    let id = id.unwrap_or_else(|| proxy.ids.next());
    let reads = matches!(head.method, Method::GET | Method::HEAD);
    let writes = proxy.writes.clone();
    let call = Arrived {
        id: id.clone(),
        began: Instant::now(),
        at: Timestamp(proxy.source.world().now()),
        head,
        caller,
        notes: Arc::new(Notes::new(proxy.log.is_some())),
        proxy,
    };
    // Boxed: each connection has room for this future, also while it asks for nothing.
    let work = Box::pin(async move {
        let mut reply = call.answered(route, body).await;
        let place = call.proxy.outbox.place(reply.body.len(), call.notes.taken_turn());
        if place.is_none() && reads {
            let told = "Too many answers wait for consumers who do not take them.";
            reply = Problem::new(503, told).with("retry-after", "10").into();
        }
        call.end(&reply);
        (reply, place)
    });
    let (reply, place) = if reads {
        work.await
    } else {
        // A consumer who goes away must not end a write half-way.
        let running = writes.acquire_owned().await;
        let work = tokio::spawn(async move {
            let _running = running;
            work.await
        });
        work.await.unwrap_or_else(|error| {
            tracing::error!(request = id, %error, "a request broke off");
            (Problem::new(500, "The request could not be carried out.").into(), None)
        })
    };
    Ok(reply.into_response(&id, place))
}

/// A request when it comes.
struct Arrived {
    proxy: Arc<Proxy>,
    id: String,
    began: Instant,
    at: Timestamp,
    head: Head,
    caller: Caller,
    notes: Arc<Notes>,
}

impl Arrived {
    /// Tells of it, and keeps what is known of it where somebody may look.
    fn end(self, reply: &Reply) {
        let Self { proxy, head, notes, .. } = self;
        let took = self.began.elapsed();
        let noted = notes.take();
        let (read, shown) = (notes.read.load(Ordering::Relaxed), notes.shown.load(Ordering::Relaxed));
        tracing::info!(
            request = self.id,
            method = head.method.as_str(),
            path = head.path,
            system = noted.system.as_ref().map(|(_, name)| name.as_str()),
            consumer = noted.consumer.as_deref(),
            status = reply.status,
            milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            bytes = reply.body.len(),
            backend = noted.backend_calls,
            read,
            shown,
            findings = (!noted.findings.is_empty()).then(|| noted.findings.join("; ")),
        );
        let (Some(log), Some((system, system_name))) = (&proxy.log, noted.system) else { return };
        let kept = |body: &[u8]| mask::json(body, KEPT_BODY);
        let shows_body = noted.traced.is_some() || reply.status >= 400;
        log.keep(Record {
            number: 0,
            request: self.id,
            at: self.at,
            system,
            system_name,
            method: head.method.as_str().to_owned(),
            path: mask::target(head.path.get(noted.below..).unwrap_or_default(), &head.query),
            status: reply.status,
            took,
            headers: mask::headers(&head.headers, noted.consumer.as_deref()),
            consumer: noted.consumer,
            request_body: noted.body.map(|body| kept(&body)),
            response_type: (!reply.body.is_empty()).then_some(SCIM_JSON),
            response_bytes: reply.body.len(),
            response_body: (shows_body && !reply.body.is_empty()).then(|| kept(&reply.body)),
            traced_until: noted.traced,
            backend: noted.backend,
            backend_calls: noted.backend_calls,
            read,
            shown,
            runs: noted.runs,
        });
    }

    async fn answered(&self, route: Option<Route>, body: Incoming) -> Reply {
        match self.head.path.as_str() {
            "/health" | "/ready" if self.head.method() != "GET" => not_allowed("GET").into(),
            "/health" => Reply::json(200, br#"{"status":"up"}"#),
            "/ready" => match self.proxy.source.ready().await {
                Ok(()) => Reply::json(200, br#"{"status":"ready"}"#),
                Err(why) => {
                    tracing::error!(%why, "not ready");
                    Problem::new(503, "The workspace cannot be read.").into()
                }
            },
            _ => self.of_system(route, body).await.unwrap_or_else(Reply::from),
        }
    }

    async fn of_system(&self, route: Option<Route>, body: Incoming) -> Result<Reply, Problem> {
        let Self { proxy, head, caller, notes, at, .. } = self;
        let nowhere = || Problem::new(404, "There is no such resource at this address.");
        let unavailable = |why: &dyn std::fmt::Display| {
            tracing::error!(%why, path = head.path, "a system cannot be served");
        };
        let route = route.ok_or_else(nowhere)?;
        let served = proxy.source.system(route.system).await.map_err(|why| {
            unavailable(&why);
            Problem::new(503, "The workspace cannot be read.")
        })?;
        let served = served.ok_or_else(nowhere)?;
        let traced = proxy.log.as_ref().and_then(|log| log.traced(served.id, *at));
        notes.system(&served, route.base.len() + ID, traced);
        let authorization = head.header("authorization").map(Authorization::read);
        let claimed = auth::claimed(&served, authorization.as_ref());
        if let Some(claimed) = claimed {
            notes.consumer(claimed);
        }
        let consumer = proxy.sign_in(&served, caller, authorization.as_ref(), route.certificate).await?;
        if claimed != Some(&consumer.id) {
            notes.consumer(&consumer.id);
        }
        let consumer = consumer.id.clone();
        let allowed = route.what.allowed();
        if route.what == What::Unknown {
            return Err(nowhere());
        }
        if !allowed.split(',').any(|method| method.trim_ascii_start() == head.method()) {
            return Err(not_allowed(allowed));
        }
        let rules = proxy.library.of(&served);
        let traffic = proxy.traffic(route.system);
        traffic.limit.take(rules.number("proxy.rate.limit", 0, u64::MAX), Instant::now()).map_err(
            |wait| {
                let seconds = wait.as_secs_f64().ceil().max(1.0);
                Problem::new(
                    429,
                    "More requests than this system takes in a minute (property proxy.rate.limit).",
                )
                .with("retry-after", format!("{seconds:.0}"))
            },
        )?;
        let account = proxy.source.account(route.system).await.map_err(|why| {
            unavailable(&why);
            Problem::new(502, "The account of this system cannot be asked: the log says why.")
        })?;
        let memory = proxy.memory(&account);
        let (at_once, calls, notes) = (memory.at_once.clone(), traffic.calls.clone(), notes.clone());
        let backend = Backend { account, retries: rules.retries(), at_once, calls, notes: notes.clone() };
        let address = [&*caller.origin, route.base, &served.id.to_string()].concat();
        let proxy = proxy.clone();
        let cx = Context { proxy, served, rules, backend, memory, notes, consumer, address };
        dispatch(&cx, head, body, route.what).await
    }
}

/// Headers with memory of their own: as they come, they keep the buffer that their connection reads into.
fn apart(mut headers: HeaderMap) -> HeaderMap {
    for value in headers.values_mut() {
        if let Ok(own) = HeaderValue::from_bytes(value.as_bytes()) {
            *value = own;
        }
    }
    headers
}

/// One that a log line can hold.
fn is_request_id(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

pub fn not_allowed(allowed: &'static str) -> Problem {
    Problem::new(405, format!("Only {allowed} is answered here.")).with("allow", allowed)
}

async fn dispatch(cx: &Context, head: &Head, body: Incoming, what: What) -> Result<Reply, Problem> {
    let query = head.query.as_str();
    match (head.method(), what) {
        ("GET", What::Collection(kind)) => read::list(cx, kind, &Asked::of_query(query)?).await,
        ("POST", What::Search(kind)) => {
            let body = body::folded(body::object(&received(cx, head, body).await?)?)?;
            read::list(cx, kind, &Asked::of_search(&body)?).await
        }
        // RFC 7644 §3.12: what a server does not support.
        (_, What::SearchAll) => {
            let told =
                "Users and groups are not searched in one list: ask /Users/.search or /Groups/.search.";
            Err(Problem::new(501, told))
        }
        ("GET", What::Entity(kind, id)) => {
            let select = Select::of_query(query)?;
            read::one(cx, kind, &id, &select, head.header("if-none-match")).await
        }
        // RFC 7644 §4: what is left out by a filter would be taken for unsupported.
        (
            "GET",
            What::ServiceProviderConfig
            | What::ResourceTypes
            | What::ResourceType(_)
            | What::Schemas
            | What::Schema(_),
        ) if Asked::has_filter(query) => Err(Problem::new(403, "What the server supports is not filtered.")),
        ("GET", What::ServiceProviderConfig) => Ok(discovery::service_provider_config(cx)),
        ("GET", What::ResourceTypes) => Ok(discovery::resource_types(cx)),
        ("GET", What::ResourceType(name)) => discovery::resource_type(cx, &name),
        ("GET", What::Schemas) => Ok(discovery::schemas(cx)),
        ("GET", What::Schema(urn)) => discovery::schema(cx, &urn),
        // Boxed: those who read, who are many, need no room for it.
        (method, what) => Box::pin(writing(cx, head, body, method, what)).await,
    }
}

async fn writing(
    cx: &Context,
    head: &Head,
    body: Incoming,
    method: &str,
    what: What,
) -> Result<Reply, Problem> {
    let (kind, id) = match what {
        What::Collection(kind) => (kind, String::new()),
        What::Entity(kind, id) => (kind, id),
        _ => return Err(not_allowed(what.allowed())),
    };
    let body = if method == "DELETE" { Bytes::new() } else { received(cx, head, body).await? };
    let select = Select::of_query(&head.query)?;
    let asked = Write { kind, id: &id, body: &body, if_match: head.header("if-match"), select };
    match method {
        "POST" => write::create(cx, &asked).await,
        "PUT" => write::replace(cx, &asked).await,
        "PATCH" => write::patch(cx, &asked).await,
        "DELETE" => write::delete(cx, &asked).await,
        _ => Err(not_allowed(What::Entity(kind, id).allowed())),
    }
}

/// The body of a request.
async fn received(cx: &Context, head: &Head, body: Incoming) -> Result<Bytes, Problem> {
    if !head.header("content-type").is_none_or(body::is_json) {
        let told = "A body is application/scim+json or application/json.";
        return Err(Problem::new(415, told));
    }
    if head.header("content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Err(Problem::new(415, "A body is sent as it is, not compressed."));
    }
    let too_large = || Problem::new(413, "The body is larger than 10 MiB.");
    let announced = head.header("content-length").and_then(|text| text.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY as u64) {
        return Err(too_large());
    }
    match tokio::time::timeout(BODY_TIME, Limited::new(body, BODY).collect()).await {
        Ok(Ok(body)) => {
            let body = body.to_bytes();
            cx.notes.body(&body);
            Ok(body)
        }
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Problem::bad("invalidSyntax", "The body ended too early.")),
        Err(_) => Err(Problem::new(408, "The body did not come in time.")),
    }
}
