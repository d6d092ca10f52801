use super::{FunctionError, MAX_SIZE};

/// Every occurrence, from left to right; an empty target stands between all characters, as in Java.
pub(super) fn replace(text: &str, target: &str, replacement: &str) -> Result<String, FunctionError> {
    let count = if target.is_empty() { text.chars().count() + 1 } else { text.matches(target).count() };
    if text.len().saturating_add(count.saturating_mul(replacement.len())) > MAX_SIZE {
        return Err(FunctionError::TooLarge);
    }
    Ok(text.replace(target, replacement))
}

/// The parts between the separators; empty ones at the end are left out, as Java does. An empty separator gives the
/// characters.
pub(super) fn split(text: &str, separator: &str) -> Vec<String> {
    let mut parts: Vec<String> = if separator.is_empty() {
        text.chars().map(String::from).collect()
    } else {
        text.split(separator).map(str::to_owned).collect()
    };
    while parts.len() > 1 && parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts
}

/// `String.substring`: UTF-16 code units. Half of a surrogate pair becomes U+FFFD.
pub(super) fn substring(text: &str, begin: i64, end: Option<i64>) -> Result<String, FunctionError> {
    let length = text.chars().map(char::len_utf16).sum::<usize>();
    let last = end.unwrap_or(length as i64);
    let range = usize::try_from(begin).ok().zip(usize::try_from(last).ok());
    let Some((from, to)) = range.filter(|&(from, to)| from <= to && to <= length) else {
        return Err(FunctionError::Range { begin, end: last, length });
    };
    if text.is_ascii() {
        return Ok(text[from..to].to_owned());
    }
    let units: Vec<u16> = text.encode_utf16().skip(from).take(to - from).collect();
    Ok(String::from_utf16_lossy(&units))
}
