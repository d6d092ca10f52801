//! Distinguished names (RFC 4514), compared by what they mean.

use std::collections::BTreeSet;

use x509_parser::x509::X509Name;

/// Names of attribute types, as RFC 4514, RFC 4519 and OpenSSL write them.
const TYPES: [(&str, &str); 20] = [
    ("CN", "2.5.4.3"),
    ("SN", "2.5.4.4"),
    ("SERIALNUMBER", "2.5.4.5"),
    ("C", "2.5.4.6"),
    ("L", "2.5.4.7"),
    ("ST", "2.5.4.8"),
    ("S", "2.5.4.8"),
    ("STREET", "2.5.4.9"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("T", "2.5.4.12"),
    ("TITLE", "2.5.4.12"),
    ("GN", "2.5.4.42"),
    ("GIVENNAME", "2.5.4.42"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("E", "1.2.840.113549.1.9.1"),
    ("EMAIL", "1.2.840.113549.1.9.1"),
    ("EMAILADDRESS", "1.2.840.113549.1.9.1"),
    ("ORGANIZATIONIDENTIFIER", "2.5.4.97"),
];

/// A name: its parts, each a set of types and values. Values without regard to case and to how many blanks there are
/// (RFC 4518).
#[derive(Debug, PartialEq, Eq)]
pub struct Name(Vec<BTreeSet<(String, String)>>);

/// Whether a text is a distinguished name that certificates can be held to: `CN=idm-prod, O=Acme`.
pub fn is_name(text: &str) -> bool {
    Name::read(text).is_some()
}

impl Name {
    /// None where a value is no text.
    pub fn of(name: &X509Name<'_>) -> Option<Self> {
        let part = |part: &x509_parser::x509::RelativeDistinguishedName<'_>| {
            part.iter()
                .map(|one| Some((one.attr_type().to_id_string(), folded(one.as_str().ok()?))))
                .collect::<Option<BTreeSet<_>>>()
        };
        let parts: Vec<_> = name.iter_rdn().map(part).collect::<Option<_>>()?;
        (!parts.is_empty()).then_some(Self(parts))
    }

    /// None where the text is no name, or names a type that is not known.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = vec![BTreeSet::new()];
        let mut rest = text;
        loop {
            let (kind, after) = rest.split_once('=')?;
            let (value, end, after) = value(after)?;
            let known = parts.last_mut()?.insert((oid(kind.trim())?, folded(&value)));
            if !known || value.is_empty() {
                return None;
            }
            match end {
                None => return Some(Self(parts)),
                Some('+') => {}
                Some(_) => parts.push(BTreeSet::new()),
            }
            rest = after;
        }
    }

    /// Whether both are the same, in the order of RFC 4514 or in that of the certificate, which OpenSSL prints.
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0 || self.0.iter().eq(other.0.iter().rev())
    }
}

fn oid(kind: &str) -> Option<String> {
    let upper = kind.to_ascii_uppercase();
    if let Some((_, oid)) = TYPES.iter().find(|(name, _)| *name == upper) {
        return Some((*oid).to_owned());
    }
    let oid = upper.strip_prefix("OID.").unwrap_or(&upper);
    let is_number = |arc: &str| !arc.is_empty() && arc.bytes().all(|byte| byte.is_ascii_digit());
    (oid.contains('.') && oid.split('.').all(is_number)).then(|| oid.to_owned())
}

/// A value, what ends it, and what follows.
fn value(text: &str) -> Option<(String, Option<char>, &str)> {
    let text = text.trim_start();
    let mut bytes = Vec::new();
    // Where the value ends if only blanks follow: an escaped blank is no blank.
    let mut solid = 0;
    let mut quoted = false;
    let mut chars = text.char_indices();
    let push = |bytes: &mut Vec<u8>, char: char| {
        bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
    };
    // `#` and digits: an encoding of its own (RFC 4514 §2.4), which nobody types.
    if text.starts_with('#') {
        return None;
    }
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => {
                let (_, next) = chars.next()?;
                match next.to_digit(16) {
                    Some(high) => {
                        let (_, low) = chars.next()?;
                        bytes.push(u8::try_from(high * 16 + low.to_digit(16)?).ok()?);
                    }
                    None if " \"#+,;<=>\\".contains(next) => push(&mut bytes, next),
                    None => return None,
                }
                solid = bytes.len();
            }
            '"' if quoted || bytes.is_empty() => quoted = !quoted,
            ',' | ';' | '+' if !quoted => {
                bytes.truncate(solid);
                return Some((String::from_utf8(bytes).ok()?, Some(char), &text[at + 1..]));
            }
            '"' => return None,
            _ => {
                push(&mut bytes, char);
                if quoted || !char.is_whitespace() {
                    solid = bytes.len();
                }
            }
        }
    }
    bytes.truncate(solid);
    (!quoted).then(|| String::from_utf8(bytes).ok())?.map(|value| (value, None, ""))
}

fn folded(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_however_they_are_written() {
        let same = |one: &str, other: &str| {
            let (one, other) = (Name::read(one).unwrap(), Name::read(other).unwrap());
            assert_eq!(one.is(&other), other.is(&one));
            one.is(&other)
        };
        for (one, other, expected) in [
            ("CN=idm, O=Acme AG,C=DE", "cn = IDM,o=acme  ag , c=de", true),
            ("CN=idm,O=Acme,C=DE", "C=DE, O=Acme, CN=idm", true),
            ("CN=a+UID=7,O=x", "UID=7 + CN=a;O=x", true),
            (r"CN=a\, b\2c c", r#"CN="a, b, c""#, true),
            (r"CN=Pr\C3\BCfer", "CN=Prüfer", true),
            ("2.5.4.3=a", "OID.2.5.4.3=a", true),
            ("2.5.4.3=a", "CN=a", true),
            ("E=a@b", "emailAddress=a@b", true),
            ("ST=x", "S=x", true),
            ("CN=a,CN=b", "CN=b,CN=a", true),
            ("CN=idm", "CN=idm,O=Acme", false),
            ("CN=idm,O=Acme", "O=idm,CN=Acme", false),
            ("CN=a,OU=1,OU=2", "CN=a,OU=2,OU=1", false),
            ("CN=a+UID=7", "CN=a,UID=7", false),
            (r"CN=a\,O=b", "CN=a,O=b", false),
        ] {
            assert_eq!(same(one, other), expected, "{one} | {other}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in [
            "",
            "idm",
            "CN",
            "CN=",
            "CN=a,",
            "CN=a,,O=b",
            "=a",
            "XY=a",
            "1=a",
            "2..5=a",
            r"CN=a\",
            r"CN=a\z",
            r"CN=\ff",
            r#"CN="a"#,
            r#"CN=a"b"#,
            "CN=#0401",
            "CN=a+CN=a",
            "sha256:12",
        ] {
            assert!(!is_name(text), "{text}");
        }
    }
}
