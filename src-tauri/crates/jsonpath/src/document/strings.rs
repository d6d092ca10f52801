//! Strings of JSON: where they end, and what their escapes stand for.

use super::scan::SyntaxError;

/// Whether there is neither a backslash nor a control character.
pub fn is_bare(bytes: &[u8]) -> bool {
    let bare = |chunk: &[u8]| chunk.iter().fold(true, |bare, &b| bare & (b >= b' ') & (b != b'\\'));
    let (chunks, rest) = bytes.as_chunks::<64>();
    chunks.iter().all(|chunk| bare(chunk)) && bare(rest)
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The first quote from `at` on; eight bytes at a step.
#[inline]
pub fn quote_from(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let quote = u64::from_le_bytes(*chunk) ^ (ONES * b'"' as u64);
        // as in `plain_until`
        let hit = quote.wrapping_sub(ONES) & !quote & HIGHS;
        if hit != 0 {
            return at + (hit.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&b| b != b'"') {
        at += 1;
    }
    at
}

/// The first byte from `at` on that is a quote, a backslash or a control character; eight bytes at a step.
pub fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let quote = word ^ (ONES * b'"' as u64);
        let slash = word ^ (ONES * b'\\' as u64);
        // the lowest set bit of each is exact; a borrow only spoils higher ones
        let hit = (quote.wrapping_sub(ONES) & !quote)
            | (slash.wrapping_sub(ONES) & !slash)
            | (word.wrapping_sub(ONES * 0x20) & !word);
        let hit = hit & HIGHS;
        if hit != 0 {
            return at + (hit.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&b| b >= 0x20 && b != b'"' && b != b'\\') {
        at += 1;
    }
    at
}

/// Checks the escape at a backslash; where it ends.
pub fn escape(bytes: &[u8], at: usize) -> Result<usize, SyntaxError> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match hex4(bytes, at + 2).ok_or(SyntaxError::Escape { at })? {
            0xd800..=0xdbff => {
                let low = (bytes.get(at + 6..at + 8) == Some(b"\\u")).then(|| hex4(bytes, at + 8)).flatten();
                if matches!(low, Some(0xdc00..=0xdfff)) {
                    Ok(at + 12)
                } else {
                    Err(SyntaxError::Surrogate { at })
                }
            }
            0xdc00..=0xdfff => Err(SyntaxError::Surrogate { at }),
            _ => Ok(at + 6),
        },
        _ => Err(SyntaxError::Escape { at }),
    }
}

fn hex4(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.iter().try_fold(0, |n, &b| Some(n * 16 + char::from(b).to_digit(16)?))
}

/// The text of a string whose escapes are known to be good.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(slash) = rest.find('\\') {
        out.push_str(&rest[..slash]);
        let bytes = &rest.as_bytes()[slash..];
        let mut used = 2;
        match bytes.get(1) {
            Some(b'b') => out.push('\u{8}'),
            Some(b'f') => out.push('\u{c}'),
            Some(b'n') => out.push('\n'),
            Some(b'r') => out.push('\r'),
            Some(b't') => out.push('\t'),
            Some(b'u') => {
                let mut code = hex4(bytes, 2).unwrap_or(0);
                used = 6;
                if (0xd800..0xdc00).contains(&code) {
                    code = 0x10000 + ((code - 0xd800) << 10) + (hex4(bytes, 8).unwrap_or(0xdc00) - 0xdc00);
                    used = 12;
                }
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(&other) => out.push(char::from(other)),
            None => {}
        }
        rest = rest.get(slash + used..).unwrap_or("");
    }
    out.push_str(rest);
    out
}
