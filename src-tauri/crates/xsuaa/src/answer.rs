use std::time::Duration;

use reqwest::header::{ETAG, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use zonedesk_scim::{Resource, UaaError, WireError};

use crate::observed::{date, date_of, here};
use crate::transport::Raw;
use crate::{ErrorKind, Unreachable};

/// A successful answer (2xx).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Version from the `ETag`, where there is a numeric one.
    pub version: Option<i64>,
    /// Empty for a 204.
    pub body: Vec<u8>,
}

impl Answer {
    /// Any status but 2xx becomes an error. `secrets` are taken out of messages.
    pub(crate) fn from_raw(raw: Raw, secrets: &[&str]) -> Result<Self, ErrorKind> {
        let status = raw.status.as_u16();
        match status {
            200..=299 => {
                Ok(Self { status, version: raw.headers.get(ETAG).and_then(etag_version), body: raw.body })
            }
            300..=399 => Err(ErrorKind::Redirected { status, location: location(&raw.headers) }),
            429 => Err(ErrorKind::RateLimited { retry_after: retry_after(&raw.headers) }),
            _ => Err(match UaaError::from_slice(&raw.body) {
                Some(UaaError { error, message, scope, .. }) => ErrorKind::Refused {
                    status,
                    message: match scope {
                        Some(scope) => readable(&format!("{message} (enough would be {scope})"), secrets),
                        None => readable(&message, secrets),
                    },
                    error: readable(&error, secrets),
                },
                // UAA answers some 404 and 405 with `{}`; a gateway's 5xx is its own matter.
                None if status < 500 && raw.body.trim_ascii() == b"{}" => ErrorKind::Refused {
                    status,
                    error: String::new(),
                    message: raw.status.canonical_reason().unwrap_or_default().to_owned(),
                },
                None => match cut(&raw.body) {
                    Some(error) => broken(&error),
                    None => ErrorKind::Gateway { status },
                },
            }),
        }
    }

    /// The body as one resource.
    pub fn read<T: Resource>(&self) -> Result<T, ErrorKind> {
        T::from_slice(&self.body).map_err(|error| self.unreadable(&error))
    }

    /// What breaks off in the middle has broken on its way, even where HTTP did not notice.
    pub(crate) fn unreadable(&self, error: &WireError) -> ErrorKind {
        if matches!(error, WireError::Cut { .. }) {
            return broken(error);
        }
        ErrorKind::Unreadable { status: self.status, what: error.to_string() }
    }
}

/// A body that is JSON and breaks off in the middle.
fn cut(body: &[u8]) -> Option<WireError> {
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(body).err()?;
    Some(WireError::from(error)).filter(|error| matches!(error, WireError::Cut { .. }))
}

fn broken(error: &WireError) -> ErrorKind {
    ErrorKind::Unreachable { reason: Unreachable::Broken, detail: error.to_string() }
}

/// `"7"`, `7` and `W/"7"`.
fn etag_version(value: &HeaderValue) -> Option<i64> {
    value.to_str().ok()?.trim_start_matches("W/").trim_matches('"').parse().ok()
}

/// `Retry-After` (RFC 9110 §10.2.3) in seconds, or as a moment: held against the server's own `Date` where it is sent,
/// since clocks differ.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = date_of(text)?;
    let now = date(headers).unwrap_or_else(here);
    Some(Duration::from_secs((until - now).max(0).unsigned_abs()))
}

/// The server's wish to be left alone for a while: of a 429 always, of a 503 where it says for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked(pub Option<Duration>);

impl Asked {
    pub fn of(raw: &Raw) -> Option<Self> {
        let wait = retry_after(&raw.headers);
        match raw.status.as_u16() {
            429 => Some(Self(wait)),
            503 => wait.map(|wait| Self(Some(wait))),
            _ => None,
        }
    }
}

