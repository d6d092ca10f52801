//! What became of an entity and of each mapping, as JSON.

use zonedesk_jsonpath::{Object, Value};
use zonedesk_transform::{Explained, Outcome, RunError, Skip, Why};

pub(super) fn value_of(json: &[u8]) -> Value {
    let mut tape = zonedesk_jsonpath::Tape::new();
    tape.parse(json).map(|document| zonedesk_jsonpath::Node::from(&document).to_value()).unwrap_or_default()
}

pub(super) fn failed(number: u64, line: &[u8], failure: &RunError) -> Vec<u8> {
    let mut told = Object::new();
    told.insert("line", Value::from(i64::try_from(number).unwrap_or(i64::MAX)));
    if let Some(id) = value_of(line).as_object().and_then(|o| o.get("id")) {
        told.insert("id", id.clone());
    }
    told.insert("pointer", Value::from(failure.pointer.as_str()));
    if let Some(path) = &failure.path {
        told.insert("path", Value::from(path.as_str()));
    }
    told.insert("error", Value::from(failure.reason.to_string()));
    let mut out = Vec::new();
    Value::Object(told).write_json(&mut out);
    out
}

pub(super) fn skip_name(skip: Skip) -> &'static str {
    match skip {
        Skip::Ignored => "ignored",
        Skip::Condition => "condition",
        Skip::Operation => "operation",
    }
}

/// What one mapping did, as JSON.
pub(super) fn mapping(told: &Explained) -> Value {
    let mut out = Object::new();
    let texts = |list: &[String]| Value::Array(list.iter().map(|s| Value::from(s.as_str())).collect());
    out.insert("pointer", Value::from(&*told.pointer));
    match &told.outcome {
        Outcome::Ran => {
            out.insert("outcome", Value::from("ran"));
        }
        Outcome::Failed(failure) => {
            out.insert("outcome", Value::from("failed"));
            out.insert("error", Value::from(failure.reason.to_string()));
        }
        Outcome::Not(why) => {
            out.insert("outcome", Value::from("skipped"));
            out.insert("why", Value::from(why_name(why)));
            match why {
                Why::Condition => {
                    let tested = told.condition.as_ref();
                    let comparisons = tested.map_or(&[][..], |tested| &tested.comparisons);
                    out.insert("comparisons", Value::Array(comparisons.iter().map(comparison).collect()));
                    if let Some(fault) = tested.and_then(|tested| tested.fault.as_ref()) {
                        out.insert("error", Value::from(fault.to_string()));
                    }
                }
                Why::Unset(name) => {
                    out.insert("variable", Value::from(name.as_str()));
                }
                _ => {}
            }
        }
    }
    for (name, places) in [("sources", &told.sources), ("targets", &told.targets)] {
        if !places.is_empty() {
            out.insert(name, texts(places));
        }
    }
    if let Some(value) = &told.value {
        out.insert("value", (**value).clone());
    }
    if !told.functions.is_empty() {
        let functions = told.functions.iter().map(|f| {
            let mut run = Object::new();
            run.insert("function", Value::from(f.name.as_str()));
            run.insert("ran", Value::from(f.ran));
            for (name, value) in [("before", &f.before), ("after", &f.after)] {
                if let Some(value) = value {
                    run.insert(name, (**value).clone());
                }
            }
            Value::Object(run)
        });
        out.insert("functions", Value::Array(functions.collect()));
    }
    if let Some(result) = &told.result {
        out.insert("result", (**result).clone());
    }
    Value::Object(out)
}

fn comparison(compared: &zonedesk_jsonpath::Compared) -> Value {
    let mut out = Object::new();
    let offset = |n: usize| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
    out.insert("from", offset(compared.span.start));
    out.insert("to", offset(compared.span.end));
    for (name, side) in [("left", &compared.left), ("right", &compared.right)] {
        if let Some(value) = side {
            out.insert(name, value.clone());
        }
    }
    match &compared.outcome {
        Ok(holds) => out.insert("holds", Value::from(*holds)),
        Err(fault) => out.insert("error", Value::from(fault.to_string())),
    };
    Value::Object(out)
}

fn why_name(why: &Why) -> &'static str {
    match why {
        Why::Ignored => "ignored",
        Why::Scope => "scope",
        Why::Condition => "condition",
        Why::Missing => "missing",
        Why::Null => "null",
        Why::Unset(_) => "variable not set",
        Why::NoElements => "no elements to write to",
    }
}
