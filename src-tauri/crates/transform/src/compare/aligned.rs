//! Both sides of a mapping, line by line, as a person reads them beside one another.

use serde::Serialize;
use zonedesk_jsonpath::{Object, Value};

use super::members::{normal_function, normal_member};

/// A line of a mapping on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `sourcePath`, `functions[0]`; a parameter of a function follows it as `  .target`.
    pub name: String,
    /// Paths, conditions, variables and names of functions as they are, all else as JSON; none: not on this side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Means the same on both sides, whatever its spelling; what is absent and at its default is the same.
    pub same: bool,
}

/// A value longer than this is gone into where it is a list or an object.
const INLINE: usize = 80;

/// Above so many pairs of items only their places are looked at.
const MOST_PAIRS: usize = 1_000_000;

/// All members of a mapping in the order in which they are written; none: the mapping is not on this side.
pub(super) fn lines(before: Option<&Value>, after: Option<&Value>) -> Vec<Line> {
    let (a, b) = (before.and_then(Value::as_object), after.and_then(Value::as_object));
    let both = a.is_some() && b.is_some();
    let mut out = Vec::new();
    for key in in_order(a, b) {
        let (a, b) = (a.and_then(|a| a.get(key)), b.and_then(|b| b.get(key)));
        match key {
            "functions" if are_lists(a, b) => functions(a, b, &mut out),
            "valueMappings" if are_lists(a, b) => value_mappings(a, b, &mut out),
            _ => {
                let normal = |value: Option<&Value>| value.and_then(|value| normal_member(key, value));
                let same = both && normal(a) == normal(b);
                value(key, (a, b), Some(same), &|value| shown(key, value), &mut out);
            }
        }
    }
    out
}

