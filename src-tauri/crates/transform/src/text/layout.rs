use super::{Json, Kind, Span};

/// The text with one member and one item a line and two blanks an indent. Names, their order and the spelling of every
/// string and number stay. `None` for a text with syntax errors: laying it out would lose what was not understood.
#[must_use]
pub fn pretty(text: &str) -> Option<String> {
    let (root, found) = super::parse::read(text);
    if found.iter().any(|f| f.code.is_syntax()) {
        return None;
    }
    let mut out = String::with_capacity(text.len() * 2);
    write(text, &root, 0, &mut out);
    out.push('\n');
    Some(out)
}

/// One value laid out, as if it stood `indent` levels deep.
pub(super) fn write(text: &str, json: &Json, indent: usize, out: &mut String) {
    match &json.kind {
        Kind::Object(members) if !members.is_empty() => {
            out.push('{');
            for (i, m) in members.iter().enumerate() {
                new_line(i, indent + 1, out);
                out.push_str(m.name_span.of(text));
                out.push_str(": ");
                write(text, &m.value, indent + 1, out);
            }
            new_line(0, indent, out);
            out.push('}');
        }
        Kind::Array(items) if !items.is_empty() => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                new_line(i, indent + 1, out);
                write(text, item, indent + 1, out);
            }
            new_line(0, indent, out);
            out.push(']');
        }
        Kind::Object(_) => out.push_str("{}"),
        Kind::Array(_) => out.push_str("[]"),
        _ => out.push_str(Span::of(json.span, text)),
    }
}

fn new_line(after: usize, indent: usize, out: &mut String) {
    if after > 0 {
        out.push(',');
    }
    out.push('\n');
    for _ in 0..indent {
        out.push_str("  ");
    }
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
    }

    #[test]
    fn broken_text_is_left_alone() {
        assert_eq!(pretty("{\"a\": }"), None);
    }
}
