use std::fmt;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

/// Headers that a system adds to every call of the API (`ips.http.header.<name>`), never to a token request.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ExtraHeaders(HeaderMap);

/// Why a header cannot be added. No message holds the value, which may be a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("\"{name}\" cannot be the name of a header (letters, digits and -, as in X-Request-Source)")]
    Name { name: String },
    #[error("the value of the header {name} holds characters that no header may hold, such as line breaks")]
    Value { name: String },
    #[error("the header {name} cannot be replaced: {why}")]
    Reserved { name: String, why: &'static str },
}

/// What is not a system's to say.
const RESERVED: [(&str, &str); 17] = [
    ("authorization", "it carries the token"),
    ("proxy-authorization", "it belongs to the proxy"),
    ("proxy-authenticate", "it belongs to the proxy"),
    ("host", "it follows from the address"),
    // RFC 9110 §7.6.1: between two neighbours only
    ("connection", "it belongs to the connection"),
    ("proxy-connection", "it belongs to the connection"),
    ("keep-alive", "it belongs to the connection"),
    ("te", "it belongs to the connection"),
    ("trailer", "it belongs to the connection"),
    ("transfer-encoding", "it belongs to the connection"),
    ("upgrade", "it belongs to the connection"),
    ("content-length", "it follows from the body"),
    ("expect", "it follows from the body"),
    ("content-type", "it follows from the body"),
    ("accept", "answers are read as JSON"),
    ("accept-encoding", "answers are unpacked here"),
    ("if-match", "it guards against the changes of others"),
];

impl ExtraHeaders {
    /// Adds one, or puts it in the place of one of the same name.
    pub fn add(&mut self, name: &str, value: &str) -> Result<(), HeaderError> {
        let parsed: HeaderName =
            name.trim().parse().map_err(|_| HeaderError::Name { name: name.to_owned() })?;
        if let Some((_, why)) = RESERVED.iter().find(|(reserved, _)| parsed == *reserved) {
            return Err(HeaderError::Reserved { name: name.to_owned(), why });
        }
        // Beyond ASCII there is no agreed meaning (RFC 9110 §5.5).
        let mut value = HeaderValue::from_str(value.trim())
            .ok()
            .filter(|value| value.to_str().is_ok())
            .ok_or_else(|| HeaderError::Value { name: name.to_owned() })?;
        // Kept out of logs.
        value.set_sensitive(true);
        self.0.insert(parsed, value);
        Ok(())
    }

    /// Names in lower case with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut all: Vec<_> =
            self.0.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default())).collect();
        all.sort_unstable();
        all.into_iter()
    }

    pub(crate) fn map(&self) -> &HeaderMap {
        &self.0
    }
}

impl fmt::Debug for ExtraHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_added_unless_it_is_not_the_systems_to_say() {
        let mut headers = ExtraHeaders::default();
        for (name, value, error) in [
            ("X-Source", " zonedesk ", None),
            ("x-source", "other", None),
            ("Cookie", "a=b", None),
            ("X-Key", "k\r\nAuthorization: x", Some("no header may hold")),
            ("X-Key", "schlüssel", Some("no header may hold")),
            ("", "x", Some("cannot be the name")),
            ("X Source", "x", Some("cannot be the name")),
            ("X-Source:", "x", Some("cannot be the name")),
            ("AUTHORIZATION", "Bearer x", Some("it carries the token")),
            (" Host", "x", Some("it follows from the address")),
            ("Transfer-Encoding", "chunked", Some("belongs to the connection")),
            ("If-Match", "*", Some("guards")),
        ] {
            let said = headers.add(name, value).err().map(|error| error.to_string());
            match (said, error) {
                (None, None) => {}
                (Some(said), Some(part)) => {
                    assert!(
                        said.contains(part) && !said.contains("Bearer") && !said.contains("schl"),
                        "{said}"
                    );
                }
                (said, error) => panic!("{name}: {said:?}, not {error:?}"),
            }
        }
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("cookie", "a=b"), ("x-source", "other")]);
        assert_eq!(format!("{headers:?}"), r#"{"x-source", "cookie"}"#);
    }
}
