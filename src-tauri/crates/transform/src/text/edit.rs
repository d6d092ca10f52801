//! Changes of a text by JSON pointer that leave every other byte as it was.

use serde::{Deserialize, Serialize};
use zonedesk_jsonpath::Value;

use super::{Json, Kind, Span, layout};

/// What replaces a part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEdit {
    /// In bytes of the text before the edit.
    pub span: Span,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("nothing stands at \"{0}\"")]
    NotThere(String),
    #[error("what stands at \"{0}\" is no {1}")]
    WrongKind(String, &'static str),
    #[error("two edits overlap at byte {0}")]
    Overlap(usize),
}

/// The text with all edits made. Insertions at one place come in the order given.
///
/// # Errors
/// When edits overlap or lie outside of the text.
pub fn apply(text: &str, edits: &[TextEdit]) -> Result<String, EditError> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|e| (e.span.start, e.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let kept = text.get(at..edit.span.start).ok_or(EditError::Overlap(edit.span.start))?;
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).ok_or(EditError::Overlap(at))?);
    Ok(out)
}

/// Replaces the value at `pointer`, or adds it as the last member of an object that is there.
///
/// # Errors
/// When there is no such object or list.
pub fn set(text: &str, root: &Json, pointer: &str, value: &Value) -> Result<TextEdit, EditError> {
    if let Some(old) = root.at(pointer) {
        let indent = indent_of(text, old.span.start);
        return Ok(TextEdit { span: old.span, text: spelled(&value.to_string(), indent) });
    }
    let (parent, name) = split(pointer);
    let count = object(root, parent)?.len();
    insert_member(text, root, parent, count, &name, &value.to_string())
}

/// Adds a member to the object at `pointer` before its `index`th (behind the last when there are fewer).
/// `json` is the value's text.
///
/// # Errors
/// When no object stands there.
pub fn insert_member(
    text: &str,
    root: &Json,
    pointer: &str,
    index: usize,
    name: &str,
    json: &str,
) -> Result<TextEdit, EditError> {
    let members = object(root, pointer)?;
    let spans: Vec<Span> = members.iter().map(super::Member::span).collect();
    let name = Value::from(name).to_string();
    let holder = there(root, pointer)?;
    Ok(insert(text, holder, &spans, index, |indent| format!("{name}: {}", spelled(json, indent))))
}

/// Adds an item to the list at `pointer` before its `index`th (behind the last when there are fewer).
///
/// # Errors
/// When no list stands there.
pub fn insert_item(
    text: &str,
    root: &Json,
    pointer: &str,
    index: usize,
    json: &str,
) -> Result<TextEdit, EditError> {
    let holder = there(root, pointer)?;
    let Kind::Array(items) = &holder.kind else {
        return Err(EditError::WrongKind(pointer.to_owned(), "list"));
    };
    let spans: Vec<Span> = items.iter().map(|v| v.span).collect();
    Ok(insert(text, holder, &spans, index, |indent| spelled(json, indent)))
}

/// Takes a member or item out, with the comma that belonged to it.
///
/// # Errors
/// When nothing stands at `pointer`.
pub fn remove(text: &str, root: &Json, pointer: &str) -> Result<TextEdit, EditError> {
    let (parent, name) = split(pointer);
    let holder = there(root, parent)?;
    let spans: Vec<Span> = match &holder.kind {
        Kind::Object(members) => members.iter().map(super::Member::span).collect(),
        Kind::Array(items) => items.iter().map(|v| v.span).collect(),
        _ => Vec::new(),
    };
    let index = match &holder.kind {
        Kind::Object(members) => members.iter().rposition(|m| m.name == name),
        _ => name.parse().ok().filter(|&i: &usize| i < spans.len()),
    };
    let index = index.ok_or_else(|| EditError::NotThere(pointer.to_owned()))?;
    let _ = text;
    let span = if let Some(next) = spans.get(index + 1) {
        Span::new(spans[index].start, next.start)
    } else if index > 0 {
        Span::new(spans[index - 1].end, spans[index].end)
    } else {
        // The only one: with the blanks around it.
        Span::new(holder.span.start + 1, holder.span.end - 1)
    };
    Ok(TextEdit { span, text: String::new() })
}

/// Moves an item of the list at `pointer` so that it is the `to`th afterwards; its own text is not touched.
///
/// # Errors
/// When there is no list or no such item.
pub fn move_item(
    text: &str,
    root: &Json,
    pointer: &str,
    from: usize,
    to: usize,
) -> Result<Vec<TextEdit>, EditError> {
    let holder = there(root, pointer)?;
    let Kind::Array(items) = &holder.kind else {
        return Err(EditError::WrongKind(pointer.to_owned(), "list"));
    };
    let item = items.get(from).ok_or_else(|| EditError::NotThere(format!("{pointer}/{from}")))?;
    let to = to.min(items.len() - 1);
    // Each of those between takes the text of its neighbour: blanks and commas stay where they are.
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.remove(from);
    order.insert(to, from);
    let _ = item;
    let edit = |(place, source): (usize, &usize)| TextEdit {
        span: items[place].span,
        text: items[*source].span.of(text).to_owned(),
    };
    Ok(order.iter().enumerate().filter(|(place, source)| place != *source).map(edit).collect())
}

