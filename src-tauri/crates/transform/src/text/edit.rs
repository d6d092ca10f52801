//! Changes of a text by JSON pointer that leave every other byte as it was.

use serde::{Deserialize, Serialize};
use zonedesk_jsonpath::Value;

use super::layout::{Layout, indent, laid_out, own_line};
use super::{Json, Kind, Member, Span};

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

/// Replaces the value at `pointer` by JSON, or adds it as the last member of an object that is there.
///
/// # Errors
/// When there is no such object or list.
pub fn set(text: &str, root: &Json, pointer: &str, json: &str) -> Result<TextEdit, EditError> {
    let (parent, name) = split(pointer);
    let Some(old) = root.at(pointer) else {
        let count = object(root, parent)?.len();
        return insert_member(text, root, parent, count, &name, json);
    };
    let flat = match old.kind {
        Kind::Object(_) | Kind::Array(_) if !inside(old).of(text).trim().is_empty() => one_line(text, old),
        _ => root.at(parent).is_some_and(|holder| one_line(text, holder)),
    };
    let text = if flat { json.to_owned() } else { laid_out(text, root, json, indent(text, old.span.start)) };
    Ok(TextEdit { span: old.span, text })
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
    let spans: Vec<Span> = members.iter().map(Member::span).collect();
    // The colon as the neighbour has it.
    let colon = members.get(index).or(members.last()).map_or(": ", |m| {
        let between = &text[m.name_span.end..m.value.span.start];
        if between.contains(['\n', '\r']) { ": " } else { between }
    });
    let name = Value::from(name).to_string();
    insert(text, root, pointer, &spans, index, |value| format!("{name}{colon}{value}"), json)
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
    let spans: Vec<Span> = list(root, pointer)?.iter().map(|v| v.span).collect();
    insert(text, root, pointer, &spans, index, str::to_owned, json)
}

