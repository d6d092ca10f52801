//! What the caller's `Accept` makes of an answer's `Content-Type`.

/// A header that is no list of media types, which UAA answers with an empty 400.
pub(super) fn is_malformed(accept: Option<&str>) -> bool {
    accept.is_some_and(|accept| !accept.trim().is_empty() && types(accept).any(|kind| !kind.contains('/')))
}

/// The type that an answer in JSON is given; `None` where the caller takes none such.
pub(super) fn for_json(accept: Option<&str>) -> Option<&str> {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return Some("application/json");
    };
    let named = types(accept)
        .find(|kind| matches!(*kind, "*/*" | "application/*" | "application/json") || is_json_suffix(kind))?;
    Some(if named.contains('*') { "application/json" } else { named })
}

/// The type that UAA writes on an error of a user or group call: the first that was asked for, whatever it is.
pub(super) fn for_error(accept: Option<&str>) -> &str {
    let first = accept.and_then(|accept| types(accept).next()).unwrap_or("*/*");
    if first.contains('*') || first.is_empty() { "application/octet-stream" } else { first }
}

/// How the security layer writes: JSON, XML or not at all.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Security {
    Json,
    Xml,
    Neither,
}

/// What the security layer writes for the caller.
pub(super) fn for_security(accept: Option<&str>) -> Security {
    if for_json(accept).is_some() {
        return Security::Json;
    }
    let xml = accept.is_some_and(|accept| types(accept).any(|kind| kind == "application/xml"));
    if xml { Security::Xml } else { Security::Neither }
}

fn is_json_suffix(kind: &str) -> bool {
    kind.starts_with("application/") && kind.ends_with("+json")
}

fn types(accept: &str) -> impl Iterator<Item = &str> {
    accept.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim())
}