/// The value of a member of a mapping or an entity type, as it is shown.
#[must_use]
pub fn shown(key: &str, value: &Value) -> String {
    let plain = matches!(
        key,
        "sourcePath"
            | "targetPath"
            | "variablePath"
            | "sourceVariable"
            | "targetVariable"
            | "condition"
            | "scope"
            | "type"
            | "scimEntityEndpoint"
    );
    match value {
        Value::String(text) if plain && is_plain(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a text is told from its surroundings without quotes.
fn is_plain(text: &str) -> bool {
    !text.trim().is_empty() && text.trim() == text && !text.contains(char::is_control)
}

/// The names of both: those before, each that is only after behind the one that it follows there.
fn in_order<'v>(a: Option<&'v Object>, b: Option<&'v Object>) -> Vec<&'v str> {
    let mut names: Vec<&str> = a.into_iter().flat_map(Object::iter).map(|(name, _)| name).collect();
    let mut behind = 0;
    for (name, _) in b.into_iter().flat_map(Object::iter) {
        behind = match names.iter().position(|known| *known == name) {
            Some(at) => at + 1,
            None => {
                names.insert(behind, name);
                behind + 1
            }
        };
    }
    names
}

fn are_lists(a: Option<&Value>, b: Option<&Value>) -> bool {
    let filled = |value: &Value| value.as_array().is_some_and(|list| !list.is_empty());
    let list = |value: Option<&Value>| value.is_none_or(|value| value.as_array().is_some());
    list(a) && list(b) && [a, b].into_iter().flatten().any(filled)
}

fn items(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).unwrap_or_default()
}

/// A value on a line, or on several where it is long. `same`: known already.
fn value(
    name: &str,
    (a, b): (Option<&Value>, Option<&Value>),
    same: Option<bool>,
    shown: &dyn Fn(&Value) -> String,
    out: &mut Vec<Line>,
) {
    let is_long = |value: &Value| value.to_string().len() > INLINE;
    let long = [a, b].into_iter().flatten().any(is_long);
    let sides = || [a, b].into_iter().flatten();
    let json = |value: &Value| value.to_string();
    if long && sides().all(|value| value.as_object().is_some_and(|o| !o.is_empty())) {
        let (a, b) = (a.and_then(Value::as_object), b.and_then(Value::as_object));
        for key in in_order(a, b) {
            let pair = (a.and_then(|a| a.get(key)), b.and_then(|b| b.get(key)));
            value(&format!("{name}.{key}"), pair, None, &json, out);
        }
    } else if long && sides().all(|value| value.as_array().is_some_and(|list| !list.is_empty())) {
        for (i, j) in pairs(items(a), items(b), |a, b| u32::from(a == b)) {
            let pair = (i.map(|i| &items(a)[i]), j.map(|j| &items(b)[j]));
            value(&format!("{name}[{}]", j.or(i).unwrap_or_default()), pair, None, &json, out);
        }
    } else {
        out.push(Line {
            name: name.to_owned(),
            before: a.map(shown),
            after: b.map(shown),
            same: same.unwrap_or(a == b),
        });
    }
}

fn functions(a: Option<&Value>, b: Option<&Value>, out: &mut Vec<Line>) {
    let normal = |list| items(list).iter().map(normal_function).collect::<Vec<Value>>();
    let (normal_a, normal_b) = (normal(a), normal(b));
    let called = |call: &Value| call.as_object().and_then(|call| call.get("function")).cloned();
    let alike = |a: &Value, b: &Value| if a == b { 4 } else { 1 + u32::from(called(a) == called(b)) };
    for (i, j) in pairs(&normal_a, &normal_b, alike) {
        let name = format!("functions[{}]", j.or(i).unwrap_or_default());
        let (a, b) = (i.map(|i| &items(a)[i]), j.map(|j| &items(b)[j]));
        let (na, nb) = (i.map(|i| &normal_a[i]), j.map(|j| &normal_b[j]));
        let text = |value: &Value| match called(value) {
            Some(Value::String(text)) if is_plain(&text) => text,
            _ => value.to_string(),
        };
        out.push(Line {
            name,
            before: na.map(text),
            after: nb.map(text),
            same: na.and_then(called) == nb.and_then(called) && na.is_some() == nb.is_some(),
        });
        parameters((a, na), (b, nb), out);
    }
}

/// The parameters of a function: as written, and in normal form.
fn parameters(a: (Option<&Value>, Option<&Value>), b: (Option<&Value>, Option<&Value>), out: &mut Vec<Line>) {
    // Names in normal form stand for those written; one at its default has only the latter.
    let written = |(raw, normal): (Option<&Value>, Option<&Value>)| -> Object {
        let Some(raw) = raw.and_then(Value::as_object) else { return Object::new() };
        let names_it = |name: &str| name == "function" || (name == "type" && raw.get("function").is_none());
        let normal = normal.and_then(Value::as_object);
        let spelled = |name: &str| {
            match name {
                "applyOnJsonAttribute" if normal.is_some_and(|n| n.get(name).is_none()) => "applyOnAttribute",
                _ => name,
            }
            .to_owned()
        };
        let members = raw.iter().filter(|(name, _)| !names_it(name));
        members.map(|(name, value)| (spelled(name), value.clone())).collect()
    };
    let (here, there) = (written(a), written(b));
    for key in in_order(Some(&here), Some(&there)) {
        let normal = |(_, normal): (Option<&Value>, Option<&Value>)| {
            normal.and_then(Value::as_object).and_then(|o| o.get(key)).cloned()
        };
        // A parameter at its default, of a function that is on one side only, is no sameness.
        let same = a.0.is_some() == b.0.is_some() && normal(a) == normal(b);
        let shown = |value: &Value| match value {
            Value::String(text) if key == "condition" && is_plain(text) => text.clone(),
            other => other.to_string(),
        };
        value(&format!("  .{key}"), (here.get(key), there.get(key)), Some(same), &shown, out);
    }
}

fn value_mappings(a: Option<&Value>, b: Option<&Value>, out: &mut Vec<Line>) {
    let of = |entry: &Value, name: &str| entry.as_object().and_then(|entry| entry.get(name)).cloned();
    let alike = |a: &Value, b: &Value| {
        let same = |name| of(a, name).is_some() && of(a, name) == of(b, name);
        if a == b { 4 } else { 2 * u32::from(same("key")) + u32::from(same("mappedValue")) }
    };
    let shown = |entry: &Value| match (of(entry, "key"), of(entry, "mappedValue"), entry.as_object()) {
        (Some(key), Some(mapped), Some(entry)) if entry.len() == 2 => {
            let key = match &key {
                Value::Array(keys) if keys.len() == 1 => keys[0].to_string(),
                keys => keys.to_string(),
            };
            format!("{key} → {mapped}")
        }
        _ => entry.to_string(),
    };
    for (i, j) in pairs(items(a), items(b), alike) {
        let (a, b) = (i.map(|i| &items(a)[i]), j.map(|j| &items(b)[j]));
        out.push(Line {
            name: format!("valueMappings[{}]", j.or(i).unwrap_or_default()),
            before: a.map(shown),
            after: b.map(shown),
            same: a == b,
        });
    }
}

/// All items of both lists in their order, those beside one another that have the highest scores in sum.
fn pairs(
    a: &[Value],
    b: &[Value],
    score: impl Fn(&Value, &Value) -> u32,
) -> Vec<(Option<usize>, Option<usize>)> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (m, n) = (a.len() - head - tail, b.len() - head - tail);
    let mut middle = Vec::new();
    if m.saturating_mul(n) > MOST_PAIRS {
        middle.extend((0..m.max(n)).map(|k| ((k < m).then_some(head + k), (k < n).then_some(head + k))));
    } else {
        // Of the rests from k and l on: the best sum.
        let width = n + 1;
        let mut best = vec![0; (m + 1) * width];
        let mut scores = vec![0; best.len()];
        for k in (0..m).rev() {
            for l in (0..n).rev() {
                let at = k * width + l;
                scores[at] = score(&a[head + k], &b[head + l]);
                let paired = if scores[at] > 0 { scores[at] + best[at + width + 1] } else { 0 };
                best[at] = paired.max(best[at + 1]).max(best[at + width]);
            }
        }
        let (mut k, mut l) = (0, 0);
        while k < m || l < n {
            let at = k * width + l;
            let pair = k < m && l < n && scores[at] > 0 && best[at] == scores[at] + best[at + width + 1];
            if pair {
                middle.push((Some(head + k), Some(head + l)));
                (k, l) = (k + 1, l + 1);
            } else if k < m && (l == n || best[at] == best[at + width]) {
                middle.push((Some(head + k), None));
                k += 1;
            } else {
                middle.push((None, Some(head + l)));
                l += 1;
            }
        }
    }
    let heads = (0..head).map(|k| (Some(k), Some(k)));
    let tails = (0..tail).map(|k| (Some(head + m + k), Some(head + n + k)));
    heads.chain(middle).chain(tails).collect()
}