/// Takes a member or item out, with the comma that belonged to it.
///
/// # Errors
/// When nothing stands at `pointer`.
pub fn remove(root: &Json, pointer: &str) -> Result<TextEdit, EditError> {
    let (parent, name) = split(pointer);
    let holder = there(root, parent)?;
    let spans: Vec<Span> = match &holder.kind {
        Kind::Object(members) => members.iter().map(Member::span).collect(),
        Kind::Array(items) => items.iter().map(|v| v.span).collect(),
        _ => Vec::new(),
    };
    let index = match &holder.kind {
        Kind::Object(members) => members.iter().rposition(|m| m.name == name),
        _ => name.parse().ok().filter(|&i: &usize| i < spans.len()),
    };
    let index = index.ok_or_else(|| EditError::NotThere(pointer.to_owned()))?;
    let span = if let Some(next) = spans.get(index + 1) {
        Span::new(spans[index].start, next.start)
    } else if index > 0 {
        Span::new(spans[index - 1].end, spans[index].end)
    } else {
        // The only one: with the blanks around it.
        inside(holder)
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
    let items = list(root, pointer)?;
    let item = items.get(from).ok_or_else(|| EditError::NotThere(format!("{pointer}/{from}")))?;
    let to = to.min(items.len() - 1);
    let (first, last) = (from.min(to), from.max(to));
    let gap = |i: usize| &text[items[i].span.end..items[i + 1].span.start];
    if (first..last).all(|i| gap(i) == gap(first)) {
        return Ok(match from.cmp(&to) {
            std::cmp::Ordering::Equal => Vec::new(),
            std::cmp::Ordering::Less => vec![
                TextEdit {
                    span: Span::new(item.span.start, items[from + 1].span.start),
                    text: String::new(),
                },
                TextEdit {
                    span: Span::at(items[to].span.end),
                    text: format!("{}{}", gap(from), item.span.of(text)),
                },
            ],
            std::cmp::Ordering::Greater => vec![
                TextEdit {
                    span: Span::at(items[to].span.start),
                    text: format!("{}{}", item.span.of(text), gap(to)),
                },
                TextEdit { span: Span::new(items[from - 1].span.end, item.span.end), text: String::new() },
            ],
        });
    }
    // Blanks and commas stay where they are: each of those between takes the text of its neighbour.
    let mut order: Vec<usize> = (first..=last).collect();
    order.remove(from - first);
    order.insert(to - first, from);
    let edit = |(place, source): (usize, &usize)| TextEdit {
        span: items[place].span,
        text: items[*source].span.of(text).to_owned(),
    };
    Ok((first..).zip(&order).map(edit).collect())
}

/// `spans`: what the holder at `pointer` has. `spell` makes the member or item of the value's text.
fn insert(
    text: &str,
    root: &Json,
    pointer: &str,
    spans: &[Span],
    index: usize,
    spell: impl Fn(&str) -> String,
    json: &str,
) -> Result<TextEdit, EditError> {
    let beside = |at: usize| {
        let value = own_line(text, at).map(|base| laid_out(text, root, json, base));
        spell(value.as_deref().unwrap_or(json))
    };
    if let Some(next) = spans.get(index) {
        // Before another one: with its distance to what stands before it.
        let gap = match gap_before(text, next.start) {
            "" if index == 0 => " ",
            gap => gap,
        };
        return Ok(TextEdit { span: Span::at(next.start), text: format!("{},{gap}", beside(next.start)) });
    }
    if let Some(last) = spans.last() {
        let gap = gap_before(text, last.start);
        let gap = if gap.is_empty() && spans.len() == 1 { " " } else { gap };
        return Ok(TextEdit { span: Span::at(last.end), text: format!(",{gap}{}", beside(last.start)) });
    }
    let holder = there(root, pointer)?;
    let outer = if pointer.is_empty() { None } else { root.at(split(pointer).0) };
    if outer.map_or_else(|| !text.trim().contains(['\n', '\r']), |outer| one_line(text, outer)) {
        return Ok(TextEdit { span: inside(holder), text: spell(json) });
    }
    let layout = Layout::of(text, root);
    let base = indent(text, holder.span.start);
    let deep = format!("{base}{}", layout.unit);
    let new = spell(&laid_out(text, root, json, &deep));
    let newline = layout.newline;
    Ok(TextEdit { span: inside(holder), text: format!("{newline}{deep}{new}{newline}{base}") })
}

/// The blanks directly before `at`.
fn gap_before(text: &str, at: usize) -> &str {
    &text[text[..at].trim_end_matches([' ', '\t', '\n', '\r']).len()..at]
}

/// Between the brackets.
fn inside(holder: &Json) -> Span {
    Span::new(holder.span.start + 1, holder.span.end - 1)
}

fn one_line(text: &str, json: &Json) -> bool {
    !json.span.of(text).contains(['\n', '\r'])
}

fn there<'j>(root: &'j Json, pointer: &str) -> Result<&'j Json, EditError> {
    root.at(pointer).ok_or_else(|| EditError::NotThere(pointer.to_owned()))
}

fn object<'j>(root: &'j Json, pointer: &str) -> Result<&'j [Member], EditError> {
    match &there(root, pointer)?.kind {
        Kind::Object(members) => Ok(members),
        _ => Err(EditError::WrongKind(pointer.to_owned(), "object")),
    }
}

