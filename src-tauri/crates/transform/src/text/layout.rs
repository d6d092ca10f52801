//! How a text is laid out; JSON laid out as a text is, or anew.

use super::{Json, Kind, Span};

/// How a text is laid out: what ends its lines, and what one level is indented by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub newline: &'static str,
    pub unit: String,
}

impl Layout {
    /// As the text has it; two blanks a level where it does not say.
    pub fn of(text: &str, root: &Json) -> Self {
        let first = match &root.kind {
            Kind::Object(members) => members.first().map(|m| m.name_span.start),
            Kind::Array(items) => items.first().map(|v| v.span.start),
            _ => None,
        };
        let unit = first.and_then(|at| own_line(text, at)).filter(|blanks| !blanks.is_empty());
        Self { newline: newline(text), unit: unit.unwrap_or("  ").to_owned() }
    }

    /// One value, `base` being what its own line is indented by.
    pub fn write(&self, text: &str, json: &Json, base: &str, out: &mut String) {
        self.deeper(text, json, base, 0, out);
    }

    fn deeper(&self, text: &str, json: &Json, base: &str, depth: usize, out: &mut String) {
        match &json.kind {
            Kind::Object(members) if !members.is_empty() => {
                out.push('{');
                for (i, m) in members.iter().enumerate() {
                    self.line(i, base, depth + 1, out);
                    out.push_str(m.name_span.of(text));
                    out.push_str(": ");
                    self.deeper(text, &m.value, base, depth + 1, out);
                }
                self.line(0, base, depth, out);
                out.push('}');
            }
            Kind::Array(items) if !items.is_empty() => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    self.line(i, base, depth + 1, out);
                    self.deeper(text, item, base, depth + 1, out);
                }
                self.line(0, base, depth, out);
                out.push(']');
            }
            Kind::Object(_) => out.push_str("{}"),
            Kind::Array(_) => out.push_str("[]"),
            _ => out.push_str(Span::of(json.span, text)),
        }
    }

    fn line(&self, after: usize, base: &str, depth: usize, out: &mut String) {
        if after > 0 {
            out.push(',');
        }
        out.push_str(self.newline);
        out.push_str(base);
        for _ in 0..depth {
            out.push_str(&self.unit);
        }
    }
}

/// The text with one member and one item a line and two blanks an indent. Names, their order, the spelling of every
/// string and number, and what ends the lines stay. `None` for a text with syntax errors: laying it out would lose what
/// was not understood.
#[must_use]
pub fn pretty(text: &str) -> Option<String> {
    let (root, found) = super::parse::read(text);
    if found.iter().any(|f| f.code.is_syntax()) {
        return None;
    }
    let layout = Layout { newline: newline(text), unit: "  ".to_owned() };
    let mut out = String::with_capacity(text.len() * 2);
    layout.write(text, &root, "", &mut out);
    out.push_str(layout.newline);
    Some(out)
}

/// JSON as the text lays it out on a line that is indented by `base`. What stands on several lines was laid out by
/// somebody: it only comes to the new indent.
pub(super) fn laid_out(text: &str, root: &Json, json: &str, base: &str) -> String {
    let layout = Layout::of(text, root);
    if json.contains(['\n', '\r']) {
        return moved_to(json, base, layout.newline);
    }
    let (parsed, found) = super::parse::read(json);
    if found.iter().any(|f| f.code.is_syntax()) {
        return json.to_owned();
    }
    let mut out = String::new();
    layout.write(json, &parsed, base, &mut out);
    out
}

/// Lines indented by `base` that were indented by as much as the last one is, which has the closing bracket.
fn moved_to(json: &str, base: &str, newline: &str) -> String {
    let last = json.rsplit(['\n', '\r']).next().unwrap_or_default();
    let old = indent(last, last.len());
    let mut lines = json.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push_str(newline);
        match line.strip_prefix(old) {
            Some(rest) if !rest.is_empty() => out.extend([base, rest]),
            Some(_) => {}
            None => out.push_str(line),
        }
    }
    out
}

/// CR LF where every line ends so; LF otherwise, as an editor takes it.
fn newline(text: &str) -> &'static str {
    let ends = text.matches('\n').count();
    if ends > 0 && text.matches("\r\n").count() == ends { "\r\n" } else { "\n" }
}

/// The blanks before `at`, where nothing else stands before it on its line.
pub(super) fn own_line(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind(['\n', '\r'])? + 1;
    let blanks = &text[start..at];
    blanks.bytes().all(|b| matches!(b, b' ' | b'\t')).then_some(blanks)
}

/// The blanks that the line of `at` begins with.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = &text[text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1)..at];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_order_stay() {
        let text = "{\"b\" : 1.00,\"a\":[ ],\"c\":[1e3,{ \"\\u0041\":\"\\/\"}], \"d\":{}}";
        let laid_out = "{\n  \"b\": 1.00,\n  \"a\": [],\n  \"c\": [\n    1e3,\n    {\n      \"\\u0041\": \"\\/\"\n    }\n  ],\n  \"d\": {}\n}\n";
        assert_eq!(pretty(text).as_deref(), Some(laid_out));
        assert_eq!(pretty(laid_out).as_deref(), Some(laid_out));
        let windows = laid_out.replace('\n', "\r\n");
        assert_eq!(pretty(&windows.replace("  ", "\t")), Some(windows));
    }

    #[test]
    fn broken_text_is_left_alone() {
        assert_eq!(pretty("{\"a\": }"), None);
    }
}
