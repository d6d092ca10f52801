use serde_json::{Map, Value};

use crate::wire::{filled, text};

/// The body of a refusal by UAA, XSUAA or the token endpoint.
///
/// UAA writes `{"error", "message", "error_description"}`, the token endpoint (RFC 6749 §5.2) no `message`, Spring's
/// own pages `{"timestamp", "status", "error", "message", "path"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UaaError {
    /// Such as `scim_resource_not_found`; see [`code`].
    pub error: String,
    /// For people; may quote the request, never to be parsed.
    pub message: String,
    /// With `insufficient_scope`: what would have been enough; with `invalid_scope`: what is allowed.
    pub scope: Option<String>,
    /// With a duplicate: the user that is in the way (older servers only).
    pub user_id: Option<String>,
}

/// Values of [`UaaError::error`] that a caller decides by.
pub mod code {
    pub const INVALID_TOKEN: &str = "invalid_token";
    pub const UNAUTHORIZED: &str = "unauthorized";
    pub const INSUFFICIENT_SCOPE: &str = "insufficient_scope";
    pub const INVALID_SCIM_RESOURCE: &str = "invalid_scim_resource";
    pub const RESOURCE_NOT_FOUND: &str = "scim_resource_not_found";
    pub const RESOURCE_EXISTS: &str = "scim_resource_already_exists";
    /// A stale version on `PUT` or `PATCH` of a user.
    pub const RESOURCE_CONFLICT: &str = "scim_resource_conflict";
    pub const MEMBER_NOT_FOUND: &str = "member_not_found";
    pub const MEMBER_EXISTS: &str = "member_already_exists";
    /// Everything else about a resource.
    pub const SCIM: &str = "scim";
}

impl UaaError {
    /// Reads an error body; `None` when it is not one (HTML of a gateway, an empty body, `{}`).
    /// Invalid UTF-8 is replaced: the header often says ISO-8859-1 while the bytes are UTF-8.
    pub fn from_slice(body: &[u8]) -> Option<Self> {
        let mut object: Map<String, Value> = serde_json::from_str(&String::from_utf8_lossy(body)).ok()?;
        let mut take = |key: &str| object.remove(key).and_then(filled);
        let (message, description) = (take("message"), take("error_description"));
        let error = take("error");
        if error.is_none() && message.is_none() && description.is_none() {
            return None;
        }
        Some(Self {
            error: error.unwrap_or_default(),
            message: message.or(description).unwrap_or_default(),
            scope: take("scope"),
            user_id: object.remove("user_id").and_then(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_shape_and_only_those() {
        let error = |error: &str, message: &str| UaaError {
            error: error.into(),
            message: message.into(),
            ..UaaError::default()
        };
        for (body, read) in [
            (
                r#"{"error_description":"d","error":"scim_resource_not_found","message":"m"}"#,
                Some(error("scim_resource_not_found", "m")),
            ),
            (r#"{"error":"invalid_token","error_description":"d"}"#, Some(error("invalid_token", "d"))),
            (
                r#"{"timestamp":"t","status":404,"error":"Not Found","message":"","path":"/x"}"#,
                Some(error("Not Found", "")),
            ),
            (
                r#"{"error":"insufficient_scope","error_description":"d","scope":"uaa.admin"}"#,
                Some(UaaError { scope: Some("uaa.admin".into()), ..error("insufficient_scope", "d") }),
            ),
            ("{}", None),
            ("", None),
            ("<html>", None),
            ("[1]", None),
        ] {
            assert_eq!(UaaError::from_slice(body.as_bytes()), read, "{body}");
        }
    }
}
