//! What is kept of a request without its secrets.

use std::borrow::Cow;

use hyper::HeaderMap;

/// What stands in place of a secret.
const DOTS: &str = "••••••••";

/// Parts of names whose values are secrets: of headers, parameters, attributes, variables and functions.
const SECRET: [&str; 8] =
    ["password", "passwd", "secret", "token", "key", "credential", "authorization", "cookie"];

/// Whether what has this name, or stands at this path, is a secret.
pub fn is_secret(name: &str) -> bool {
    let holds = |word: &str| {
        name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    SECRET.iter().any(|word| holds(word))
}

/// `name: value`, a line each, in the order that they came. `consumer`: who is known to have sent them.
pub fn headers(headers: &HeaderMap, consumer: Option<&str>) -> String {
    let mut out = String::with_capacity(
        headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 3).sum(),
    );
    for (name, value) in headers {
        let name = name.as_str();
        let value = String::from_utf8_lossy(value.as_bytes());
        out.push_str(name);
        out.push_str(": ");
        if is_secret(name) {
            // The scheme tells how somebody tried to sign in (RFC 9110 §11.4).
            let scheme = value.split_once(' ').filter(|_| name == "authorization").map(|(scheme, _)| scheme);
            let known =
                consumer.filter(|_| scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic")));
            for part in
                [scheme, scheme.map(|_| " "), known, known.map(|_| ":"), Some(DOTS)].into_iter().flatten()
            {
                out.push_str(part);
            }
        } else {
            out.push_str(&value);
        }
        out.push('\n');
    }
    out
}

/// A path with its query.
pub fn target(path: &str, query: &str) -> String {
    let mut out = String::with_capacity(path.len() + query.len() + 1);
    out.push_str(path);
    for (number, part) in query.split('&').enumerate().filter(|_| !query.is_empty()) {
        out.push(if number == 0 { '?' } else { '&' });
        let name =
            url::form_urlencoded::parse(part.as_bytes()).next().map(|(name, _)| name).unwrap_or_default();
        match part.split_once('=') {
            Some((written, _)) if is_secret(&name) => {
                out.push_str(written);
                out.push('=');
                out.push_str(DOTS);
            }
            _ => out.push_str(part),
        }
    }
    out
}

/// The beginning of a JSON text, at most `most` bytes of it; it may be broken. The rest is as it was sent.
pub fn json(body: &[u8], most: usize) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(most)]);
    let members = members(&text);
    // An operation of a PATCH may name in its path what its value is.
    let of_path = |member: &Member| {
        member.name.eq_ignore_ascii_case("path") && is_secret(&text[member.value..end(&text, member.value)])
    };
    let hides_values = members.iter().any(of_path);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for member in members {
        let hidden = is_secret(&member.name) || (hides_values && member.name.eq_ignore_ascii_case("value"));
        if hidden && member.value >= at {
            out.push_str(&text[at..member.value]);
            out.push('"');
            out.push_str(DOTS);
            out.push('"');
            at = end(&text, member.value);
        }
    }
    out.push_str(&text[at..]);
    out
}

/// A member of any object in a text.
struct Member<'t> {
    name: Cow<'t, str>,
    /// Where its value begins.
    value: usize,
}

fn members(text: &str) -> Vec<Member<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('"').map(|next| at + next) {
        let close = end_of_string(text, start);
        let colon = close + blanks(&text[close..]);
        at = close;
        if text[colon..].starts_with(':') {
            let written = text[start..close].trim_matches('"');
            let name = match written.contains('\\') {
                true => serde_json::from_str(&text[start..close]).map_or(Cow::Borrowed(written), Cow::Owned),
                false => Cow::Borrowed(written),
            };
            at = colon + 1 + blanks(&text[colon + 1..]);
            found.push(Member { name, value: at });
        }
    }
    found
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_ascii_start().len()
}

