//! Reading characters as Jayway does. Its grammar is what its reader accepts, quirks included, so the steps are kept:
//! where Jayway runs off its text and stops with an exception, these methods end in a syntax error.

use crate::finding::Problem;

const PAST_THE_END: Problem = Problem::Syntax("ends too early");

/// A text, a position, and an end that can be moved in: what lies behind the end is still there to be peeked at.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// One past the last byte in bounds.
    end: usize,
}

impl<'t> Cursor<'t> {
    /// A cursor on the whole text without the blanks around it.
    pub(crate) fn trimmed(text: &'t str) -> Self {
        let mut cursor = Self { text, at: 0, end: text.len() };
        cursor.skip_blanks();
        while cursor.at + 1 < cursor.end && text.as_bytes()[cursor.end - 1] == b' ' {
            cursor.end -= 1;
        }
        cursor
    }

    /// A cursor on a part of the text, which can still peek behind it.
    pub(crate) fn within(text: &'t str, at: usize, end: usize) -> Self {
        Self { text, at, end }
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn end(&self) -> usize {
        self.end
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    pub(crate) fn set(&mut self, at: usize) {
        self.at = at;
    }

    pub(crate) fn step(&mut self) {
        self.at += 1;
    }

    /// The byte at an offset, even behind the end.
    pub(crate) fn byte(&self, at: usize) -> Result<u8, Problem> {
        self.text.as_bytes().get(at).copied().ok_or(PAST_THE_END)
    }

    pub(crate) fn current(&self) -> Result<u8, Problem> {
        self.byte(self.at)
    }

    pub(crate) fn is_in(&self, at: usize) -> bool {
        at < self.end
    }

    pub(crate) fn in_bounds(&self) -> bool {
        self.is_in(self.at)
    }

    /// The part of the text between two offsets.
    pub(crate) fn slice(&self, start: usize, end: usize) -> Result<&'t str, Problem> {
        self.text.get(start..end).ok_or(PAST_THE_END)
    }

    pub(crate) fn skip_blanks(&mut self) {
        while self.at + 1 < self.end && self.text.as_bytes()[self.at] == b' ' {
            self.at += 1;
        }
    }

    /// Where the first byte behind `from` stands that is no blank; `None` when there is none in bounds.
    pub(crate) fn significant_behind(&self, from: usize) -> Option<(usize, u8)> {
        let bytes = self.text.as_bytes().get(..self.end)?;
        let at = (from + 1..self.end).find(|&i| bytes[i] != b' ')?;
        Some((at, bytes[at]))
    }

    /// Where `wanted` stands, if it is the first behind `from` that is no blank.
    pub(crate) fn next_is(&self, from: usize, wanted: u8) -> Option<usize> {
        self.significant_behind(from).filter(|&(_, b)| b == wanted).map(|(at, _)| at)
    }

    /// The last byte before the position that is no blank.
    pub(crate) fn significant_before(&self, from: usize) -> Option<(usize, u8)> {
        let bytes = self.text.as_bytes();
        let at = (0..from).rev().find(|&i| bytes[i] != b' ')?;
        Some((at, bytes[at]))
    }

    /// Where `wanted` next stands behind `from`, not counting what a backslash escapes.
    pub(crate) fn unescaped_behind(&self, from: usize, wanted: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from + 1;
        while at < self.end {
            match bytes[at] {
                b'\\' => at += 1,
                b if b == wanted => return Some(at),
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Where the bracket that opens at `from` is closed. Quoted parts are skipped, and with `regexes` what stands
    /// between slashes.
    pub(crate) fn closing(&self, from: usize, open: u8, close: u8, regexes: bool) -> Result<usize, Problem> {
        let mut depth = 1;
        let mut at = from + 1;
        while self.is_in(at) {
            let quote = self.byte(at)?;
            if quote == b'\'' || quote == b'"' {
                at = self.unescaped_behind(at, quote).ok_or(Problem::Syntax("a quote is not closed"))? + 1;
            }
            if regexes && self.byte(at)? == b'/' {
                at = self
                    .unescaped_behind(at, b'/')
                    .ok_or(Problem::Syntax("a regular expression is not closed"))?
                    + 1;
            }
            let b = self.byte(at)?;
            if b == open {
                depth += 1;
            } else if b == close {
                depth -= 1;
                if depth == 0 {
                    return Ok(at);
                }
            }
            at += 1;
        }
        Err(Problem::Syntax("a bracket is not closed"))
    }

    /// Reads `wanted` behind blanks, if it stands there.
    pub(crate) fn eat(&mut self, wanted: &str) -> bool {
        let start = self.at;
        self.skip_blanks();
        if self.at + wanted.len() <= self.end
            && self.text.as_bytes()[self.at..].starts_with(wanted.as_bytes())
        {
            self.at += wanted.len();
            return true;
        }
        self.at = start;
        false
    }
}

/// Backslash escapes as Jayway reads them, in names and in string literals alike.
pub(crate) fn unescape(text: &str) -> Result<String, Problem> {
    let Some(first) = text.find('\\') else { return Ok(text.to_owned()) };
    let mut out = text[..first].to_owned();
    // code units, because an escape may name half of a surrogate pair
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text[first..].chars();
    while let Some(c) = rest.next() {
        let c = match c {
            '\\' => match rest.next() {
                Some('u') => {
                    let digits = rest.as_str();
                    let Some(hex) = digits.get(..4) else { break };
                    let unit = u16::from_str_radix(hex, 16)
                        .map_err(|_| Problem::Syntax("\\u wants four hexadecimal digits"))?;
                    units.push(unit);
                    rest = digits[4..].chars();
                    continue;
                }
                Some('r') => '\r',
                Some('f') => '\u{c}',
                Some('t') => '\t',
                Some('n') => '\n',
                Some('b') => '\u{8}',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        };
        flush(&mut units, &mut out);
        out.push(c);
    }
    flush(&mut units, &mut out);
    Ok(out)
}

fn flush(units: &mut Vec<u16>, out: &mut String) {
    if !units.is_empty() {
        out.push_str(&String::from_utf16_lossy(units));
        units.clear();
    }
}