fn list<'j>(root: &'j Json, pointer: &str) -> Result<&'j [Json], EditError> {
    match &there(root, pointer)?.kind {
        Kind::Array(items) => Ok(items),
        _ => Err(EditError::WrongKind(pointer.to_owned(), "list")),
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
        for (edit, result) in [
            (set(TEXT, &root, "/a", "null"), TEXT.replace("1.0", "null")),
            (set(TEXT, &root, "/b/0/y", "1"), TEXT.replace("{\"x\":1}", "{\"x\":1, \"y\":1}")),
            (set(TEXT, &root, "/c/~0~1", "1"), TEXT.replace("{}", "{\n    \"~/\": 1\n  }")),
            (insert_item(TEXT, &root, "/b", 0, "0"), TEXT.replace("{\"x\":1}", "0,\n    {\"x\":1}")),
            (insert_item(TEXT, &root, "/b", 9, "3"), TEXT.replace("2\n", "2,\n    3\n")),
            (insert_member(TEXT, &root, "", 1, "n", "[]"), TEXT.replace("\"b\"", "\"n\": [],\n  \"b\"")),
            (remove(&root, "/a"), TEXT.replace("\"a\": 1.0,\n  ", "")),
            (remove(&root, "/b/1"), TEXT.replace(",\n    2", "")),
            (remove(&root, "/c"), TEXT.replace(", \"c\":{}", "")),
            (remove(&root, "/b/0/x"), TEXT.replace("{\"x\":1}", "{}")),
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
        assert_eq!(set(TEXT, &root, "/z/y", "null"), Err(EditError::NotThere("/z".into())));
        assert_eq!(set(TEXT, &root, "/a/y", "null"), Err(EditError::WrongKind("/a".into(), "object")));
        assert_eq!(remove(&root, "/b/2"), Err(EditError::NotThere("/b/2".into())));
        let twice = [
            TextEdit { span: Span::new(0, 3), text: String::new() },
            TextEdit { span: Span::new(2, 4), text: String::new() },
        ];
        assert_eq!(apply(TEXT, &twice), Err(EditError::Overlap(2)));
    }

    #[test]
    fn what_comes_in_is_laid_out_as_its_neighbours() {
        let mapping = r#"{"a":[1,{}]}"#;
        for (text, pointer, result) in [
            (
                "{\n\t\"m\": [\n\t\t0\n\t]\n}",
                "/m",
                "{\n\t\"m\": [\n\t\t0,\n\t\t{\n\t\t\t\"a\": [\n\t\t\t\t1,\n\t\t\t\t{}\n\t\t\t]\n\t\t}\n\t]\n}",
            ),
            (
                "{\r\n    \"m\": []\r\n}",
                "/m",
                "{\r\n    \"m\": [\r\n        {\r\n            \"a\": [\r\n                1,\r\n                {}\r\n            ]\r\n        }\r\n    ]\r\n}",
            ),
            ("{\"m\": []}", "/m", "{\"m\": [{\"a\":[1,{}]}]}"),
            ("{\"m\":[1,2]}", "/m", "{\"m\":[1,2,{\"a\":[1,{}]}]}"),
            ("{\n  \"o\": {\"m\": []}\n}", "/o/m", "{\n  \"o\": {\"m\": [{\"a\":[1,{}]}]}\n}"),
        ] {
            let (root, _) = parse(text);
            let edit = insert_item(text, &root, pointer, 9, mapping).expect("there");
            assert_eq!(apply(text, &[edit]).as_deref(), Ok(result), "{text:?}");
        }
        // What somebody laid out keeps its lines.
        let text = "{\r\n\t\"m\": [\r\n\t\t0\r\n\t]\r\n}";
        let (root, _) = parse(text);
        let edit =
            set(text, &root, "/m/0", "{\n      \"a\": [1, 2],\n\n      \"b\":0\n    }").expect("there");
        assert_eq!(
            apply(text, &[edit]).as_deref(),
            Ok("{\r\n\t\"m\": [\r\n\t\t{\r\n\t\t  \"a\": [1, 2],\r\n\r\n\t\t  \"b\":0\r\n\t\t}\r\n\t]\r\n}")
        );
    }

    #[test]
    fn a_move_over_any_distance_leaves_blanks_and_commas_where_they_are() {
        for (text, regular) in [("[0, 1, 2, 3, 4]", true), ("[\n0,\n1 ,2,\n3,  4]", false)] {
            let (root, _) = parse(text);
            for (from, to) in (0..5).flat_map(|from| (0..6).map(move |to| (from, to))) {
                let edits = move_item(text, &root, "", from, to).expect("there");
                assert!(!regular || edits.len() <= 2, "{edits:?}");
                let mut order: Vec<usize> = (0..5).filter(|&i| i != from).collect();
                order.insert(to.min(4), from);
                let mut numbers = order.iter();
                let wanted: String = text
                    .chars()
                    .map(|c| {
                        if c.is_ascii_digit() {
                            numbers.next().expect("five").to_string()
                        } else {
                            c.to_string()
                        }
                    })
                    .collect();
                assert_eq!(apply(text, &edits), Ok(wanted), "{from} to {to}");
            }
        }
    }
}
