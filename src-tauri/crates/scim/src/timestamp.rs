use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// A moment in Unix milliseconds. On the wire an RFC 3339 text in UTC with milliseconds, the only form that UAA's
/// filters take (`yyyy-MM-dd'T'HH:mm:ss.SSS'Z'`); any RFC 3339 form is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, TS)]
#[ts(type = "string")]
pub struct Timestamp(pub i64);

/// The text is no RFC 3339 timestamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a timestamp such as 2026-01-05T09:12:33.000Z")]
pub struct TimestampError(pub String);

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(t) => write!(f, "{t:.3}"),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let parsed: jiff::Timestamp = text.trim().parse().map_err(|_| TimestampError(text.to_owned()))?;
        Ok(Self(parsed.as_millisecond()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_any_rfc3339_form_and_writes_utc_with_milliseconds() {
        for (text, written) in [
            ("2026-01-05T09:12:33.000Z", "2026-01-05T09:12:33.000Z"),
            ("2026-01-05T09:12:33Z", "2026-01-05T09:12:33.000Z"),
            ("2026-01-05T10:12:33.5+01:00", "2026-01-05T09:12:33.500Z"),
        ] {
            assert_eq!(text.parse::<Timestamp>().map(|t| t.to_string()), Ok(written.to_owned()));
        }
        assert!("yesterday".parse::<Timestamp>().is_err());
    }
}
