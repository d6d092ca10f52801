//! Ids as segments of a path (RFC 3986 §3.3): ids of role collections may be their names.

use std::fmt::Write;

/// XSUAA makes the name of a role collection its id, and its web server refuses these in a path even when they are
/// encoded.
pub const UNADDRESSABLE: [char; 3] = ['/', '\\', ';'];

/// Every byte but the unreserved ones is percent-encoded.
pub fn encode_segment(id: &str) -> String {
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The id that a segment stands for; none where it is wrongly encoded or no UTF-8.
pub fn decode_segment(segment: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
        decoded.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_back_and_nothing_else() {
        for id in ["5a3f-9c", "Retail Viewer", "a/b?c#d;e%20", "Prüfer ~._", ""] {
            assert_eq!(decode_segment(&encode_segment(id)).as_deref(), Some(id));
        }
        for segment in ["%", "%2", "%zz", "%+1", "%ff"] {
            assert_eq!(decode_segment(segment), None, "{segment}");
        }
    }
}
