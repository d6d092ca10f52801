use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use zonedesk_scim::Timestamp;

use super::Control;
use super::account::Served;
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
        match &failure {
            Some(Failure::Status { status, retry_after }) => {
                let mut reply = Reply::empty(*status);
                if let Some(seconds) = retry_after {
                    reply = reply.with("retry-after", seconds.to_string());
                }
                return response(reply, false);
            }
            Some(Failure::Html { status }) => return response(Reply::html(*status, "Gateway"), false),
            Some(Failure::Reset) => return Err(Cut),
            Some(Failure::Lost | Failure::Truncated) | None => {}
        }
        let reply = self.run(served, &call);
        if failure == Some(Failure::Lost) {
            return Err(Cut);
        }
        response(reply, failure == Some(Failure::Truncated))
    }

    /// Waits for the account's turn and delay; the failure that this request is to meet, or a refusal.
    async fn turn(&self, served: &Served, call: &Call<'_>) -> Result<Option<Failure>, Reply> {
        let paced = call.path.starts_with("/Users") || call.path.starts_with("/Groups");
        let (rate, delay, failure) = {
            let mut settings = served.settings();
            let failure = if paced { settings.fail_next.pop_front() } else { None };
            (settings.rate, settings.delay, failure)
        };
        let mut start = self.clock.now();
        if paced {
            served.count_request();
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
        let (skew, stale) = {
            let mut settings = served.settings();
            let writes = matches!(call.method, "PUT" | "PATCH" | "DELETE");
            let stale = writes && settings.stale_writes > 0;
            settings.stale_writes -= u32::from(stale);
            (settings.clock_skew, stale)
        };
        let now = Timestamp(self.clock.now().0 + skew);
        let access = served.access();
        let (reply, changes) = {
            let mut zone = served.zone();
            if stale {
                touch(&mut zone, call.path, now);
            }
            let reply = respond(&mut zone, &access, call, now);
            (reply, std::mem::take(&mut zone.changes))
        };
        if let Some(taker) = &self.changes {
            for change in changes {
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

/// Someone else writes the entity that a path names.
fn touch(zone: &mut crate::zone::Zone, path: &str, now: Timestamp) {
    let mut parts = path.split('/').skip(1);
    let (kind, Some(id)) = (parts.next(), parts.next()) else { return };
    let id = crate::api::percent_decoded(id, false);
    match kind {
        Some("Users") => zone.touch_user(&id, now),
        Some("Groups") => zone.touch_group(&id, now),
        _ => {}
    }
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
