//! How one call is answered. Nothing here waits or opens anything: a call and an account make a reply.

mod accept;
mod access;
mod attributes;
mod body;
mod groups;
mod params;
mod reply;
mod show;
mod token;
mod users;

use hyper::HeaderMap;
use zonedesk_scim::Timestamp;

use crate::zone::{IfMatch, Refusal, Zone};
use access::Need;
pub(crate) use access::{Access, Credentials};
use params::Params;
pub(crate) use params::percent_decoded;
pub(crate) use reply::Reply;
use reply::{Answered, Failed};

/// A call as it came.
#[derive(Debug)]
pub(crate) struct Call<'c> {
    pub method: &'c str,
    /// Below the account's base, still percent-encoded.
    pub path: &'c str,
    /// Still percent-encoded.
    pub query: &'c str,
    pub headers: &'c HeaderMap,
    pub body: &'c [u8],
    /// The account's base URL.
    pub base: &'c str,
}

impl Call<'_> {
    /// A header's value, `None` also where it is not text.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Answers a call.
pub(crate) fn respond(zone: &mut Zone, access: &Access, call: &Call<'_>, now: Timestamp) -> Reply {
    let lower = call.path.to_ascii_lowercase();
    if lower.contains("%2f") || lower.contains("%5c") || has_raw_text(call.query) {
        return Reply::html(400, "Bad Request");
    }
    if call.path.contains(';') {
        return Reply::json(500, b"{}".to_vec());
    }
    let named = |name: &str| call.header(name).is_some_and(|zone_name| !zone_name.is_empty());
    if named("x-identity-zone-id") && call.header("x-identity-zone-id") != Some(&zone.zone_id)
        || named("x-identity-zone-subdomain")
            && call.header("x-identity-zone-subdomain") != Some(zone.subdomain.as_str())
    {
        return Reply::json(404, b"{}".to_vec());
    }
    let decoded: Vec<String> =
        call.path.split('/').skip(1).map(|part| percent_decoded(part, false)).collect();
    let mut parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
    if parts.len() > 1 && parts.last() == Some(&"") {
        parts.pop();
    }
    match parts.as_slice() {
        ["oauth", "token"] => token::respond(access, call, now),
        ["Users", rest @ ..] => {
            guarded(access, call, now, users::need(zone.dialect, call.method, rest), || {
                users::respond(zone, call, rest, now)
            })
        }
        ["Groups", rest @ ..] => {
            guarded(access, call, now, groups::need(call.method), || groups::respond(zone, call, rest, now))
        }
        _ => Reply::redirect(&format!("{}/login", call.base)),
    }
}

/// Token and scope come first, then what is acceptable, then the call itself, then the form of the answer.
fn guarded(
    access: &Access,
    call: &Call<'_>,
    now: Timestamp,
    need: Need,
    run: impl FnOnce() -> Result<Answered, Failed>,
) -> Reply {
    if let Err(reply) = access.check(call, need, now) {
        return reply;
    }
    if accept::is_malformed(call.header("accept")) {
        return Reply::empty(400);
    }
    reply::finish(run(), call.header("accept"))
}

/// Tomcat takes no raw text in a URL.
fn has_raw_text(query: &str) -> bool {
    query.contains(['"', '[', ']', '\\', '{', '}', '|', '^', '`', '<', '>'])
}

/// `If-Match` of a user and, in UAA, of a role collection. `Ok(None)`: not there.
fn if_match(call: &Call<'_>) -> Result<Option<IfMatch>, Refusal> {
    let Some(value) = call.header("if-match") else { return Ok(None) };
    let bare = value.trim().trim_matches('"');
    if bare == "*" {
        return Ok(Some(IfMatch::Any));
    }
    match bare.parse::<i32>() {
        Ok(version) => Ok(Some(IfMatch::Version(version.into()))),
        Err(_) => {
            let message = format!("Invalid version match header (should be a version number): {value}");
            Err(Refusal::new(400, "scim", message))
        }
    }
}
