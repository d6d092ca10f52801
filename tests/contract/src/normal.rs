//! Takes out of an answer what differs between two runs of one server.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::http::Answer;

/// What is known of the run: names for values that came up in it.
#[derive(Debug, Default)]
pub struct Known {
    /// Value → name, as `5a3f… → jo`.
    pub names: BTreeMap<String, String>,
    pub prefix: String,
    /// The call asked for everything the server has, others' too.
    pub everything: bool,
    /// Base URL with every spelling of its host.
    pub bases: Vec<String>,
}

/// Headers that are part of the contract.
const HEADERS: [&str; 6] = ["allow", "content-type", "etag", "location", "retry-after", "www-authenticate"];

/// The answer in lines: status, headers, body.
pub fn lines(answer: &Answer, known: &Known) -> Vec<String> {
    let mut lines = vec![answer.status.to_string()];
    for name in HEADERS {
        for (_, value) in answer.headers.iter().filter(|(key, _)| key == name) {
            // Tomcat writes its own pages in a language and spelling of their own
            let value = value.to_ascii_lowercase().replace("; ", ";").replace(";charset=utf-8", "");
            let value = if name == "content-type" { value } else { text(&original(answer, name), known) };
            lines.push(format!("{name}: {value}"));
        }
    }
    let body = String::from_utf8_lossy(&answer.body);
    match serde_json::from_str::<Value>(&body) {
        Ok(mut value) => {
            normalise(&mut value, known, "");
            lines.push(value.to_string());
        }
        Err(_) if body.trim().is_empty() => {}
        Err(_) if body.contains("<html") || body.contains("<!") => lines.push("<html>".to_owned()),
        Err(_) => lines.push(text(&body, known)),
    }
    lines
}

fn original(answer: &Answer, name: &str) -> String {
    answer.header(name).unwrap_or_default().to_owned()
}

fn normalise(value: &mut Value, known: &Known, key: &str) {
    match value {
        Value::Object(object) => {
            let mut sorted: Vec<_> = std::mem::take(object).into_iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
            for (key, mut value) in sorted {
                normalise(&mut value, known, &key);
                object.insert(key, value);
            }
        }
        Value::Array(items) => {
            if key == "groups" {
                // a real UAA puts every user into its default groups
                items.retain(|item| {
                    item["display"].as_str().is_none_or(|display| display.contains(&known.prefix))
                });
            }
            items.iter_mut().for_each(|item| normalise(item, known, ""));
            // sets: their order is the database's affair
            if matches!(key, "groups" | "members" | "") {
                items.sort_by_key(ToString::to_string);
            }
        }
        Value::String(string) => *string = text(string, known),
        Value::Number(_) if key == "expires_in" => *value = "<seconds>".into(),
        Value::Number(_) if key == "totalResults" && known.everything => *value = "<all>".into(),
        _ => {}
    }
    if matches!(key, "access_token" | "jti") && value.is_string() {
        *value = format!("<{key}>").into();
    }
}

/// One text with names for ids, moments, the prefix, the base, and the database's own words.
pub fn text(text: &str, known: &Known) -> String {
    let mut text = text.to_owned();
    if let Some(at) = text.find("SQL [").or_else(|| text.find("StatementCallback")) {
        let start = text[..at].rfind("PreparedStatementCallback").unwrap_or(at);
        text.replace_range(start.., "<sql>");
    }
    // words of libraries, which name their own classes
    for (start, name) in
        [("JSON parse error", "<json parse error>"), ("Required request body is missing", "<no body>")]
    {
        if let Some(at) = text.find(start) {
            text.replace_range(at.., name);
        }
    }
    for base in &known.bases {
        text = text.replace(base, "<base>");
    }
    for (value, name) in &known.names {
        text = text.replace(value, &format!("{{{name}}}"));
    }
    text = text.replace(&known.prefix, "{p}");
    let text = replaced(&text, 36, is_uuid, "<uuid>");
    let text = replaced(&text, 24, is_moment, "<time>");
    match text.find("expired at ") {
        Some(at) => format!("{}<time>", &text[..at + "expired at ".len()]),
        None => text,
    }
}

fn replaced(text: &str, width: usize, is: fn(&str) -> bool, name: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < text.len() {
        match text.get(at..at + width) {
            Some(part) if is(part) => {
                out.push_str(name);
                at += width;
            }
            _ => {
                let next = text[at..].chars().next().map_or(1, char::len_utf8);
                out.push_str(&text[at..at + next]);
                at += next;
            }
        }
    }
    out
}

fn is_uuid(text: &str) -> bool {
    shaped(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

fn is_moment(text: &str) -> bool {
    shaped(text, "0000-00-00T00:00:00.000Z")
}

fn shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
            b'x' => byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase(),
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_what_differs_and_nothing_else() {
        let known = Known {
            names: [("id-9".to_owned(), "jo".to_owned())].into(),
            prefix: "c7-".into(),
            everything: false,
            bases: vec!["http://h:1".into()],
        };
        for (before, after) in [
            ("User id-9 at http://h:1/x named c7-a", "User {jo} at <base>/x named {p}a"),
            ("5a3f9c1e-77d2-4b0e-8c1a-0123456789ab 2026-01-05T09:12:33.000Z é", "<uuid> <time> é"),
            ("a; SQL [insert]; b", "a; <sql>"),
            ("token: expired at Tue Nov 24", "token: expired at <time>"),
        ] {
            assert_eq!(text(before, &known), after);
        }
    }
}
