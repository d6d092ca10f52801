use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use zonedesk_scim::Timestamp;

use super::Control;
use super::account::{Served, Write};
use super::others::Others;
use super::payload::{Cut, Payload};
use crate::api::{Call, Reply, respond};
use crate::change::Change;
use crate::clock::Clock;
use crate::fault::{Failure, Turn};
use crate::zone::Dialect;

/// What all connections share.
pub(super) struct Server {
    pub served: Arc<Vec<Served>>,
    pub control: Control,
    pub clock: Arc<dyn Clock>,
    pub changes: Option<mpsc::UnboundedSender<Change>>,
}

/// Bytes of a head that are read: Tomcat's default, and what SAP documents for XSUAA.
const HEAD: [(Dialect, usize); 2] = [(Dialect::Uaa, 8 * 1024), (Dialect::Xsuaa, 16 * 1024)];
/// Bytes of a body that are read: 1 MB is documented for XSUAA, UAA has taken 2.1 MB.
const BODY: [(Dialect, usize); 2] = [(Dialect::Uaa, 16 << 20), (Dialect::Xsuaa, 1 << 20)];

/// Of an answer that comes slowly.
const PIECES: usize = 5;

fn limit(of: [(Dialect, usize); 2], dialect: Dialect) -> usize {
    of.iter().find(|(known, _)| *known == dialect).map_or(0, |(_, bytes)| *bytes)
}

/// Serves until told to stop, then until the last answer is out.
pub(super) async fn run(listener: TcpListener, server: Arc<Server>, mut stopping: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, server.clone(), stopping.clone()));
                }
                // out of file handles, for example: give the others a moment to end
                Err(error) => {
                    tracing::warn!(%error, "no connection accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = connections.join_next() => {}
            () = stopped(&mut stopping) => break,
        }
    }
    while connections.join_next().await.is_some() {}
}

/// Ends when the simulator is to stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // an error means that the simulator itself is gone
    let _ = stopping.wait_for(|stop| *stop).await;
}

async fn connection(stream: TcpStream, server: Arc<Server>, mut stopping: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let server = server.clone();
        async move { server.answer(request).await }
    });
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
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

