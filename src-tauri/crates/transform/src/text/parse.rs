use super::tree::{Json, Kind, Member, Span};
use super::unescape;
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

    fn bare_name(&mut self) -> Option<String> {
        let start = self.at;
        let word = self.take_word();
        let span = Span::new(start, self.at);
        if word.is_empty() {
            self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
            let what = Span::new(start, self.at).of(self.text).to_owned();
            self.report(
                Code::Unexpected,
                Span::new(start, self.at),
                format!("\"{what}\" is not expected here"),
            );
            return None;
        }
        let fix = Fix::new(format!("Write \"{word}\" in quotes"), span, format!("\"{word}\""));
        self.report_fix(Code::Quotes, span, "A name stands in double quotes", fix);
        Some(word)
    }

    /// What runs to the next blank or sign of JSON.
    fn take_word(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"'))
            .unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        let word = self.take_word();
        let span = Span::new(start, self.at);
        match word.as_str() {
            "null" => return Kind::Null,
            "true" => return Kind::Bool(true),
            "false" => return Kind::Bool(false),
            _ if zonedesk_jsonpath::Number::parse(&word).is_some() => return Kind::Number,
            "" => {
                self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(start, self.at);
                self.report(
                    Code::Unexpected,
                    span,
                    format!("\"{}\" is not expected here", span.of(self.text)),
                );
                return Kind::Broken;
            }
            _ => {}
        }
        let meant = match word.to_ascii_lowercase().as_str() {
            "true" => "true".to_owned(),
            "false" => "false".to_owned(),
            "null" | "none" | "nil" | "undefined" => "null".to_owned(),
            _ => match mend_number(&word) {
                Some(number) => number,
                None => zonedesk_jsonpath::Value::from(word.as_str()).to_string(),
            },
        };
        let fix = Fix::new(format!("Write {meant}"), span, meant);
        self.report_fix(Code::Word, span, format!("{word} is no JSON value"), fix);
        Kind::Broken
    }

    fn single_quoted(&mut self) -> String {
        let start = self.at;
        let text = self.string(b'\'');
        let span = Span::new(start, self.at);
        let fix =
            Fix::new("Use double quotes", span, zonedesk_jsonpath::Value::from(text.as_str()).to_string());
        self.report_fix(Code::Quotes, span, "Text stands in double quotes", fix);
        text
    }

    /// A string up to its closing quote, or to the end of the line when there is none.
    fn string(&mut self, quote: u8) -> String {
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

/// `+1`, `.5`, `5.` and `007` as JSON numbers.
fn mend_number(word: &str) -> Option<String> {
    let body = word.strip_prefix('+').unwrap_or(word);
    let (sign, body) = body.strip_prefix('-').map_or(("", body), |rest| ("-", rest));
    if !body.bytes().all(|b| b.is_ascii_digit() || b == b'.') || !body.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let number =
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
    zonedesk_jsonpath::Number::parse(&number).map(|n| n.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as compact JSON, and the codes with what they point at.
    fn read_all(text: &str) -> (String, Vec<String>) {
        let (root, findings) = parse(text);
        let seen = findings.iter().map(|f| format!("{} {} {:?}", f.code.id(), f.pointer, f.span.of(text)));
        (root.to_value(text).to_string(), seen.collect())
    }

    #[test]
    fn typos_cost_no_more_than_themselves() {
        for (text, tree, findings) in [
            (r#"{"a":1}"#, r#"{"a":1}"#, vec![]),
            (r#"{"a":1 "b":2}"#, r#"{"a":1,"b":2}"#, vec![r#"ZT004 /a """#]),
            (r#"{"a":1,}"#, r#"{"a":1}"#, vec![r#"ZT004 /a ",""#]),
            (r#"[1,,2]"#, r#"[1,2]"#, vec![r#"ZT004  ",""#]),
            (r#"{"a":[1,2"#, r#"{"a":[1,2]}"#, vec![r#"ZT003  "{""#, r#"ZT003 /a "[""#]),
            (r#"{"a":[1}"#, r#"{"a":[1]}"#, vec![r#"ZT003 /a "[""#]),
            (r#"{"a":1]}"#, r#"{"a":1}"#, vec![r#"ZT002 /a "]""#]),
            ("{\"a\":\"x,\n\"b\":2}", r#"{"a":"x","b":2}"#, vec![r#"ZT003 /a "\"x""#]),
            ("{\"a\":\"$.e[0],\n\"b\":2}", r#"{"a":"$.e[0]","b":2}"#, vec![r#"ZT003 /a "\"$.e[0]""#]),
            (r#"{"a" 1}"#, r#"{"a":1}"#, vec![r#"ZT005 /a """#]),
            (r#"{"a":,"b":1}"#, r#"{"a":null,"b":1}"#, vec![r#"ZT006 /a "\"a\"""#]),
            (r#"{a:'b'}"#, r#"{"a":"b"}"#, vec![r#"ZT008 /a "a""#, r#"ZT008 /a "'b'""#]),
            (r#"{"a":True}"#, r#"{"a":null}"#, vec![r#"ZT009 /a "True""#]),
            (r#"{"a":01}"#, r#"{"a":null}"#, vec![r#"ZT009 /a "01""#]),
            (r#"{"a":1} x"#, r#"{"a":1}"#, vec![r#"ZT007  "x""#]),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#, vec![r#"ZT013 /a "\"a\"""#]),
            ("[1 // one\n]", "[1]", vec![r#"ZT010  "// one""#]),
            ("\u{feff}[]", "[]", vec![]),
            ("", "null", vec![r#"ZT001  """#]),
            ("}", "null", vec![r#"ZT002  "}""#]),
            (r#"["\q"]"#, r#"["\\q"]"#, vec![r#"ZT011 /0 "\\q""#]),
        ] {
            let (got_tree, got) = read_all(text);
            assert_eq!(got_tree, tree, "{text}");
            assert_eq!(got, findings, "{text}");
        }
    }

    #[test]
    fn fixes_mend() {
        for (broken, mended) in [
            (r#"{"a":1 "b":2}"#, r#"{"a":1, "b":2}"#),
            (r#"{"a":1,}"#, r#"{"a":1}"#),
            (r#"{"a" 1}"#, r#"{"a": 1}"#),
            (r#"{"a":[1,2"#, r#"{"a":[1,2]}"#),
            ("{a:'it\\'s'}", r#"{"a":"it's"}"#),
            ("[TRUE,None,+007,.5,x]", "[true,null,7,0.5,\"x\"]"),
            ("[\"a\tb\"]", "[\"a\\tb\"]"),
        ] {
            let (_, findings) = parse(broken);
            // Innermost first, so that brackets close in turn.
            let edits: Vec<_> =
                findings.iter().rev().filter_map(|f| f.fix.clone()).flat_map(|f| f.edits).collect();
            let text = super::super::apply(broken, &edits).expect("apart");
            assert_eq!(text, mended, "{broken}");
            assert_eq!(parse(&text).1, [], "{broken}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert_eq!(parse(&deep(MAX_DEPTH)).1, []);
        let (root, findings) = parse(&deep(200_000));
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::TooDeep]);
        assert_eq!(root.span.end, 400_000);
        assert!(!parse(&"[".repeat(200_000)).1.is_empty());
        assert!(!parse(&"{\"a\":".repeat(100_000)).1.is_empty());
    }
}
