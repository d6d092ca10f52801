//! Recorded answers of the real Jayway JsonPath 3.0.0, and what it takes to compare the engine with them.
//!
//! A line of `cases/*.jsonl` is a question and its answer:
//! `{"id", "kind":"path", "doc", "path", "answer":{"ok":true,"definite","value","paths"}}`,
//! `{"id", "kind":"condition", "doc", "condition"[, "item"], "answer":{"ok":true,"value"[,"root"]}}`, or
//! `{"ok":false,"error","at":"compile"|"run"[,"missing":true]}` as an answer. `decided`, where present, is what the engine
//! answers on purpose instead; `notCopied` marks a defect of Jayway that has no such answer.

use zonedesk_jsonpath::{Condition, Fault, Fuel, Node, Path, Reading, Scope, Tape, Value};

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Agrees,
    /// A defect of Jayway that is not copied.
    NotCopied,
    Differs(String),
}

/// Compares the engine's answer to one case with the recorded one.
///
/// # Panics
/// Where the line is no case.
#[must_use]
pub fn check(case: &Value) -> Verdict {
    let get = |name: &str| case.as_object().and_then(|o| o.get(name));
    if get("notCopied").is_some() {
        return Verdict::NotCopied;
    }
    let want = get("decided").or(get("answer")).expect("a case has an answer");
    let doc = get("doc").expect("a case has a document");
    let differs = match get("kind").and_then(Value::as_str) {
        Some("path") => path(get("path").expect("a path"), doc, want),
        Some("condition") => {
            let text = get("condition").and_then(Value::as_str).expect("a condition");
            condition(text, doc, get("item").unwrap_or(doc), want)
        }
        kind => panic!("cases of kind {kind:?} are not known here"),
    };
    differs.map_or(Verdict::Agrees, Verdict::Differs)
}

/// Reads the lines of a file of cases.
///
/// # Panics
/// Where a line is no JSON.
#[must_use]
pub fn cases(lines: &str) -> Vec<Value> {
    let mut tape = Tape::new();
    let parse = |line: &str| Node::from(&tape.parse_str(line).expect(line)).to_value();
    lines.lines().map(parse).collect()
}

fn field<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.as_object().and_then(|o| o.get(name))
}

fn flag(object: &Value, name: &str) -> bool {
    field(object, name).and_then(Value::as_bool) == Some(true)
}

/// How the engine differs on a path; `None` where it agrees.
fn path(text: &Value, doc: &Value, want: &Value) -> Option<String> {
    let parsed = Path::parse(text.as_str().unwrap_or_default()).runnable();
    let at_compile = field(want, "at").and_then(Value::as_str) == Some("compile");
    let path = match parsed {
        Err(_) if at_compile => return None,
        Err(finding) => return Some(format!("refused: {}", finding.problem)),
        Ok(path) if at_compile => return Some(format!("understood as {:?}", path.steps)),
        Ok(path) => path,
    };
    let definite = flag(want, "definite");
    if path.is_definite() != definite {
        return Some(format!("definite: {} instead of {definite}", path.is_definite()));
    }
    let fuel = Fuel::default();
    let reading = path.locate(Scope::of(Node::from(doc), &(), &fuel));
    if !flag(want, "ok") {
        return match reading {
            Ok(Reading::Missing) => None,
            Err(_) if !flag(want, "missing") => None,
            got => Some(format!("{got:?} instead of nothing")),
        };
    }
    let hits = match reading {
        Ok(Reading::One(hit)) => vec![hit],
        Ok(Reading::Many(hits)) => hits,
        got => return Some(format!("{got:?} instead of a value")),
    };
    let values: Vec<Value> = hits.iter().map(|hit| Node::from(&hit.value).to_value()).collect();
    let got = if definite { values.into_iter().next().unwrap_or_default() } else { Value::Array(values) };
    let value = field(want, "value").expect("a good answer has a value");
    if !same(&got, value) {
        return Some(format!("{got} instead of {value}"));
    }
    let places: Vec<Value> = hits.into_iter().map(|hit| Value::String(hit.place)).collect();
    match field(want, "paths") {
        Some(paths) if *paths != Value::Array(places.clone()) => {
            Some(format!("at {} instead of {paths}", Value::Array(places)))
        }
        _ => None,
    }
}

/// How the engine differs on a condition; `None` where it agrees.
fn condition(text: &str, doc: &Value, item: &Value, want: &Value) -> Option<String> {
    let parsed = Condition::parse(text).runnable();
    let at_compile = field(want, "at").and_then(Value::as_str) == Some("compile");
    let condition = match parsed {
        Err(_) if at_compile => return None,
        Err(finding) => return Some(format!("refused: {}", finding.problem)),
        Ok(condition) if at_compile => return Some(format!("understood as {:?}", condition.root)),
        Ok(condition) => condition,
    };
    let fuel = Fuel::default();
    let got = condition.holds(Scope::of(Node::from(doc), &(), &fuel).with_item(Node::from(item)));
    if flag(want, "ok") {
        let value = flag(want, "value");
        return (got != Ok(value)).then(|| format!("{got:?} instead of {value}"));
    }
    // Jayway raised an error: the condition is false, unless Jayway crashed, where anything but a crash is right
    let crashed = field(want, "root").is_some_and(|root| root.as_str().is_some());
    match got {
        Ok(true) if !crashed => Some("true where Jayway raises an error".to_owned()),
        Err(Fault::OutOfFuel) => Some("out of fuel".to_owned()),
        _ => None,
    }
}

/// Equality of values, numbers compared by value.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64().to_bits() == b.as_f64().to_bits(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}