impl Server {
    async fn answer(&self, request: Request<Incoming>) -> Result<Response<Payload>, Cut> {
        let (head, body) = request.into_parts();
        let path = head.uri.path().to_owned();
        if let Some(rest) = path.strip_prefix("/_control") {
            // no page in a browser may reach this
            if head.headers.contains_key("origin") || head.headers.contains_key("sec-fetch-site") {
                return response(Reply::empty(403), false);
            }
            let body = body.collect().await.map_err(|_| Cut)?.to_bytes();
            return response(self.control.respond(head.method.as_str(), rest, &body), false);
        }
        let Some((served, below)) = self.find(&path) else {
            return response(Reply::html(404, "Not Found"), false);
        };
        if served.settings().unreachable {
            return Err(Cut);
        }
        let dialect = served.access().dialect;
        if head_bytes(&head.uri, &head.headers) > limit(HEAD, dialect) {
            return response(Reply::html(400, "Bad Request"), false);
        }
        let limited = Limited::new(body, limit(BODY, dialect));
        let body = match limited.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                return response(Reply::html(413, "Request Entity Too Large"), false);
            }
            Err(_) => return Err(Cut),
        };
        let call = Call {
            method: head.method.as_str(),
            path: below,
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            body: &body,
            base: &served.info.url,
        };
        let failure = match self.turn(served, &call).await {
            Ok(failure) => failure,
            Err(refused) => return response(refused, false),
        };
        match failure {
            Some(Failure::Status { status, retry_after }) => {
                let mut reply = Reply::empty(status);
                if let Some(seconds) = retry_after {
                    reply = reply.with("retry-after", seconds.to_string());
                }
                response(reply, false)
            }
            Some(Failure::Html { status }) => response(Reply::html(status, "Gateway"), false),
            Some(Failure::Expired) => response(expired(&call), false),
            Some(Failure::Reset) => Err(Cut),
            Some(Failure::Lost) => {
                self.run(served, &call);
                Err(Cut)
            }
            Some(Failure::Silence { run }) => {
                if run {
                    self.run(served, &call);
                }
                served.count_silence();
                std::future::pending().await
            }
            Some(Failure::Truncated) => response(self.run(served, &call), true),
            Some(Failure::Half) => {
                let mut reply = self.run(served, &call);
                reply.body.truncate(reply.body.len() / 2);
                response(reply, false)
            }
            Some(Failure::Slow { milliseconds }) => self.in_pieces(self.run(served, &call), milliseconds),
            None => response(self.run(served, &call), false),
        }
    }

    /// The answer in pieces, with so many milliseconds between them.
    fn in_pieces(&self, mut reply: Reply, milliseconds: u32) -> Result<Response<Payload>, Cut> {
        let body = Bytes::from(std::mem::take(&mut reply.body));
        let head = response(reply, false)?;
        let (sender, pieces) = mpsc::channel(1);
        let clock = self.clock.clone();
        tokio::spawn(async move {
            for piece in body.chunks(body.len().div_ceil(PIECES).max(1)) {
                clock.sleep_until(Timestamp(clock.now().0 + i64::from(milliseconds))).await;
                if sender.send(body.slice_ref(piece)).await.is_err() {
                    return;
                }
            }
        });
        Ok(head.map(|_| Payload::pieces(pieces)))
    }

    /// Waits for the account's turn and delay; the failure that this request is to meet, or a refusal.
    async fn turn(&self, served: &Served, call: &Call<'_>) -> Result<Option<Failure>, Reply> {
        let paced = call.path.starts_with("/Users") || call.path.starts_with("/Groups");
        let mut start = self.clock.now();
        let delay = served.settings().delay;
        let mut failure = None;
        if paced {
            let number = served.count_request();
            let mut settings = served.settings();
            if settings.storm > 0 {
                settings.storm -= 1;
                let seconds = settings.storm_retry_after.to_string();
                return Err(Reply::html(429, "Too Many Requests").with("retry-after", seconds));
            }
            failure = settings.fail_next.pop_front();
            let weather = settings.weather.as_ref();
            failure = failure.or_else(|| weather.and_then(|weather| weather.befalls(number)));
            let rate = settings.rate;
            drop(settings);
            let turn = served.pace().turn(rate, start);
            match turn {
                Turn::At(at) => start = at,
                Turn::Refused(seconds) => {
                    return Err(
                        Reply::html(429, "Too Many Requests").with("retry-after", seconds.to_string())
                    );
                }
            }
        }
        let due = Timestamp(start.0 + i64::from(delay));
        if due > self.clock.now() {
            self.clock.sleep_until(due).await;
        }
        Ok(failure)
    }

    fn run(&self, served: &Served, call: &Call<'_>) -> Reply {
        let (now, others, keep) = {
            let mut settings = served.settings();
            let now = Timestamp(self.clock.now().0 + settings.clock_skew);
            (now, Others::of(&mut settings, call), settings.keep_writes)
        };
        let access = served.access();
        let (reply, of_others, changes) = {
            let mut zone = served.zone();
            others.act(&mut zone, call, now);
            let of_others = std::mem::take(&mut zone.changes);
            let reply = respond(&mut zone, &access, call, now);
            (reply, of_others, std::mem::take(&mut zone.changes))
        };
        if keep && !changes.is_empty() {
            let (method, path) = (call.method.to_owned(), call.path.to_owned());
            served.keep_write(Write { method, path, status: reply.status, changes: changes.clone() });
        }
        if let Some(taker) = &self.changes {
            for change in of_others.into_iter().chain(changes) {
                // nobody listens any more: nothing to do about it
                let _ = taker.send(change);
            }
        }
        reply.with("date", http_date(now))
    }

    /// The account that a path belongs to, and the path below its base.
    fn find<'p>(&self, path: &'p str) -> Option<(&Served, &'p str)> {
        self.served.iter().find_map(|served| {
            let subdomain = &served.info.subdomain;
            if subdomain.is_empty() {
                return Some((served, path));
            }
            let below = path.strip_prefix('/')?.strip_prefix(subdomain.as_str())?;
            (below.is_empty() || below.starts_with('/')).then_some((served, below))
        })
    }
}

/// As the token layer says it of a token whose time has come.
fn expired(call: &Call<'_>) -> Reply {
    let accept = call.headers.get("accept").and_then(|accept| accept.to_str().ok());
    let why = "The token expired, was revoked, or the token ID is incorrect.";
    let members = [("error", "invalid_token"), ("error_description", why)];
    Reply::security(401, accept, Some("Bearer realm=\"UAA/oauth\", "), &members)
}

/// RFC 9110 §5.6.7, by the account's clock, where hyper would put the computer's.
fn http_date(now: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn head_bytes(uri: &hyper::Uri, headers: &HeaderMap) -> usize {
    let lines = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    uri.to_string().len() + lines.sum::<usize>()
}

fn response(reply: Reply, cut: bool) -> Result<Response<Payload>, Cut> {
    let length = reply.body.len();
    let payload = if cut { Payload::half(reply.body) } else { Payload::whole(reply.body) };
    let mut response = Response::new(payload);
    *response.status_mut() = StatusCode::from_u16(reply.status).map_err(|_| Cut)?;
    if cut {
        response.headers_mut().insert("content-length", HeaderValue::from(length));
    }
    for (name, value) in reply.headers {
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| Cut)?;
        response.headers_mut().append(HeaderName::from_static(name), value);
    }
    Ok(response)
}
