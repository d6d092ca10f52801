/// What a JSON string literal (with its quotes) says. Broken escapes stand for themselves; a lone surrogate is U+FFFD.
#[must_use]
pub fn unescape(literal: &str) -> String {
    let inner = literal.strip_prefix(['"', '\'']).unwrap_or(literal);
    let inner = match literal.chars().next() {
        Some(quote @ ('"' | '\'')) => strip_closing(inner, quote),
        _ => inner,
    };
    if !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut out = String::with_capacity(inner.len());
    let mut at = 0;
    while at < inner.len() {
        let (c, len) = next(&inner[at..]);
        out.push(c);
        at += len;
    }
    out
}

/// The closing quote, unless it is escaped (then the string is not closed).
fn strip_closing(inner: &str, quote: char) -> &str {
    let Some(body) = inner.strip_suffix(quote) else { return inner };
    let slashes = body.bytes().rev().take_while(|&b| b == b'\\').count();
    if slashes % 2 == 0 { body } else { inner }
}

/// Where in the literal the byte `offset` of its [`unescape`]d text stands.
#[must_use]
pub fn offset_in_literal(literal: &str, offset: usize) -> usize {
    let open = usize::from(literal.starts_with(['"', '\'']));
    let (mut at, mut read) = (open, 0);
    while read < offset && at < literal.len() {
        let (c, len) = next(&literal[at..]);
        read += c.len_utf8();
        at += len;
    }
    at
}

/// The first character that `text` stands for, and how many bytes stand for it. `text` is not empty.
fn next(text: &str) -> (char, usize) {
    let first = text.chars().next().unwrap_or('\u{fffd}');
    if first != '\\' {
        return (first, first.len_utf8());
    }
    let plain = |c| (c, 2);
    match text.as_bytes().get(1) {
        Some(b'n') => plain('\n'),
        Some(b't') => plain('\t'),
        Some(b'r') => plain('\r'),
        Some(b'b') => plain('\u{8}'),
        Some(b'f') => plain('\u{c}'),
        Some(&b @ (b'"' | b'\\' | b'/' | b'\'')) => plain(char::from(b)),
        Some(b'u') => match hex4(text, 2) {
            None => ('\\', 1),
            Some(high @ 0xd800..0xdc00) => {
                match text.get(6..8).and_then(|t| (t == "\\u").then(|| hex4(text, 8))) {
                    Some(Some(low @ 0xdc00..0xe000)) => {
                        let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                        (char::from_u32(code).unwrap_or('\u{fffd}'), 12)
                    }
                    _ => ('\u{fffd}', 6),
                }
            }
            Some(code) => (char::from_u32(code).unwrap_or('\u{fffd}'), 6),
        },
        _ => ('\\', 1),
    }
}

fn hex4(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (literal, text) in [
            (r#""""#, ""),
            (r#""a\"b\\c\/""#, "a\"b\\c/"),
            (r#""\u00e9\ud83d\ude00""#, "é😀"),
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\x\u12""#, "\\x\\u12"),
            (r#""open\""#, "open\""),
            ("\"open", "open"),
            ("'single'", "single"),
        ] {
            assert_eq!(unescape(literal), text, "{literal}");
        }
    }

    #[test]
    fn offsets_survive_escapes() {
        let literal = r#""\u00e9x\n/y/""#;
        let text = unescape(literal);
        for needle in ["x", "/y"] {
            let at = offset_in_literal(literal, text.find(needle).expect("in the text"));
            assert!(literal[at..].starts_with(needle), "{needle} at {at}");
        }
        assert_eq!(offset_in_literal(literal, 99), literal.len());
    }
}
