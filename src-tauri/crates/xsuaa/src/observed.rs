use std::time::SystemTime;

use reqwest::header::{DATE, HeaderMap};

/// What an account's last answer said of itself beside its content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observed {
    /// Seconds that this computer's clock is ahead of the server's `Date` (RFC 9110 §6.6.1); negative: behind. True to
    /// a second and the time that the answer took.
    pub clock_ahead: Option<i64>,
    /// What a server says of its rate limit, as sent: `RateLimit: limit=3, remaining=1` or the older `X-RateLimit-…`.
    pub rate_limit: Option<String>,
}

/// [`Observed`] before anybody asks for it.
#[derive(Debug, Default)]
pub(crate) struct Said {
    date: Option<Box<str>>,
    /// Our own clock at that moment.
    here: i64,
    rate_limit: Option<String>,
}

impl Said {
    pub fn of(headers: &HeaderMap) -> Self {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok()).map(Into::into);
        Self { date, here: here(), rate_limit: rate_limit(headers) }
    }

    pub fn observed(&self) -> Observed {
        let date = self.date.as_deref().and_then(date_of);
        Observed { clock_ahead: date.map(|date| self.here - date), rate_limit: self.rate_limit.clone() }
    }
}

/// This computer's clock, in Unix seconds.
pub(crate) fn here() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The server's clock, in Unix seconds.
pub(crate) fn date(headers: &HeaderMap) -> Option<i64> {
    date_of(headers.get(DATE)?.to_str().ok()?)
}

/// Unix seconds of a date as HTTP writes it.
pub(crate) fn date_of(text: &str) -> Option<i64> {
    Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp().as_second())
}

fn rate_limit(headers: &HeaderMap) -> Option<String> {
    let told: Vec<String> = headers
        .iter()
        .filter(|(name, _)| {
            let name = name.as_str();
            name.strip_prefix("x-").unwrap_or(name).starts_with("ratelimit")
        })
        .filter_map(|(name, value)| {
            Some(format!("{name}: {}", crate::answer::readable(value.to_str().ok()?, &[])))
        })
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn date_and_rate_are_read_where_they_are() {
        for (name, value, date_read, rate) in [
            ("date", "Tue, 24 Nov 2026 16:19:52 GMT", Some(1_795_537_192), None),
            ("date", "yesterday", None, None),
            ("x-ratelimit-remaining", "2", None, Some("x-ratelimit-remaining: 2")),
            ("ratelimit", "limit=3, remaining=1", None, Some("ratelimit: limit=3, remaining=1")),
            ("x-rate", "1", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name.parse::<HeaderName>().unwrap(), HeaderValue::from_static(value));
            assert_eq!(date(&headers), date_read, "{value}");
            assert_eq!(rate_limit(&headers).as_deref(), rate, "{value}");
        }
    }
}
