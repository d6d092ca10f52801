//! A number in the spelling that it has.

use std::fmt;

/// A number as it is spelled in JSON (RFC 8259, section 6).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// `None` unless `text` is a JSON number from its first to its last byte.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (number_end(text.as_bytes(), 0) == Some(text.len())).then(|| Self(text.into()))
    }

    /// A text that is known to be a JSON number.
    pub(crate) fn spelled(text: &str) -> Self {
        Self(text.into())
    }

    /// The number as it is spelled.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double, infinite where the number is too large for one.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number, when it is spelled as an integer and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Self(n.to_string().into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the JSON number that starts at `at` ends; `None` when none starts there.
pub(crate) fn number_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let digits = |mut i: usize| {
        while bytes.get(i).is_some_and(u8::is_ascii_digit) {
            i += 1;
        }
        i
    };
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    at = match bytes.get(at)? {
        b'0' => at + 1,
        b'1'..=b'9' => digits(at + 1),
        _ => return None,
    };
    if bytes.get(at) == Some(&b'.') {
        let end = digits(at + 1);
        if end == at + 1 {
            return None;
        }
        at = end;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let start = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let end = digits(start);
        if end == start {
            return None;
        }
        at = end;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_numbers_are_numbers() {
        for good in ["0", "-0", "12", "1.0", "1e3", "1E-3", "-1.5e+10", "12345678901234567890"] {
            assert_eq!(Number::parse(good).expect(good).as_str(), good);
        }
        for bad in ["", "-", "01", ".5", "1.", "1e", "1e+", "+1", "1 ", "NaN", "0x1"] {
            assert_eq!(Number::parse(bad), None, "{bad}");
        }
    }
}
