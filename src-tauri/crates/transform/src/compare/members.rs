//! Values side by side, member by member.

use zonedesk_jsonpath::{Object, Path, Step, Value};

use super::MemberChange;

/// How two objects differ, member by member.
#[must_use]
pub fn member_changes(before: &Value, after: &Value) -> Vec<MemberChange> {
    let mut changes = Vec::new();
    let (Value::Object(a), Value::Object(b)) = (before, after) else { return changes };
    let mut differ = |key: &str, before, after| {
        let from = changes.len();
        differ(key, before, after, &mut changes);
        changes[from..].iter_mut().for_each(|change| key.clone_into(&mut change.member));
    };
    for (key, value) in a.iter() {
        differ(key, Some(value), b.get(key));
    }
    for (key, value) in b.iter().filter(|(key, _)| a.get(key).is_none()) {
        differ(key, None, Some(value));
    }
    changes
}

fn differ(name: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<MemberChange>) {
    match (before, after) {
        (Some(a), Some(b)) if a == b => {}
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            for (key, value) in a.iter() {
                differ(&format!("{name}.{key}"), Some(value), b.get(key), out);
            }
            for (key, value) in b.iter().filter(|(key, _)| a.get(key).is_none()) {
                differ(&format!("{name}.{key}"), None, Some(value), out);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => lists(name, a, b, out),
        (before, after) => {
            out.push(MemberChange {
                member: String::new(),
                name: name.to_owned(),
                before: before.cloned(),
                after: after.cloned(),
            });
        }
    }
}

/// What both lists begin and end with is passed over, so that an item put in between is one change.
fn lists(name: &str, a: &[Value], b: &[Value], out: &mut Vec<MemberChange>) {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    for i in 0..a.len().max(b.len()) {
        differ(&format!("{name}[{}]", head + i), a.get(i), b.get(i), out);
    }
}

/// A mapping without what says nothing: keys at their defaults, two spellings of one path, `type` for `function`.
pub(super) fn normal(mapping: &Value) -> Value {
    let Value::Object(members) = mapping else { return mapping.clone() };
    let said = members.iter().filter_map(|(key, value)| Some((key.to_owned(), normal_member(key, value)?)));
    Value::Object(said.collect::<Object>())
}

/// A member of a mapping as [`normal`] has it; none where it says nothing.
pub(super) fn normal_member(key: &str, value: &Value) -> Option<Value> {
    Some(match (key, value) {
        (
            "optional" | "ignore" | "preserveArrayWithSingleElement" | "correlationAttribute",
            Value::Bool(false),
        ) => return None,
        ("type", Value::String(kind)) if kind == "set" => return None,
        ("functions", Value::Array(list)) if list.is_empty() => return None,
        ("functions", Value::Array(list)) => Value::Array(list.iter().map(normal_function).collect()),
        ("sourcePath" | "targetPath" | "variablePath", Value::String(path)) => {
            Value::from(one_spelling(path))
        }
        _ => value.clone(),
    })
}

pub(super) fn normal_function(call: &Value) -> Value {
    let Value::Object(members) = call else { return call.clone() };
    let mut out = Object::new();
    for (key, value) in members.iter() {
        match (key, value) {
            ("type", name) if members.get("function").is_none() => out.insert("function", name.clone()),
            ("applyOnJsonAttribute", name) => out.insert("applyOnAttribute", name.clone()),
            ("applyOnElements" | "skipPadding", Value::Bool(false)) => None,
            _ => out.insert(key, value.clone()),
        };
    }
    Value::Object(out)
}

/// A path of names and indexes in one spelling; any other as it is.
pub(super) fn one_spelling(text: &str) -> String {
    use std::fmt::Write as _;
    // A property in it may stand for anything.
    if text.contains('%') {
        return text.to_owned();
    }
    let Ok(path) = Path::parse(text).runnable() else { return text.to_owned() };
    let mut out = String::from(if path.relative { "@" } else { "$" });
    for step in &path.steps {
        let written = match step {
            Step::Name(name) if plain(name.as_str()) => write!(out, ".{}", name.as_str()),
            Step::Name(name) => {
                let escaped = name.as_str().replace('\\', "\\\\").replace('\'', "\\'");
                write!(out, "['{escaped}']")
            }
            Step::Index(i) => write!(out, "[{i}]"),
            _ => return text.to_owned(),
        };
        if written.is_err() {
            return text.to_owned();
        }
    }
    out
}

fn plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}
