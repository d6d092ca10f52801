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

impl Timestamp {
    /// Appends what [`Timestamp`] displays as. Fast, for walks over whole accounts.
    pub fn write(self, out: &mut Vec<u8>) {
        const DAY: i64 = 86_400_000;
        let (days, of_day) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        // Days to a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        if !(0..10_000).contains(&year) {
            out.extend_from_slice(self.to_string().as_bytes());
            return;
        }
        let mut text = *b"0000-00-00T00:00:00.000Z";
        for (end, width, mut number) in [
            (4, 4, year),
            (7, 2, month),
            (10, 2, day),
            (13, 2, of_day / 3_600_000),
            (16, 2, of_day / 60_000 % 60),
            (19, 2, of_day / 1_000 % 60),
            (23, 3, of_day % 1_000),
        ] {
            for digit in text[end - width..end].iter_mut().rev() {
                *digit = b'0' + (number % 10) as u8;
                number /= 10;
            }
        }
        out.extend_from_slice(&text);
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
        for at in
            (0..4_000).map(|n| n * 61_200_000_017 - 100_000_000_000_000).chain([i64::MIN, i64::MAX, 0, -1])
        {
            let mut out = Vec::new();
            Timestamp(at).write(&mut out);
            assert_eq!(String::from_utf8(out).unwrap(), Timestamp(at).to_string());
        }
        assert!("yesterday".parse::<Timestamp>().is_err());
    }
}
