//! Query strings and forms (URL Standard, *application/x-www-form-urlencoded*), and what a list call says in them.

use zonedesk_scim::CORE_SCHEMA;
use zonedesk_scim::filter::{Column, Dialect, Filter, Query, Table};

use super::attributes::Attributes;
use crate::zone::{Listed, Refusal, Sort};

/// Parameters in their order; the first of a name counts.
#[derive(Debug, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub fn parse(text: &str) -> Self {
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (percent_decoded(name, true), percent_decoded(value, true))
        };
        Self(text.split('&').filter(|part| !part.is_empty()).map(pair).collect())
    }

    /// An empty value is as good as none: Spring takes the default then.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Bytes that `%` stands for; what does not decode stays as it is. `form`: `+` is a blank.
pub(crate) fn percent_decoded(text: &str, form: bool) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (b'+', _) if form => {
                decoded.push(b' ');
                at += 1;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// What a list call asks for.
#[derive(Debug)]
pub(super) struct Page {
    /// As said: may be 0 or less.
    pub start: i64,
    /// At most [`MOST`]; may be less than 0.
    pub count: i64,
}

/// The most that one page holds, users and groups alike.
const MOST: i64 = 500;

/// Reads `startIndex` and `count`; what is no number is answered 500, as UAA does.
pub(super) fn parameters(params: &Params) -> Result<Page, Refusal> {
    let number = |name: &str, default: i64| match params.get(name) {
        None => Ok(default),
        Some(text) => integer(text.trim()).map(i64::from).ok_or_else(Refusal::unexpected),
    };
    Ok(Page { start: number("startIndex", 1)?, count: number("count", 100)?.min(MOST) })
}

/// As Spring reads one: hexadecimal, too.
fn integer(text: &str) -> Option<i32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let hex = ["0x", "0X", "#"].iter().find_map(|prefix| digits.strip_prefix(prefix));
    match hex {
        Some(hex) => i32::from_str_radix(hex, 16).ok()?.checked_mul(sign),
        None => text.parse().ok(),
    }
}

impl Page {
    pub fn take(&self) -> usize {
        usize::try_from(self.count).unwrap_or(0)
    }

    /// `None`: refused. A filter of blanks is none.
    pub fn query(&self, filter: &str, table: Table) -> Option<Query> {
        let filter = if filter.trim().is_empty() { "id pr" } else { filter };
        Filter::parse(filter, Dialect::Uaa).ok()?.compile(table).ok()
    }

    /// `None`: a name that is no column.
    pub fn sort(&self, names: &str, descending: bool, column: fn(&str) -> Option<Column>) -> Option<Sort> {
        let columns = names.split(',').map(|name| column(name.trim())).collect::<Option<_>>()?;
        Some(Sort { columns, descending })
    }

    /// The list answer. UAA repeats the start and count that it was asked for.
    pub fn body(
        &self,
        start: i64,
        listed: &Listed,
        attributes: Option<&Attributes>,
        user: bool,
        show: impl Fn(&mut Vec<u8>, u32),
    ) -> Result<Vec<u8>, Refusal> {
        if self.count < 0 && attributes.is_some() {
            return Err(Refusal::unexpected());
        }
        let mut out = Vec::with_capacity(listed.keys.len() * 512 + 128);
        out.extend_from_slice(b"{\"resources\":[");
        for (place, key) in listed.keys.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            let before = out.len();
            show(&mut out, *key);
            if let Some(attributes) = attributes {
                let entity = serde_json::from_slice(&out[before..]).unwrap_or_default();
                out.truncate(before);
                out.extend_from_slice(attributes.row(&entity, user).to_string().as_bytes());
            }
        }
        let (count, total) = (self.count, listed.total);
        let tail = format!(
            "],\"startIndex\":{start},\"itemsPerPage\":{count},\"totalResults\":{total},\"schemas\":[\"{CORE_SCHEMA}\"]}}"
        );
        out.extend_from_slice(tail.as_bytes());
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_forms() {
        let params = Params::parse("a=1&b=%C3%A9+%zz&a=2&c&&d=");
        assert_eq!(params.get("a"), Some("1"));
        assert_eq!(params.get("b"), Some("é %zz"));
        assert_eq!((params.get("c"), params.get("d"), params.get("e")), (None, None, None));
        assert_eq!(percent_decoded("a+%2", false), "a+%2");
    }
}