/// Where a redirect leads, without its query, which may hold anything.
pub(crate) fn location(headers: &HeaderMap) -> String {
    let text = headers.get(LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let text = text.unwrap_or_default();
    readable(text.split(['?', '#']).next().unwrap_or_default(), &[])
}

/// A foreign text fit for a message: one line, not long, nothing secret.
pub(crate) fn readable(text: &str, secrets: &[&str]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "••••");
    }
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;

    use super::*;

    fn raw(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Raw {
        let headers = headers.iter().map(|(name, value)| {
            (name.parse::<reqwest::header::HeaderName>().unwrap(), HeaderValue::from_static(value))
        });
        Raw {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers.collect(),
            body: body.as_bytes().to_vec(),
        }
    }

    fn refused(status: u16, error: &str, message: &str) -> ErrorKind {
        ErrorKind::Refused { status, error: error.into(), message: message.into() }
    }

    #[test]
    fn every_failure_is_told_apart() {
        for (raw, kind) in [
            (
                raw(404, &[], r#"{"error":"scim_resource_not_found","message":"User x does not exist"}"#),
                refused(404, "scim_resource_not_found", "User x does not exist"),
            ),
            (
                raw(
                    403,
                    &[],
                    r#"{"error":"insufficient_scope","error_description":"d","scope":"scim.write"}"#,
                ),
                refused(403, "insufficient_scope", "d (enough would be scim.write)"),
            ),
            (raw(404, &[], "{}"), refused(404, "", "Not Found")),
            (raw(502, &[], "<html>Bad Gateway</html>"), ErrorKind::Gateway { status: 502 }),
            (raw(503, &[], ""), ErrorKind::Gateway { status: 503 }),
            (
                raw(404, &[], r#"{"error":"scim_res"#),
                ErrorKind::Unreachable {
                    reason: Unreachable::Broken,
                    detail: "the JSON ends too early, at line 1, column 18".into(),
                },
            ),
            (raw(400, &[], "<html>"), ErrorKind::Gateway { status: 400 }),
            (
                raw(429, &[("retry-after", "7")], ""),
                ErrorKind::RateLimited { retry_after: Some(Duration::from_secs(7)) },
            ),
            (raw(429, &[("retry-after", "soon")], "<html>"), ErrorKind::RateLimited { retry_after: None }),
            (
                raw(302, &[("location", "https://x.example/login?token=t")], ""),
                ErrorKind::Redirected { status: 302, location: "https://x.example/login".into() },
            ),
            (
                raw(400, &[], r#"{"error":"scim","message":"s3cret\nsaid s3cret"}"#),
                refused(400, "scim", "•••• said ••••"),
            ),
        ] {
            assert_eq!(Answer::from_raw(raw, &["", "s3cret"]), Err(kind));
        }
    }

    #[test]
    fn a_server_says_how_long_it_wants_to_be_left_alone() {
        const DATE: (&str, &str) = ("date", "Fri, 01 Jan 2027 00:00:00 GMT");
        let seconds = |seconds| Some(Asked(Some(Duration::from_secs(seconds))));
        for (status, headers, asked) in [
            (429, &[("retry-after", "7")][..], seconds(7)),
            (429, &[("retry-after", "0")], seconds(0)),
            (429, &[], Some(Asked(None))),
            (429, &[("retry-after", "-1")], Some(Asked(None))),
            (429, &[DATE, ("retry-after", "Fri, 01 Jan 2027 00:00:09 GMT")], seconds(9)),
            (429, &[DATE, ("retry-after", "Thu, 31 Dec 2026 23:59:59 GMT")], seconds(0)),
            // By this computer's clock, where the server has none.
            (429, &[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")], seconds(0)),
            (503, &[("retry-after", "30")], seconds(30)),
            (503, &[], None),
            (502, &[("retry-after", "30")], None),
            (200, &[("retry-after", "30")], None),
        ] {
            assert_eq!(Asked::of(&raw(status, headers, "")), asked, "{status} {headers:?}");
        }
    }

    #[test]
    fn the_version_is_read_from_the_etag() {
        for (etag, version) in [("\"7\"", Some(7)), ("7", Some(7)), ("W/\"7\"", Some(7)), ("\"abc\"", None)] {
            let answer = Answer::from_raw(raw(200, &[("etag", etag)], ""), &[]).unwrap();
            assert_eq!(answer.version, version, "{etag}");
        }
    }

    #[test]
    fn a_body_that_is_not_what_was_asked_for_says_where() {
        for (body, what) in [
            ("", "not JSON at line 1, column 0"),
            ("<html>", "not JSON at line 1, column 1"),
            ("[]", "a user must be a JSON object"),
        ] {
            let answer = Answer { status: 200, version: None, body: body.as_bytes().to_vec() };
            let error = answer.read::<zonedesk_scim::User>().unwrap_err();
            assert_eq!(error, ErrorKind::Unreadable { status: 200, what: what.into() });
        }
        let answer = Answer { status: 200, version: None, body: b"{\"id\":\"5".to_vec() };
        let detail = "the JSON ends too early, at line 1, column 8".to_owned();
        let broken = ErrorKind::Unreachable { reason: Unreachable::Broken, detail };
        assert_eq!(answer.read::<zonedesk_scim::User>().unwrap_err(), broken);
    }
}
