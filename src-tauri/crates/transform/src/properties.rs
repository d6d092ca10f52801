//! `%name%` inside text: replaced by the value of a property of the system before paths and conditions are read
//! (SAP documentation, "Transformation Expressions").

use std::collections::BTreeMap;

use zonedesk_jsonpath::Value;

use crate::text::Span;

/// The properties of a system, by name.
pub type Properties = BTreeMap<String, String>;

/// The text that takes the place of a property that is not set.
pub const UNSET: &str = "null";

/// A text with its properties replaced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expanded {
    pub text: String,
    /// In order.
    pub uses: Vec<Use>,
}

/// A property that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub name: String,
    pub set: bool,
    /// Where `%name%` stands in the text as written, in bytes.
    pub written: Span,
    /// Where its value stands in the expanded text.
    pub placed: Span,
}

/// Replaces each `%name%` once; values are not looked at again. `%%` names nothing and stays.
#[must_use]
pub fn expand(text: &str, properties: &Properties) -> Expanded {
    let mut out = Expanded { text: String::with_capacity(text.len()), uses: Vec::new() };
    let mut kept = 0;
    for written in names(text) {
        let name = &text[written.start + 1..written.end - 1];
        out.text.push_str(&text[kept..written.start]);
        let start = out.text.len();
        let value = properties.get(name);
        out.text.push_str(value.map_or(UNSET, String::as_str));
        let placed = Span::new(start, out.text.len());
        out.uses.push(Use { name: name.to_owned(), set: value.is_some(), written, placed });
        kept = written.end;
    }
    out.text.push_str(&text[kept..]);
    out
}

/// Where `%name%` stands in a text, from left to right.
fn names(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    for (i, _) in text.match_indices('%') {
        match open {
            Some(start) if i > start + 1 => {
                spans.push(Span::new(start, i + 1));
                open = None;
            }
            _ => open = Some(i),
        }
    }
    spans
}

/// Replaces the properties in every text of a value; names of members stay.
#[must_use]
pub fn expand_value(value: &Value, properties: &Properties) -> Value {
    match value {
        Value::String(s) => Value::String(expand(s, properties).text),
        Value::Array(items) => Value::Array(items.iter().map(|v| expand_value(v, properties)).collect()),
        Value::Object(members) => Value::Object(
            members.iter().map(|(name, v)| (name.to_owned(), expand_value(v, properties))).collect(),
        ),
        other => other.clone(),
    }
}

impl Expanded {
    /// The place in the text as written that an offset of the expanded text came from; inside of a value, its `%name%`.
    #[must_use]
    pub fn origin(&self, offset: usize) -> usize {
        let mut shift_from = (0, 0);
        for u in &self.uses {
            if offset < u.placed.start {
                break;
            }
            if offset < u.placed.end {
                return u.written.start;
            }
            shift_from = (u.placed.end, u.written.end);
        }
        shift_from.1 + (offset - shift_from.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties() -> Properties {
        [("a", "1"), ("x.y", "%a%"), ("empty", "")].map(|(n, v)| (n.to_owned(), v.to_owned())).into()
    }

    #[test]
    fn expansion() {
        for (text, expanded) in [
            ("plain", "plain"),
            ("%a%", "1"),
            ("-%a%%a%-", "-11-"),
            ("%gone%", "null"),
            ("%x.y%", "%a%"),
            ("%empty%", ""),
            ("100%", "100%"),
            ("%%", "%%"),
            ("100%%a%", "100%1"),
            ("5% or 6% of %a%", "5null of 1"),
            ("é%a%é", "é1é"),
        ] {
            assert_eq!(expand(text, &properties()).text, expanded, "{text}");
        }
    }

    #[test]
    fn offsets_lead_back() {
        let text = "<%x.y%>%gone%!";
        let e = expand(text, &properties());
        assert_eq!(e.text, "<%a%>null!");
        let back: Vec<usize> = [0, 1, 3, 4, 5, 8, 9, 10].iter().map(|&o| e.origin(o)).collect();
        assert_eq!(back, [0, 1, 1, 6, 7, 7, 13, 14]);
        assert_eq!(e.uses.iter().map(|u| u.set).collect::<Vec<_>>(), [true, false]);
    }
}
