//! Paths and conditions tried on a document, outside of any transformation.

use std::io::{self, BufRead, Write};

use zonedesk_jsonpath::{Condition, Fuel, Node, Path, Reading, Scope, Tape, Value, write_string};

/// What a path leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Missing,
    Value {
        /// Whether the path leads to one place at most. The value of an indefinite path is a list.
        definite: bool,
        value: Value,
        /// Where, in Jayway's notation.
        paths: Vec<String>,
    },
}

/// Reads `path` in the JSON text `document`.
///
/// # Errors
/// Why the document or the path cannot be read, in a sentence.
pub fn read(document: &[u8], path: &str) -> Result<Found, String> {
    let mut tape = Tape::new();
    let document = tape.parse(document).map_err(|error| format!("the document is no JSON: {error}"))?;
    find(Node::from(&document), path)
}

fn find(root: Node<'_>, path: &str) -> Result<Found, String> {
    let path = Path::parse(path).runnable().map_err(|finding| finding.problem.to_string())?;
    let fuel = Fuel::default();
    let hits = match path.locate(Scope::of(root, &(), &fuel)).map_err(|fault| fault.to_string())? {
        Reading::Missing => return Ok(Found::Missing),
        Reading::One(hit) => vec![hit],
        Reading::Many(hits) => hits,
    };
    let mut values: Vec<Value> = hits.iter().map(|hit| Node::from(&hit.value).to_value()).collect();
    let definite = path.is_definite();
    let value = if definite { values.pop().unwrap_or_default() } else { Value::Array(values) };
    Ok(Found::Value { definite, value, paths: hits.into_iter().map(|hit| hit.place).collect() })
}

/// Whether a condition holds. What Jayway raises an error for is false.
fn holds(root: Node<'_>, item: Node<'_>, condition: &str) -> Result<bool, String> {
    let condition = Condition::parse(condition).runnable().map_err(|finding| finding.problem.to_string())?;
    let fuel = Fuel::default();
    Ok(condition.holds(Scope::of(root, &(), &fuel).with_item(item)).unwrap_or(false))
}

/// Answers questions, one a line: `{"id","doc","path"}` or `{"id","doc","condition"[,"item"]}`, where `item` is what `@`
/// is (the document, unless given). The answers are lines of the same order:
/// `{"id","ok":true,"definite","value","paths"}`, `{"id","ok":true,"value"}` of a condition,
/// `{"id","ok":true,"missing":true}` or `{"id","ok":false,"error"}`.
///
/// # Errors
/// Of reading and writing only: a question that cannot be read has an answer too.
pub fn answer_lines(questions: &mut dyn BufRead, answers: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    let mut tape = Tape::new();
    let mut answer = Vec::new();
    while questions.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            answer.clear();
            self::answer(&mut tape, line.trim_ascii(), &mut answer);
            answer.push(b'\n');
            answers.write_all(&answer)?;
        }
        line.clear();
    }
    answers.flush()
}

fn answer(tape: &mut Tape, line: &[u8], out: &mut Vec<u8>) {
    let question = match tape.parse(line) {
        Ok(question) => question,
        Err(error) => {
            out.extend_from_slice(b"{\"id\":null");
            refuse(&format!("the question is no JSON: {error}"), out);
            return;
        }
    };
    let root = Node::from(&question);
    let member = |name: &str| root.member(&zonedesk_jsonpath::Name::new(name));
    out.extend_from_slice(b"{\"id\":");
    match member("id") {
        Some(id) => id.write_json(out),
        None => out.extend_from_slice(b"null"),
    }
    let Some(doc) = member("doc") else {
        refuse("the question has no \"doc\"", out);
        return;
    };
    let text = |name: &str| member(name).and_then(Node::as_str);
    if let Some(path) = text("path") {
        match find(doc, &path) {
            Ok(Found::Missing) => out.extend_from_slice(b",\"ok\":true,\"missing\":true}"),
            Ok(Found::Value { definite, value, paths }) => {
                out.extend_from_slice(format!(",\"ok\":true,\"definite\":{definite},\"value\":").as_bytes());
                value.write_json(out);
                out.extend_from_slice(b",\"paths\":");
                Value::Array(paths.into_iter().map(Value::from).collect()).write_json(out);
                out.push(b'}');
            }
            Err(error) => refuse(&error, out),
        }
    } else if let Some(condition) = text("condition") {
        match holds(doc, member("item").unwrap_or(doc), &condition) {
            Ok(value) => out.extend_from_slice(format!(",\"ok\":true,\"value\":{value}}}").as_bytes()),
            Err(error) => refuse(&error, out),
        }
    } else {
        refuse("the question has neither \"path\" nor \"condition\"", out);
    }
}

fn refuse(error: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"ok\":false,\"error\":");
    write_string(error, out);
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_to_lines() {
        for (question, answer) in [
            (
                r#"{"id":1,"doc":{"a":1.50},"path":"$.a"}"#,
                r#"{"id":1,"ok":true,"definite":true,"value":1.50,"paths":["$['a']"]}"#,
            ),
            (
                r#"{"id":"x","doc":{"a":[1,2]},"path":"$.a[*]"}"#,
                r#"{"id":"x","ok":true,"definite":false,"value":[1,2],"paths":["$['a'][0]","$['a'][1]"]}"#,
            ),
            (r#"{"id":1,"doc":{},"path":"$.a"}"#, r#"{"id":1,"ok":true,"missing":true}"#),
            (r#"{"id":1,"doc":{"a":1},"condition":"$.a == 1"}"#, r#"{"id":1,"ok":true,"value":true}"#),
            (r#"{"id":1,"doc":{"a":1},"condition":"@ == 2","item":2}"#, r#"{"id":1,"ok":true,"value":true}"#),
            (r#"{"id":1,"doc":{"a":1},"condition":"$.a in 1"}"#, r#"{"id":1,"ok":true,"value":false}"#),
        ] {
            let mut out = Vec::new();
            answer_lines(&mut question.as_bytes(), &mut out).expect("memory");
            assert_eq!(String::from_utf8_lossy(&out).trim_end(), answer, "{question}");
        }
        for bad in
            ["x", "{}", r#"{"doc":1}"#, r#"{"doc":1,"path":"$.a["}"#, r#"{"doc":1,"condition":"true"}"#]
        {
            let mut out = Vec::new();
            answer_lines(&mut bad.as_bytes(), &mut out).expect("memory");
            assert!(String::from_utf8_lossy(&out).contains("\"ok\":false,\"error\":"), "{bad}");
        }
    }
}
