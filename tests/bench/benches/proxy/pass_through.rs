//! What is measured against: hyper in, reqwest out, and nothing between. (axum would be hyper and a router.)

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderValue;
use hyper::{Request, Response};

pub struct PassThrough {
    pub upstream: String,
    pub client: reqwest::Client,
}

impl PassThrough {
    pub async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let asked =
            self.client.get(format!("{}{path}", self.upstream)).header("authorization", "Bearer bench");
        let answered = async { asked.send().await?.bytes().await };
        let (status, body) = match answered.await {
            Ok(body) => (200, body),
            Err(error) => (502, Bytes::from(error.to_string())),
        };
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
        response.headers_mut().insert("content-type", HeaderValue::from_static("application/scim+json"));
        Ok(response)
    }
}
