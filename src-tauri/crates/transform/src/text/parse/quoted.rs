//! Text in quotes, also in wrong ones and in those that are not closed.

use zonedesk_jsonpath::Value;

use super::Parser;
use crate::codes::Code;
use crate::finding::Fix;
use crate::text::{Span, unescape};

impl Parser<'_> {
    pub(super) fn single_quoted(&mut self) -> String {
        let start = self.at;
        let text = self.string(b'\'');
        let span = Span::new(start, self.at);
        let fix = Fix::new("Use double quotes", span, Value::from(text.as_str()).to_string());
        self.report_fix(Code::Quotes, span, "Text stands in double quotes", fix);
        text
    }

    /// A string up to its closing quote, or to the end of the line when there is none.
    pub(super) fn string(&mut self, quote: u8) -> String {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b) if b == quote => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => self.escape(quote),
                None | Some(b'\n' | b'\r') => {
                    self.unclosed_string(start, quote);
                    break;
                }
                Some(0..0x20) => {
                    let span = Span::new(self.at, self.at + 1);
                    let code = self.bytes[self.at];
                    let escape = if code == b'\t' { "\\t".to_owned() } else { format!("\\u{code:04x}") };
                    let fix = Fix::new(format!("Write {escape}"), span, escape);
                    self.report_fix(Code::Escape, span, "A control character must be escaped", fix);
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
        unescape(&self.text[start..self.at])
    }

    fn escape(&mut self, quote: u8) {
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(&b) if b == quote => self.at += 2,
            Some(b'u') if self.hex4(start + 2) => self.at += 6,
            Some(b'\n' | b'\r') | None => self.at += 1,
            Some(_) => {
                self.at += 1 + self.text[start + 1..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(start, self.at);
                let written = span.of(self.text).to_owned();
                let fix = Fix::new(format!("Write \\{written}"), Span::at(start), "\\");
                self.report_fix(Code::Escape, span, format!("{written} is no escape of JSON"), fix);
            }
        }
    }

    fn hex4(&self, at: usize) -> bool {
        self.bytes.get(at..at + 4).is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
    }

    /// The text ended before the quote: the string ends before a comma or bracket that ends the line, so that what
    /// follows still reads.
    fn unclosed_string(&mut self, start: usize, quote: u8) {
        let mut line = self.text[start..self.at].trim_end();
        // Brackets that the text itself opened (`$.emails[0]`) belong to it.
        let opened = |line: &str, open, close| line.matches(open).count() >= line.matches(close).count();
        while let Some(rest) = line.strip_suffix([',', '}', ']']) {
            let own = (line.ends_with(']') && opened(line, '[', ']'))
                || (line.ends_with('}') && opened(line, '{', '}'));
            if own {
                break;
            }
            line = rest.trim_end();
        }
        let end = start + line.len().max(1);
        self.at = end;
        let quote = char::from(quote);
        let fix = Fix::new("Close the quotes", Span::at(end), quote.to_string());
        self.report_fix(Code::Unclosed, Span::new(start, end), "This text is not closed with quotes", fix);
    }
}
