//! Where two values differ.

use std::collections::HashMap;

use zonedesk_jsonpath::{Kind, Node, Value};

use super::Difference;
use crate::text::pointer_token;

/// How many places [`differ`] would name, without making anything.
pub(super) fn count_differences(before: Node<'_>, after: Node<'_>) -> u32 {
    if before.is_at(after) {
        return 0;
    }
    match (before.kind(), after.kind()) {
        (Kind::Object, Kind::Object) => of_objects(before, after),
        (Kind::Array, Kind::Array) => {
            let (mut a, mut b) = (before.children(), after.children());
            let mut count = 0;
            loop {
                count += match (a.next(), b.next()) {
                    (Some((_, a)), Some((_, b))) => count_differences(a, b),
                    (None, None) => return count,
                    _ => 1,
                };
            }
        }
        (a, b) if a != b => 1,
        (Kind::String, _) => u32::from(before.as_str() != after.as_str()),
        (Kind::Number, _) => u32::from(before.as_number() != after.as_number()),
        (Kind::Bool, _) => u32::from(before.as_bool() != after.as_bool()),
        _ => 0,
    }
}

fn of_objects(before: Node<'_>, after: Node<'_>) -> u32 {
    let (mut a, mut b) = (before.children(), after.children());
    let mut count = 0;
    // As long as the members stand in the same order, they need not be looked for.
    loop {
        let (rest_a, rest_b) = (a.clone(), b.clone());
        match (a.next(), b.next()) {
            (Some((name_a, value_a)), Some((name_b, value_b))) if name_a.name() == name_b.name() => {
                count += count_differences(value_a, value_b);
            }
            (None, None) => return count,
            _ => {
                let mut others: HashMap<_, _> = rest_b.map(|(name, value)| (name.name(), value)).collect();
                for (name, value) in rest_a {
                    count += others.remove(&name.name()).map_or(1, |other| count_differences(value, other));
                }
                return count + u32::try_from(others.len()).unwrap_or(u32::MAX);
            }
        }
    }
}

/// Where two values differ; lists are compared place by place.
pub(super) fn differ(
    pointer: String,
    before: Option<&Value>,
    after: Option<&Value>,
    out: &mut Vec<Difference>,
) {
    match (before, after) {
        (Some(a), Some(b)) if a == b => {}
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            for (name, value) in a.iter() {
                differ(format!("{pointer}/{}", pointer_token(name)), Some(value), b.get(name), out);
            }
            for (name, value) in b.iter().filter(|(name, _)| a.get(name).is_none()) {
                differ(format!("{pointer}/{}", pointer_token(name)), None, Some(value), out);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            for i in 0..a.len().max(b.len()) {
                differ(format!("{pointer}/{i}"), a.get(i), b.get(i), out);
            }
        }
        (before, after) => out.push(Difference { pointer, before: before.cloned(), after: after.cloned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_and_naming_agree() {
        let values = [
            "null",
            "true",
            "1",
            "1.0",
            "\"a\"",
            "[]",
            "[1,2]",
            "[1,[2]]",
            "{}",
            r#"{"a":1,"b":{"c":[1,2]},"d":null}"#,
            r#"{"b":{"c":[1,3,4]},"a":1,"e":2}"#,
            r#"{"a":1,"x":0,"b":{"c":[1,2]},"d":null}"#,
        ];
        let value = |text: &str| Value::from(serde_json::from_str::<serde_json::Value>(text).expect("JSON"));
        for a in values.map(value) {
            for b in values.map(value) {
                let mut named = Vec::new();
                differ(String::new(), Some(&a), Some(&b), &mut named);
                let counted = count_differences(Node::from(&a), Node::from(&b));
                assert_eq!(counted as usize, named.len(), "{a} {b} {named:?}");
            }
        }
    }
}
