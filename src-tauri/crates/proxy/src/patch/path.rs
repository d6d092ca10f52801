//! What an operation is about: RFC 7644 §3.5.2, `path`.

use std::fmt;

use zonedesk_scim::filter::{Dialect, Filter};

use crate::body::spelled;
use crate::kind::Kind;
use crate::problem::Problem;

/// Attributes of which the account keeps one value: whatever path leads into them means that one.
pub const KEPT_ONCE: [&str; 2] = ["emails", "phoneNumbers"];

/// `name`, `name.familyName`, `emails[type eq "work"].value`, each also behind a schema's URN; or an extension as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// In schema spelling; the URN of an extension, where it is about that.
    pub name: String,
    pub filter: Option<Filter>,
    pub sub: Option<String>,
}

impl Path {
    pub fn of(name: &str) -> Self {
        Self { name: spelled(name).to_owned(), filter: None, sub: None }
    }

    /// # Errors
    /// `invalidPath`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim().trim_start_matches('/');
        let bad = || Problem::bad("invalidPath", format!("{text:?} is no path."));
        let (extension, rest) = split(text);
        let (head, filter, tail) = match rest.split_once('[') {
            None => (rest, None, ""),
            Some((head, tail)) => {
                let end = closing(tail).ok_or_else(bad)?;
                (head, Some(&tail[..end]), &tail[end + 1..])
            }
        };
        let (name, mut sub) = match head.split_once('.') {
            Some((name, sub)) => (name, Some(sub)),
            None => (head, None),
        };
        if !tail.is_empty() {
            let after = tail.strip_prefix('.').filter(|_| sub.is_none()).ok_or_else(bad)?;
            sub = Some(after);
        }
        let plain = |name: &str| {
            let name = name.strip_prefix('$').unwrap_or(name);
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        };
        if !name.is_empty() && !plain(name) || sub.is_some_and(|sub| !sub.split('.').all(plain)) {
            return Err(bad());
        }
        let filter =
            match filter.map(str::trim) {
                None => None,
                // The first of a list, of which XSUAA keeps one.
                Some("0") if KEPT_ONCE.contains(&spelled(name)) => None,
                Some(text) => Some(Filter::parse(text, Dialect::Rfc7644).map_err(|error| {
                    Problem::bad("invalidPath", format!("The filter in {text:?}: {error}."))
                })?),
            };
        let sub = sub.map(|sub| spelled(sub).to_owned());
        match (extension, name) {
            (None, "") => Err(bad()),
            (None, name) => Ok(Self { name: spelled(name).to_owned(), filter, sub }),
            (Some(urn), "") => Ok(Self { name: urn.to_owned(), filter, sub }),
            (Some(urn), name) => {
                let below = sub.map_or_else(|| name.to_owned(), |sub| format!("{name}.{sub}"));
                Ok(Self { name: urn.to_owned(), filter, sub: Some(below) })
            }
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(filter) = &self.filter {
            write!(f, "[{filter}]")?;
        }
        match &self.sub {
            Some(sub) if self.name.contains(':') => write!(f, ":{sub}"),
            Some(sub) => write!(f, ".{sub}"),
            None => Ok(()),
        }
    }
}

/// The URN of an extension before a path, and the rest; that of a core schema means nothing.
fn split(text: &str) -> (Option<&str>, &str) {
    for kind in Kind::ALL {
        let urn = kind.schema();
        if let Some(start) = text.get(..urn.len())
            && start.eq_ignore_ascii_case(urn)
            && let Some(rest) = text[urn.len()..].strip_prefix(':')
        {
            return (None, rest);
        }
    }
    if !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:")) {
        return (None, text);
    }
    // A filter may hold colons too.
    let head = &text[..text.find('[').unwrap_or(text.len())];
    match head.rsplit_once(':') {
        // `urn:…:2.0:User` is the schema itself: what follows its version is its name.
        Some((before, _)) if is_version(before.rsplit(':').next().unwrap_or_default()) => {
            (Some(head), &text[head.len()..])
        }
        Some((urn, _)) => (Some(urn), &text[urn.len() + 1..]),
        None => (None, text),
    }
}

fn is_version(text: &str) -> bool {
    text.split_once('.').is_some_and(|(major, minor)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(major) && digits(minor)
    })
}

/// Where the bracket that was opened before ends.
fn closing(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().find_map(|(at, c)| {
        let closes = c == ']' && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        for (text, name, filter, sub) in [
            ("userName", "userName", "", ""),
            ("USERNAME", "userName", "", ""),
            ("/active", "active", "", ""),
            ("name.familyName", "name", "", "familyName"),
            ("emails[0].value", "emails", "", "value"),
            (r#"emails[type eq "work"].value"#, "emails", r#"type eq "work""#, "value"),
            (r#"members[value eq "a]b"]"#, "members", r#"value eq "a]b""#, ""),
            (r#"members[value eq "a:b"]"#, "members", r#"value eq "a:b""#, ""),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName", "", ""),
            ("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", "name", "", "givenName"),
            (ENTERPRISE, ENTERPRISE, "", ""),
            (&format!("{ENTERPRISE}:department"), ENTERPRISE, "", "department"),
            (&format!("{ENTERPRISE}:manager.value"), ENTERPRISE, "", "manager.value"),
        ] {
            let path = Path::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}"));
            let told = path.filter.as_ref().map(ToString::to_string).unwrap_or_default();
            assert_eq!(Path::parse(&path.to_string()), Ok(path.clone()), "{text}");
            assert_eq!(
                (path.name.as_str(), told.as_str(), path.sub.as_deref().unwrap_or_default()),
                (name, filter, sub),
                "{text}"
            );
        }
        for text in [
            "",
            " ",
            "a b",
            "emails[",
            "emails[type eq].value",
            "emails[type pr]value",
            "1a",
            "members[0]",
            "emails[1].value",
            "a..b",
            "a.b[c pr].d",
        ] {
            assert_eq!(
                Path::parse(text).map_err(|problem| problem.scim_type),
                Err(Some("invalidPath")),
                "{text}"
            );
        }
    }
}
