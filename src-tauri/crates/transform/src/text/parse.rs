//! JSON in whatever state, read into a tree with findings.

mod quoted;
#[cfg(test)]
mod tests;
mod words;

use super::tree::{Json, Kind, Member, Span};
use crate::codes::Code;
use crate::finding::{Fix, Found};

/// Lists and objects within one another that are read; what lies deeper is a finding.
pub const MAX_DEPTH: usize = 1000;

/// Reads JSON (RFC 8259) in whatever state: what can be understood is in the tree, what is wrong in the findings.
#[must_use]
pub fn parse(text: &str) -> (Json, Vec<crate::Finding>) {
    let (root, found) = read(text);
    let findings = crate::finding::place(found, text, &root);
    (root, findings)
}

pub(crate) fn read(text: &str) -> (Json, Vec<Found>) {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, open: Vec::new(), found: Vec::new() };
    if text.starts_with('\u{feff}') {
        parser.at = '\u{feff}'.len_utf8();
    }
    parser.blank();
    let root = if parser.at == text.len() {
        parser.report(Code::Empty, Span::at(parser.at), "There is no JSON here");
        Json { span: Span::at(parser.at), kind: Kind::Broken }
    } else {
        parser.value()
    };
    parser.blank();
    if parser.at < text.len() {
        let rest = Span::new(parser.at, text.trim_end().len().max(parser.at));
        parser.report(Code::Trailing, rest, "Nothing may follow the document's closing bracket");
    }
    (root, parser.found)
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Brackets that are open.
    open: Vec<u8>,
    found: Vec<Found>,
}

