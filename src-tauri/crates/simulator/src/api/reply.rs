use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::accept::{Security, for_error, for_json, for_security};
use crate::zone::Refusal;

/// An answer as it goes out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// A call that did what it was to do: JSON and, where one entity is meant, its version.
#[derive(Debug)]
pub(super) struct Answered {
    pub status: u16,
    pub version: Option<i64>,
    pub body: Vec<u8>,
}

/// A call that did not.
#[derive(Debug)]
pub(super) enum Failed {
    /// A refusal, and the entity's version where UAA had already written it into the header.
    Refused(Refusal, Option<i64>),
    /// An answer of another layer.
    Other(Reply),
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal, None)
    }
}

impl Answered {
    pub fn ok(body: Vec<u8>) -> Self {
        Self { status: 200, version: None, body }
    }
}

impl Reply {
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub fn json(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type", "application/json;charset=UTF-8".to_owned())], body }
    }

    pub fn html(status: u16, title: &str) -> Self {
        let body = format!(
            "<!doctype html><html lang=\"en\"><head><title>HTTP Status {status} – {title}</title></head><body>\
             <h1>HTTP Status {status} – {title}</h1></body></html>"
        );
        let headers = vec![("content-type", "text/html;charset=utf-8".to_owned())];
        Self { status, headers, body: body.into_bytes() }
    }

    pub fn redirect(to: &str) -> Self {
        Self { status: 302, headers: vec![("location", to.to_owned())], body: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// An error of the security layer, in what the caller accepts; `challenge` goes into `WWW-Authenticate`.
    pub fn security(
        status: u16,
        accept: Option<&str>,
        challenge: Option<&str>,
        members: &[(&'static str, &str)],
    ) -> Self {
        let reply = match for_security(accept) {
            Security::Neither => return Self::html(406, "Not Acceptable"),
            Security::Json => {
                let body: Map<_, _> =
                    members.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
                Self::json(status, Value::Object(body).to_string().into_bytes())
            }
            Security::Xml => {
                let mut body = String::from("<oauth>");
                for (key, value) in members.iter().rev() {
                    let value = value.replace('&', "&amp;").replace('<', "&lt;");
                    let _ = write!(body, "<{key}>{value}</{key}>");
                }
                body.push_str("</oauth>");
                let headers = vec![("content-type", "application/xml;charset=UTF-8".to_owned())];
                Self { status, headers, body: body.into_bytes() }
            }
        };
        let Some(scheme) = challenge else { return reply };
        let words: Vec<_> = members.iter().map(|(key, value)| format!("{key}=\"{value}\"")).collect();
        reply.with("www-authenticate", format!("{scheme}{}", words.join(", ")))
    }
}

/// Gives an outcome its form. UAA finds out only now that the caller takes no JSON: what was written stays written.
pub(super) fn finish(outcome: Result<Answered, Failed>, accept: Option<&str>) -> Reply {
    let (refusal, version) = match outcome {
        Err(Failed::Other(reply)) => return reply,
        Err(Failed::Refused(refusal, version)) => (refusal, version),
        Ok(answered) => match for_json(accept) {
            Some(kind) => {
                let headers = vec![("content-type", format!("{kind};charset=UTF-8"))];
                let reply = Reply { status: answered.status, headers, body: answered.body };
                return tagged(reply, answered.version);
            }
            None => {
                let refusal = Refusal::new(400, "scim", "Could not find acceptable representation");
                (refusal, answered.version)
            }
        },
    };
    let mut body = Map::new();
    body.insert("error".into(), json!(refusal.error));
    body.insert("message".into(), json!(refusal.message));
    body.insert("error_description".into(), json!(refusal.message));
    body.extend(refusal.extra.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    // the bytes are UTF-8 all the same
    let headers = vec![("content-type", format!("{};charset=ISO-8859-1", for_error(accept)))];
    let reply = Reply { status: refusal.status, headers, body: Value::Object(body).to_string().into_bytes() };
    tagged(reply, version)
}

fn tagged(reply: Reply, version: Option<i64>) -> Reply {
    match version {
        Some(version) => reply.with("etag", format!("\"{version}\"")),
        None => reply,
    }
}
