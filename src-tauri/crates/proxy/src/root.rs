//! The first look at a request: whether its sender may speak at all, and whether it is for the server itself.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response};
use tokio::time::Instant;

use crate::auth::token_endpoint;
use crate::caller::{Caller, Connection};
use crate::handle::{self, not_allowed};
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::route;
use crate::server::Proxy;

/// Answers; never fails.
pub fn answer(
    proxy: Arc<Proxy>,
    request: Request<Incoming>,
    connection: &Connection,
) -> impl Future<Output = Result<Response<Full<Bytes>>, Infallible>> + use<> {
    let began = Instant::now();
    let front = proxy.front();
    let caller = connection.caller(&front, request.headers());
    let welcome = connection.is_welcome(&front);
    let path = request.uri().path().to_owned();
    let route = route(&path);
    let system = route.as_ref().map(|route| route.system);
    async move {
        let response = match path.as_str() {
            // They hold no data, and whoever watches a server stands behind no router.
            "/health" | "/ready" => handle::answer(proxy.clone(), request, caller, None).await?,
            _ if !welcome => own(&proxy, unwelcome(&proxy, &caller).into(), &path),
            "/oauth2/token" | "/oauth/token" => {
                own(&proxy, token_endpoint::answer(&proxy, request, &caller).await, &path)
            }
            "/metrics" if front.metrics.is_some() => {
                own(&proxy, metrics(&proxy, &request, &caller).await, &path)
            }
            _ => handle::answer(proxy.clone(), request, caller, route).await?,
        };
        proxy.metrics.answered(system, response.status().as_u16(), began.elapsed());
        Ok(response)
    }
}

/// An answer that no system is asked for.
fn own(proxy: &Proxy, reply: Reply, path: &str) -> Response<Full<Bytes>> {
    let id = proxy.ids.next();
    tracing::info!(request = id, path, status = reply.status);
    reply.into_response(&id, None)
}

fn unwelcome(proxy: &Proxy, caller: &Caller) -> Problem {
    let told = "Plain HTTP is taken from the router in front of this server only.";
    proxy.audit(None, None, caller, 403, "no router that may end TLS");
    Problem::new(403, told)
}

async fn metrics(proxy: &Proxy, request: &Request<Incoming>, caller: &Caller) -> Reply {
    if request.method() != Method::GET {
        return not_allowed("GET").into();
    }
    let given = request.headers().get("authorization").and_then(|value| value.to_str().ok());
    match proxy.may_read_metrics(given, caller).await {
        Ok(()) => Reply::json(200, proxy.metrics.text(&proxy.calls()))
            .with("content-type", "text/plain; version=0.0.4; charset=utf-8"),
        Err(problem) => problem.into(),
    }
}