/// Behind the string that begins at `start`; the end of the text where it is cut.
fn end_of_string(text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Behind the value that begins at `start`.
fn end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = end_of_string(text, at);
                if depth == 0 {
                    return at;
                }
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return if depth == 0 { at } else { at + 1 },
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn secrets_of_bodies_are_masked_and_the_rest_is_as_it_was_sent() {
        for (body, kept) in [
            (r#"{"userName": "jo",  "n": [1, {"a":"b"}]}"#, r#"{"userName": "jo",  "n": [1, {"a":"b"}]}"#),
            (r#"{"password":"s3","userName":"jo"}"#, r#"{"password":"••••••••","userName":"jo"}"#),
            (
                r#"{"a":{"clientSecret" : {"x":["s3","}"]}, "b":1}}"#,
                r#"{"a":{"clientSecret" : "••••••••", "b":1}}"#,
            ),
            (r#"{"apiKey":12345}"#, r#"{"apiKey":"••••••••"}"#),
            (r#"{"TOKEN":true,"x":"y"}"#, r#"{"TOKEN":"••••••••","x":"y"}"#),
            (r#"{"pass\u0077ord":"s3"}"#, r#"{"pass\u0077ord":"••••••••"}"#),
            (r#"{"password":"s\"3"}"#, r#"{"password":"••••••••"}"#),
            // Broken and cut ones.
            (r#"{"password":"s3"#, r#"{"password":"••••••••""#),
            (r#"{"password":{"a":"s3""#, r#"{"password":"••••••••""#),
            (r#"{"password"#, r#"{"password"#),
            (r#"{"a":"password","b":"c"}"#, r#"{"a":"password","b":"c"}"#),
            (
                r#"{"Operations":[{"op":"replace","value":"s3","path":"password"}]}"#,
                r#"{"Operations":[{"op":"replace","value":"••••••••","path":"password"}]}"#,
            ),
            (
                r#"{"Operations":[{"op":"replace","path":"displayName","value":"x"}]}"#,
                r#"{"Operations":[{"op":"replace","path":"displayName","value":"x"}]}"#,
            ),
            ("", ""),
        ] {
            assert_eq!(json(body.as_bytes(), 1000), kept, "{body}");
        }
        assert_eq!(json(r#"{"password":"s3cret-of-idm"}"#.as_bytes(), 20), r#"{"password":"••••••••""#);
        assert_eq!(json(b"{\"a\":\"\xff\"}", 100), "{\"a\":\"\u{fffd}\"}");
    }

    #[test]
    fn secrets_of_headers_are_masked() {
        for (name, value, consumer, kept) in [
            ("accept", "application/scim+json", None, "application/scim+json"),
            ("authorization", "Basic aWRtOnMz", Some("idm"), "Basic idm:••••••••"),
            ("authorization", "basic aWRtOnMz", None, "basic ••••••••"),
            ("authorization", "Bearer aWRtOnMz", Some("idm"), "Bearer ••••••••"),
            ("authorization", "aWRtOnMz", Some("idm"), "••••••••"),
            ("cookie", "a=b", None, "••••••••"),
            ("x-api-key", "a b", None, "••••••••"),
            ("x-vault-token", "a", None, "••••••••"),
            ("x-request-id", "a", None, "a"),
        ] {
            let mut map = HeaderMap::new();
            map.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            assert_eq!(headers(&map, consumer), format!("{name}: {kept}\n"));
        }
    }

    #[test]
    fn secrets_of_queries_are_masked() {
        for (query, kept) in [
            ("", "/Users"),
            ("startIndex=1&filter=a+eq+%22b%22", "/Users?startIndex=1&filter=a+eq+%22b%22"),
            ("access_token=s3&count=1", "/Users?access_token=••••••••&count=1"),
            ("pass%77ord=s3", "/Users?pass%77ord=••••••••"),
            ("&token", "/Users?&token"),
        ] {
            assert_eq!(target("/Users", query), kept);
        }
    }
}
