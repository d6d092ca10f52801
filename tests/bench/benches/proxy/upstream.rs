//! An account that costs as little as HTTP does: pages made once, the same for every list.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use zonedesk_bench::users::user;

/// Of each list.
const TOTAL: usize = 100_000;

#[derive(Default)]
pub struct Upstream(Mutex<HashMap<usize, Bytes>>);

impl Upstream {
    pub async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let path = request.uri().path();
        let body = if path.ends_with("/oauth/token") {
            Bytes::from_static(
                br#"{"access_token":"bench","token_type":"bearer","expires_in":43199,"scope":"uaa.none"}"#,
            )
        } else if path == "/Users" {
            let query = request.uri().query().unwrap_or_default();
            let count = query.split('&').find_map(|pair| pair.strip_prefix("count=")?.parse().ok());
            self.page(count.unwrap_or(100))
        } else {
            self.one()
        };
        let mut response = Response::new(Full::new(body));
        response
            .headers_mut()
            .insert("content-type", hyper::header::HeaderValue::from_static("application/json"));
        Ok(response)
    }

    fn page(&self, count: usize) -> Bytes {
        let mut pages = self.0.lock().expect("no panic before");
        let page = pages.entry(count).or_insert_with(|| {
            let users: Vec<_> = (0..count).map(user).collect();
            let users = users.join(",");
            let page = format!(
                r#"{{"resources":[{users}],"startIndex":1,"itemsPerPage":{count},"totalResults":{TOTAL},"schemas":["urn:scim:schemas:core:1.0"]}}"#
            );
            page.into()
        });
        page.clone()
    }

    fn one(&self) -> Bytes {
        let mut pages = self.0.lock().expect("no panic before");
        pages.entry(0).or_insert_with(|| user(3).into()).clone()
    }
}