fn insert(
    text: &str,
    holder: &Json,
    spans: &[Span],
    index: usize,
    spell: impl Fn(Option<usize>) -> String,
) -> TextEdit {
    if let Some(next) = spans.get(index) {
        // Before another one: with its distance to what stands before it.
        let gap = gap_before(text, next.start);
        return TextEdit {
            span: Span::at(next.start),
            text: format!(
                "{},{}",
                spell(indent_of(text, next.start)),
                if gap.is_empty() { " " } else { gap }
            ),
        };
    }
    if let Some(last) = spans.last() {
        let gap = gap_before(text, last.start);
        let new = spell(indent_of(text, last.start));
        return TextEdit { span: Span::at(last.end), text: format!(",{gap}{new}") };
    }
    let inside = Span::new(holder.span.start + 1, holder.span.end - 1);
    match indent_of(text, holder.span.start) {
        Some(indent) => {
            let new = spell(Some(indent + 1));
            let (deep, flat) = ("  ".repeat(indent + 1), "  ".repeat(indent));
            TextEdit { span: inside, text: format!("\n{deep}{new}\n{flat}") }
        }
        None => TextEdit { span: inside, text: spell(None) },
    }
}

/// The blanks directly before `at`.
fn gap_before(text: &str, at: usize) -> &str {
    &text[text[..at].trim_end_matches([' ', '\t', '\n', '\r']).len()..at]
}

/// The indent, in levels of two blanks, of the line on which `at` lies; `None` when the text stands on one line.
fn indent_of(text: &str, at: usize) -> Option<usize> {
    if !text.trim_end().contains('\n') {
        return None;
    }
    let line = &text[text[..at].rfind('\n').map_or(0, |i| i + 1)..];
    let blanks = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let tabs = line.bytes().take_while(|&b| b == b'\t').count();
    Some(if tabs > 0 { tabs } else { blanks.div_ceil(2) })
}

/// JSON as it is laid out at a depth; as it is where the text around stands on one line.
fn spelled(json: &str, indent: Option<usize>) -> String {
    let (Some(indent), (parsed, found)) = (indent, super::parse::read(json)) else {
        return json.to_owned();
    };
    if found.iter().any(|f| f.code.is_syntax()) {
        return json.to_owned();
    }
    let mut out = String::new();
    layout::write(json, &parsed, indent, &mut out);
    out
}

fn there<'j>(root: &'j Json, pointer: &str) -> Result<&'j Json, EditError> {
    root.at(pointer).ok_or_else(|| EditError::NotThere(pointer.to_owned()))
}

fn object<'j>(root: &'j Json, pointer: &str) -> Result<&'j [super::Member], EditError> {
    match &there(root, pointer)?.kind {
        Kind::Object(members) => Ok(members),
        _ => Err(EditError::WrongKind(pointer.to_owned(), "object")),
    }
}

/// A pointer as that of what holds it, and its last token as a name.
fn split(pointer: &str) -> (&str, String) {
    let (parent, token) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    (parent, token.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    const TEXT: &str = "{\n  \"a\": 1.0,\n  \"b\": [\n    {\"x\":1},\n    2\n  ], \"c\":{}\n}";

    fn after(edits: &[TextEdit]) -> String {
        apply(TEXT, edits).expect("apart")
    }

    #[test]
    fn the_rest_stays_as_it_was() {
        let (root, _) = parse(TEXT);
        let one = Value::from(1);
        for (edit, result) in [
            (set(TEXT, &root, "/a", &Value::Null), TEXT.replace("1.0", "null")),
            (set(TEXT, &root, "/b/0/y", &one), TEXT.replace("{\"x\":1}", "{\"x\":1,\"y\": 1}")),
            (set(TEXT, &root, "/c/~0~1", &one), TEXT.replace("{}", "{\n    \"~/\": 1\n  }")),
            (insert_item(TEXT, &root, "/b", 0, "0"), TEXT.replace("{\"x\":1}", "0,\n    {\"x\":1}")),
            (insert_item(TEXT, &root, "/b", 9, "3"), TEXT.replace("2\n", "2,\n    3\n")),
            (insert_member(TEXT, &root, "", 1, "n", "[]"), TEXT.replace("\"b\"", "\"n\": [],\n  \"b\"")),
            (remove(TEXT, &root, "/a"), TEXT.replace("\"a\": 1.0,\n  ", "")),
            (remove(TEXT, &root, "/b/1"), TEXT.replace(",\n    2", "")),
            (remove(TEXT, &root, "/c"), TEXT.replace(", \"c\":{}", "")),
            (remove(TEXT, &root, "/b/0/x"), TEXT.replace("{\"x\":1}", "{}")),
        ] {
            assert_eq!(after(&[edit.expect("there")]), result);
        }
    }

    #[test]
    fn items_move() {
        let (root, _) = parse(TEXT);
        let moved = TEXT.replace("{\"x\":1},\n    2", "2,\n    {\"x\":1}");
        assert_eq!(after(&move_item(TEXT, &root, "/b", 0, 1).expect("there")), moved);
        assert_eq!(after(&move_item(TEXT, &root, "/b", 1, 0).expect("there")), moved);
        assert_eq!(move_item(TEXT, &root, "/b", 1, 9), Ok(vec![]));
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        let (root, _) = parse(TEXT);
        assert_eq!(set(TEXT, &root, "/z/y", &Value::Null), Err(EditError::NotThere("/z".into())));
        assert_eq!(set(TEXT, &root, "/a/y", &Value::Null), Err(EditError::WrongKind("/a".into(), "object")));
        assert_eq!(remove(TEXT, &root, "/b/2"), Err(EditError::NotThere("/b/2".into())));
        let twice = [
            TextEdit { span: Span::new(0, 3), text: String::new() },
            TextEdit { span: Span::new(2, 4), text: String::new() },
        ];
        assert_eq!(apply(TEXT, &twice), Err(EditError::Overlap(2)));
    }
}
