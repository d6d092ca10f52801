//! What became of an entity and of each mapping, as JSON.

use zonedesk_jsonpath::{Object, Value};
use zonedesk_transform::{Ended, Explained, Outcome, RunError, Skip, Why};

pub(super) fn value_of(json: &[u8]) -> Value {
    let mut tape = zonedesk_jsonpath::Tape::new();
    tape.parse(json).map(|document| zonedesk_jsonpath::Node::from(&document).to_value()).unwrap_or_default()
}

/// Why an entity could not be run.
pub(super) fn failed(number: u64, line: &[u8], failure: &RunError) -> Value {
    let mut told = Object::new();
    told.insert("line", count(number));
    if let Some(id) = value_of(line).as_object().and_then(|o| o.get("id")) {
        told.insert("id", id.clone());
    }
    told.insert("pointer", Value::from(failure.pointer.as_str()));
    if let Some(path) = &failure.path {
        told.insert("path", Value::from(path.as_str()));
    }
    told.insert("error", Value::from(failure.reason.to_string()));
    Value::Object(told)
}

/// How a run ended, with what came out of it, and what each mapping did.
pub(super) fn traced(
    number: u64,
    ended: &Result<Ended<()>, RunError>,
    output: &[u8],
    mappings: &[Explained],
) -> Value {
    let mut told = Object::new();
    told.insert("line", count(number));
    match ended {
        Ok(Ended::Entity(())) => {
            told.insert("ended", Value::from("written"));
            told.insert("output", value_of(output));
        }
        Ok(Ended::Skipped(skip)) => {
            told.insert("ended", Value::from("skipped"));
            told.insert("why", Value::from(skip_name(*skip)));
        }
        Ok(Ended::Deleted) => {
            told.insert("ended", Value::from("deleted"));
        }
        Err(failure) => {
            told.insert("ended", Value::from("failed"));
            told.insert("pointer", Value::from(failure.pointer.as_str()));
            told.insert("error", Value::from(failure.reason.to_string()));
        }
    }
    told.insert("mappings", Value::Array(mappings.iter().map(mapping).collect()));
    Value::Object(told)
}

fn count(n: u64) -> Value {
    Value::from(i64::try_from(n).unwrap_or(i64::MAX))
}

fn skip_name(skip: Skip) -> &'static str {
    match skip {
        Skip::Ignored => "ignored",
        Skip::Condition => "condition",
        Skip::Operation => "operation",
    }
}

/// What one mapping did.
fn mapping(told: &Explained) -> Value {
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
    out.insert("from", count(compared.span.start as u64));
    out.insert("to", count(compared.span.end as u64));
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
