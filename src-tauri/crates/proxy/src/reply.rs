//! Answers.

use http_body_util::Full;
use hyper::Response;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};

use crate::outbox::Place;
use crate::problem::Problem;

/// RFC 7644 §8.1.
pub const SCIM_JSON: &str = "application/scim+json";

/// An answer, before it is HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    pub fn empty(status: u16) -> Self {
        Self::json(status, Vec::new())
    }

    pub fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    /// `place`: in the outbox, for as long as the body is not taken.
    pub fn into_response(self, request: &str, place: Option<Place>) -> Response<Full<Bytes>> {
        let has_body = !self.body.is_empty();
        let body = match place {
            Some(place) => place.hold(self.body),
            None => self.body.into(),
        };
        let mut response = Response::new(Full::new(body));
        *response.status_mut() = hyper::StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        if has_body {
            headers.insert("content-type", HeaderValue::from_static(SCIM_JSON));
        }
        headers.insert("cache-control", HeaderValue::from_static("no-store"));
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        for (name, value) in own.chain([("x-request-id", request)]) {
            // A value that no header can carry is left out.
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        Self { status: problem.status, body: problem.body(), headers: problem.headers }
    }
}
