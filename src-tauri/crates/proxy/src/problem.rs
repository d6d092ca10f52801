//! Answers other than success: RFC 7644 §3.12.

use std::time::Duration;

use serde_json::json;
use zonedesk_scim::code;
use zonedesk_xsuaa::{Error, ErrorKind};

use crate::kind::Kind;

/// A refusal or failure, as a consumer is told of it. Holds no secret and no text of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {detail}")]
pub struct Problem {
    pub status: u16,
    /// RFC 7644, table 9.
    pub scim_type: Option<&'static str>,
    pub detail: String,
    pub headers: Vec<(&'static str, String)>,
}

/// What a call to the account was made for: the same status says different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum During {
    Read,
    Create,
    Change,
}

impl Problem {
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self { status, scim_type: None, detail: detail.into(), headers: Vec::new() }
    }

    pub fn bad(scim_type: &'static str, detail: impl Into<String>) -> Self {
        Self::new(400, detail).of_type(scim_type)
    }

    pub fn of_type(mut self, scim_type: &'static str) -> Self {
        self.scim_type = Some(scim_type);
        self
    }

    pub fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }

    pub fn no_entity(kind: Kind, id: &str) -> Self {
        Self::new(404, format!("There is no {} {id:?}.", kind.word()))
    }

    pub fn stale() -> Self {
        Self::new(412, "The resource was changed meanwhile: read it again, then repeat the change.")
    }

    /// As RFC 7644 §3.12 writes it: `status` is a text.
    pub fn body(&self) -> Vec<u8> {
        let mut body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": self.status.to_string(),
            "detail": self.detail,
        });
        if let Some(scim_type) = self.scim_type {
            body["scimType"] = json!(scim_type);
        }
        body.to_string().into_bytes()
    }

    /// What a failed call to the account means for the consumer. Failures of our own credentials are told as a bad
    /// gateway; what exactly failed stands in the log.
    pub fn of_backend(error: &Error, during: During) -> Self {
        match &error.kind {
            ErrorKind::RateLimited { retry_after } => {
                let seconds = retry_after.unwrap_or(Duration::from_secs(1)).as_secs().max(1);
                Self::new(429, "The account takes no more requests for a moment.")
                    .with("retry-after", seconds.to_string())
            }
            _ if error.is_timeout() => Self::new(504, "The account gave no answer in time."),
            ErrorKind::Unreachable { .. } => Self::new(502, "The account cannot be reached."),
            ErrorKind::TokenRefused { .. }
            | ErrorKind::Refused { status: 401 | 403, .. }
            | ErrorKind::Gateway { status: 401 | 403 } => {
                Self::new(502, "The account does not accept the credentials of this proxy system.")
            }
            ErrorKind::Refused { status: 404, .. } => Self::new(404, "The resource does not exist."),
            ErrorKind::Refused { status: 409, .. } if during == During::Create => {
                Self::new(409, "A resource with this name exists already.").of_type("uniqueness")
            }
            ErrorKind::Refused { status: 409, error, .. } if error == code::RESOURCE_EXISTS => {
                Self::new(409, "Another resource has this name already.").of_type("uniqueness")
            }
            // A group that every user is in takes no members, whatever the version.
            ErrorKind::Refused { status: 409, error, message } if error == code::MEMBER_EXISTS => {
                refused(message, during)
            }
            ErrorKind::Refused { status: 409 | 412, .. } => Self::stale(),
            ErrorKind::Refused { status: 400..500, message, .. } => refused(message, during),
            ErrorKind::Gateway { status: 404 } => Self::new(404, "The resource does not exist."),
            ErrorKind::Gateway { status: 400..500 } => {
                Self::new(400, "The account did not take the request as it is.").of_type("invalidValue")
            }
            // An id that no path can name is the id of nothing.
            ErrorKind::Id(_) => Self::new(404, "The resource does not exist."),
            _ => Self::new(502, "The account, or what stands in front of it, is disturbed."),
        }
    }
}

/// UAA passes texts of its database on, also where a name is taken.
fn refused(message: &str, during: During) -> Problem {
    let lower = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["sql", "jdbc", "preparedstatement", "hibernate"]) {
        if during == During::Change && says(&["unique", "duplicate", "integrity constraint"]) {
            return Problem::new(409, "Another resource has this name already.").of_type("uniqueness");
        }
        return Problem::bad("invalidValue", "The account cannot keep a value of the resource.");
    }
    Problem::bad("invalidValue", format!("The account refused the resource: {message}"))
}

#[cfg(test)]
mod tests {
    use zonedesk_xsuaa::Unreachable;

    use super::*;

    #[test]
    fn failures_of_the_account_are_told_as_such() {
        let refused = |status, error: &str, message: &str| ErrorKind::Refused {
            status,
            error: error.to_owned(),
            message: message.to_owned(),
        };
        let sql = "PreparedStatementCallback; SQL [update users]; integrity constraint violation: unique";
        let unreachable = |reason| ErrorKind::Unreachable { reason, detail: "10.0.0.1".to_owned() };
        let during = [During::Read, During::Create, During::Change];
        for (kind, statuses) in [
            (refused(400, "scim", "no e-mail"), [400, 400, 400]),
            (refused(400, "scim", sql), [400, 400, 409]),
            (refused(401, "unauthorized", "x"), [502, 502, 502]),
            (refused(403, "insufficient_scope", "x"), [502, 502, 502]),
            (refused(404, "scim_resource_not_found", "x"), [404, 404, 404]),
            (refused(409, "scim_resource_already_exists", "x"), [409, 409, 409]),
            (refused(409, "scim_resource_conflict", "x"), [412, 409, 412]),
            (refused(409, "member_already_exists", "x"), [400, 409, 400]),
            (refused(412, "scim", "x"), [412, 412, 412]),
            (refused(500, "scim", "x"), [502, 502, 502]),
            (ErrorKind::RateLimited { retry_after: None }, [429, 429, 429]),
            (ErrorKind::Gateway { status: 503 }, [502, 502, 502]),
            (ErrorKind::Gateway { status: 504 }, [504, 504, 504]),
            (ErrorKind::Gateway { status: 400 }, [400, 400, 400]),
            (unreachable(Unreachable::Timeout), [504, 504, 504]),
            (unreachable(Unreachable::HostUnknown), [502, 502, 502]),
            (ErrorKind::Redirected { status: 302, location: "https://login".into() }, [502, 502, 502]),
        ] {
            let error = Error { account: "Shop".into(), call: "PUT /Users/1".into(), kind };
            for (during, status) in during.into_iter().zip(statuses) {
                let problem = Problem::of_backend(&error, during);
                assert_eq!(problem.status, status, "{error} {during:?}");
                let body = String::from_utf8(problem.body()).unwrap();
                assert!(!body.contains("SQL") && !body.contains("10.0.0.1"), "{body}");
                assert_eq!(problem.scim_type == Some("uniqueness"), status == 409, "{error} {during:?}");
            }
        }
    }

    #[test]
    fn the_body_is_that_of_the_rfc() {
        let problem = Problem::bad("invalidFilter", "no");
        let body: serde_json::Value = serde_json::from_slice(&problem.body()).unwrap();
        assert_eq!(
            body,
            json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "400",
                   "scimType": "invalidFilter", "detail": "no"})
        );
    }
}