impl Parser<'_> {
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.found.push(Found::new(code, span, message));
    }

    fn report_fix(&mut self, code: Code, span: Span, message: impl Into<String>, fix: Fix) {
        self.found.push(Found::new(code, span, message).fix(fix));
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space, and comments with a finding.
    fn blank(&mut self) {
        loop {
            let start = self.at;
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/') if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => {
                    let line = self.bytes[self.at + 1] == b'/';
                    let rest = &self.text[self.at + 2..];
                    let len = if line {
                        rest.find(['\n', '\r']).unwrap_or(rest.len())
                    } else {
                        rest.find("*/").map_or(rest.len(), |i| i + 2)
                    };
                    self.at += 2 + len;
                    let span = Span::new(start, self.at);
                    let fix = Fix::new("Remove the comment", span, "");
                    self.report_fix(Code::Comment, span, "JSON has no comments", fix);
                }
                _ => return,
            }
        }
    }

    fn value(&mut self) -> Json {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{' | b'[') if self.open.len() >= MAX_DEPTH => {
                self.skip_nested();
                let span = Span::new(start, self.at);
                self.report(Code::TooDeep, span, format!("Nested deeper than {MAX_DEPTH} levels"));
                Kind::Broken
            }
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => Kind::String(self.string(b'"')),
            Some(b'\'') => Kind::String(self.single_quoted()),
            _ => self.word(),
        };
        Json { span: Span::new(start, self.at), kind }
    }

    fn object(&mut self) -> Kind {
        let start = self.open_bracket();
        let mut members: Vec<Member> = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                None | Some(b'}' | b']') => {
                    if self.close(start, b'}') {
                        break;
                    }
                }
                Some(b',') => self.stray_comma(),
                Some(_) => {
                    if let Some(member) = self.member() {
                        members.push(member);
                    }
                    self.separator(b'}');
                }
            }
        }
        self.duplicates(&members);
        Kind::Object(members)
    }

    fn array(&mut self) -> Kind {
        let start = self.open_bracket();
        let mut items = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                None | Some(b'}' | b']') => {
                    if self.close(start, b']') {
                        break;
                    }
                }
                Some(b',') => self.stray_comma(),
                Some(b':') => {
                    self.report(Code::Unexpected, Span::new(self.at, self.at + 1), "A list has no names");
                    self.at += 1;
                }
                Some(_) => {
                    items.push(self.value());
                    self.separator(b']');
                }
            }
        }
        Kind::Array(items)
    }

    fn open_bracket(&mut self) -> usize {
        self.open.push(self.bytes[self.at]);
        self.at += 1;
        self.at - 1
    }

    /// At a closing bracket or the end: true when the innermost list or object ends here.
    fn close(&mut self, start: usize, wanted: u8) -> bool {
        let mate = |b| if b == b'{' { b'}' } else { b']' };
        let what = if wanted == b'}' { "object" } else { "list" };
        match self.peek() {
            Some(b) if b == wanted => {
                self.at += 1;
                self.open.pop();
                true
            }
            // A bracket that nothing open waits for: pass over it.
            Some(b) if !self.open.iter().any(|&o| mate(o) == b) => {
                let span = Span::new(self.at, self.at + 1);
                let fix = Fix::new("Remove it", span, "");
                self.report_fix(Code::Unexpected, span, format!("\"{}\" closes nothing", char::from(b)), fix);
                self.at += 1;
                false
            }
            _ => {
                let end = self.text[..self.at].trim_end().len();
                let wanted = char::from(wanted);
                let fix = Fix::new(format!("Add \"{wanted}\""), Span::at(end), wanted.to_string());
                self.report_fix(
                    Code::Unclosed,
                    Span::new(start, start + 1),
                    format!("This {what} is not closed with \"{wanted}\""),
                    fix,
                );
                self.open.pop();
                true
            }
        }
    }

    fn stray_comma(&mut self) {
        let span = Span::new(self.at, self.at + 1);
        let fix = Fix::new("Remove the comma", span, "");
        self.report_fix(Code::Comma, span, "There is nothing before this comma", fix);
        self.at += 1;
    }

    /// Behind a value: the comma that leads to the next one.
    fn separator(&mut self, closing: u8) {
        let end = self.at;
        self.blank();
        match self.peek() {
            Some(b',') => {
                let comma = Span::new(self.at, self.at + 1);
                self.at += 1;
                self.blank();
                if self.peek() == Some(closing) {
                    let fix = Fix::new("Remove the comma", comma, "");
                    self.report_fix(Code::Comma, comma, "No comma may stand behind the last one", fix);
                }
            }
            Some(b'}' | b']') | None => {}
            Some(_) => {
                let fix = Fix::new("Add a comma", Span::at(end), ",");
                self.report_fix(Code::Comma, Span::at(end), "A comma is missing here", fix);
            }
        }
    }

    fn member(&mut self) -> Option<Member> {
        let start = self.at;
        let name = match self.peek() {
            Some(b'"') => self.string(b'"'),
            Some(b'\'') => self.single_quoted(),
            _ => self.bare_name()?,
        };
        let name_span = Span::new(start, self.at);
        self.blank();
        if self.peek() == Some(b':') {
            self.at += 1;
            self.blank();
        } else {
            let fix = Fix::new("Add \":\"", Span::at(name_span.end), ":");
            self.report_fix(Code::Colon, Span::at(name_span.end), "A \":\" is missing behind the name", fix);
        }
        let value = match self.peek() {
            None | Some(b',' | b'}' | b']') => {
                self.report(Code::NoValue, name_span, format!("\"{name}\" has no value"));
                Json { span: Span::at(self.text[..self.at].trim_end().len()), kind: Kind::Broken }
            }
            _ => self.value(),
        };
        Some(Member { name, name_span, value })
    }

    /// Passes over a list or object without looking inside.
    fn skip_nested(&mut self) {
        let mut depth = 0_usize;
        while let Some(b) = self.peek() {
            self.at += 1;
            match b {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                b'"' => {
                    while let Some(b) = self.peek() {
                        self.at += 1;
                        match b {
                            b'"' | b'\n' => break,
                            b'\\' => self.at += 1,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        self.at = self.text.floor_char_boundary(self.at.min(self.text.len()));
    }

    fn duplicates(&mut self, members: &[Member]) {
        let mut seen = std::collections::HashMap::new();
        for m in members {
            if seen.insert(m.name.as_str(), m.name_span).is_some() {
                self.found.push(Found::new(
                    Code::DuplicateKey,
                    m.name_span,
                    format!("\"{}\" stands here twice; this one counts", m.name),
                ));
            }
        }
    }
}
