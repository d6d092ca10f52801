//! The header `Authorization` (RFC 9110 §11.6.2).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a request says of who sent it.
#[derive(PartialEq, Eq)]
pub enum Authorization<'h> {
    /// RFC 7617.
    Basic { id: String, secret: String },
    /// RFC 6750.
    Bearer(&'h str),
    /// Another scheme, or one that is known and cannot be read.
    Other,
}

impl<'h> Authorization<'h> {
    pub fn read(header: &'h str) -> Self {
        let (scheme, rest) = header.trim().split_once(' ').unwrap_or_default();
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            return Self::Bearer(rest);
        }
        if scheme.eq_ignore_ascii_case("basic")
            && let Some((id, secret)) = pair(rest)
        {
            return Self::Basic { id, secret };
        }
        Self::Other
    }
}

fn pair(text: &str) -> Option<(String, String)> {
    let text = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_and_nothing_else() {
        let basic = |text: &[u8]| format!("Basic {}", STANDARD.encode(text));
        for (text, read_as) in [
            (basic(b"idm:s:cret"), "basic idm s:cret"),
            (basic(b"idm:").replace("Basic", "bASIC "), "basic idm "),
            (basic(b":x"), "basic  x"),
            (basic(b"a:b").replace("Basic", "Bearer"), "bearer YTpi"),
            ("bearer  x.y ".to_owned(), "bearer x.y"),
            ("Bearer ".to_owned(), "other"),
            ("Basic".to_owned(), "other"),
            ("Basic ###".to_owned(), "other"),
            (basic(b"no colon"), "other"),
            (basic(b"\xff:x"), "other"),
            ("Digest x".to_owned(), "other"),
        ] {
            let told = match Authorization::read(&text) {
                Authorization::Basic { id, secret } => format!("basic {id} {secret}"),
                Authorization::Bearer(token) => format!("bearer {token}"),
                Authorization::Other => "other".to_owned(),
            };
            assert_eq!(told, read_as, "{text}");
        }
    }
}
