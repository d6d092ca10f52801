//! What is measured against: axum in, reqwest out, and nothing between.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

#[derive(Clone)]
struct PassThrough {
    upstream: String,
    client: reqwest::Client,
}

/// Until nobody asks any more.
pub async fn serve(listener: TcpListener, upstream: String) -> std::io::Result<()> {
    // It has no other use for one: all is in the clear here.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().map_err(std::io::Error::other)?;
    let app = Router::new().fallback(answer).with_state(PassThrough { upstream, client });
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, app).await
}

async fn answer(State(PassThrough { upstream, client }): State<PassThrough>, request: Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let asked = client.get(format!("{upstream}{path}")).header("authorization", "Bearer bench");
    let answered = async { asked.send().await?.bytes().await };
    let (status, body) = match answered.await {
        Ok(body) => (StatusCode::OK, Body::from(body)),
        Err(error) => (StatusCode::BAD_GATEWAY, Body::from(error.to_string())),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert("content-type", axum::http::HeaderValue::from_static("application/scim+json"));
    response
}
