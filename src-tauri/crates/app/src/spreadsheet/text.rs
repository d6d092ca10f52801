//! Bytes of a text file, in whichever encoding a spreadsheet saved them.

use super::read::ReadError;

/// 0x80 to 0x9f of Windows-1252, which is what programs mean by Latin-1 (WHATWG Encoding, *index windows-1252*).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// By its byte order mark; else UTF-16 where every other byte is zero, UTF-8 where it is that, Windows-1252 otherwise.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match zeros(bytes) {
            (0, 0) => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => bytes.iter().map(|&byte| windows(byte)).collect(),
            },
            (0, odd) if mostly(odd, bytes) => utf16(bytes, u16::from_le_bytes),
            (even, 0) if mostly(even, bytes) => utf16(bytes, u16::from_be_bytes),
            _ => return Err(ReadError::NotText),
        },
    };
    if text.contains('\0') { Err(ReadError::NotText) } else { Ok(text) }
}

/// How many of the first bytes are zero, at even and at odd places.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let count = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    (count(0), count(1))
}

const SAMPLE: usize = 4096;

/// Most texts are mostly ASCII.
fn mostly(zeros: usize, bytes: &[u8]) -> bool {
    zeros * 4 >= bytes.len().min(SAMPLE)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_spreadsheet_is_read() {
        let text = "Name;Straße\r\nJörg;€ 5\r\n";
        let units = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let (le, be) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let latin = b"Name;Stra\xdfe\r\nJ\xf6rg;\x80 5\r\n".to_vec();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &le),
            marked(b"\xfe\xff", &be),
            le,
            be,
            latin,
        ] {
            assert_eq!(decode(&bytes).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        for bytes in [&b"user\0name,x\r\n"[..], b"\x00\x00\x00\x00\x00\x00", b"\xef\xbb\xbfa\0"] {
            assert_eq!(decode(bytes), Err(ReadError::NotText));
        }
    }
}
