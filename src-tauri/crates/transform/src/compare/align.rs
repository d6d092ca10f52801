//! Which mapping became which.

use std::collections::HashMap;

use zonedesk_jsonpath::Value;

use super::gaps;

/// Above so many pairs only those that share a target or source are looked at.
const ALL_PAIRS: usize = 1_000_000;

/// Which mappings are paired so far.
pub(super) struct Pairs {
    /// For each mapping before the one it became.
    pub became: Vec<Option<usize>>,
    /// For each mapping after whether one became it.
    pub taken: Vec<bool>,
}

impl Pairs {
    pub fn pair(&mut self, i: usize, j: usize) {
        self.became[i] = Some(j);
        self.taken[j] = true;
    }

    fn are_open(&self, i: usize, j: usize) -> bool {
        self.became[i].is_none() && !self.taken[j]
    }
}

/// For each mapping before the one it became. Both lists are in normal form.
pub(super) fn align(before: &[Value], after: &[Value]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { became: vec![None; before.len()], taken: vec![false; after.len()] };
    equal(before, after, &mut pairs);
    changed(before, after, &mut pairs);
    gaps::fill(before, after, &mut pairs);
    pairs.became
}

/// Those that mean the same. Of several that do, those beside a pair first: what was written twice and taken out once
/// is the one that is gone, and not the one that stayed among its neighbours.
fn equal(before: &[Value], after: &[Value], pairs: &mut Pairs) {
    let old: Vec<String> = before.iter().map(sorted).collect();
    let new: Vec<String> = after.iter().map(sorted).collect();
    let mut places: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    old.iter().enumerate().for_each(|(i, text)| places.entry(text).or_default().0.push(i));
    new.iter().enumerate().for_each(|(j, text)| places.entry(text).or_default().1.push(j));
    for (olds, news) in places.values() {
        if let ([i], [j]) = (&olds[..], &news[..]) {
            pairs.pair(*i, *j);
        }
    }
    // On from each pair, and from the ends of the lists.
    let grow = |i: usize, beside: Option<usize>, pairs: &mut Pairs| {
        if let Some(j) = beside.filter(|&j| j < new.len() && pairs.are_open(i, j) && old[i] == new[j]) {
            pairs.pair(i, j);
        }
        pairs.became[i]
    };
    let mut beside = Some(0);
    for i in 0..old.len() {
        beside = grow(i, beside, pairs).map(|j| j + 1);
    }
    let mut beside = new.len().checked_sub(1);
    for i in (0..old.len()).rev() {
        beside = grow(i, beside, pairs).and_then(|j| j.checked_sub(1));
    }
    for (olds, news) in places.values() {
        let open_old: Vec<usize> = olds.iter().copied().filter(|&i| pairs.became[i].is_none()).collect();
        let open_new: Vec<usize> = news.iter().copied().filter(|&j| !pairs.taken[j]).collect();
        open_old.into_iter().zip(open_new).for_each(|(i, j)| pairs.pair(i, j));
    }
}

/// Those that still have a target or a source in common, the most alike first.
fn changed(before: &[Value], after: &[Value], pairs: &mut Pairs) {
    let open_before: Vec<usize> = (0..before.len()).filter(|&i| pairs.became[i].is_none()).collect();
    let open_after: Vec<usize> = (0..after.len()).filter(|&j| !pairs.taken[j]).collect();
    let mut candidates = Vec::new();
    let mut look = |i: usize, j: usize| {
        if let Some(score) = similarity(&before[i], &after[j]) {
            candidates.push((score, i.abs_diff(j), i, j));
        }
    };
    if open_before.len().saturating_mul(open_after.len()) <= ALL_PAIRS {
        for &i in &open_before {
            open_after.iter().for_each(|&j| look(i, j));
        }
    } else {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for &j in &open_after {
            keys(&after[j]).for_each(|key| by_key.entry(key).or_default().push(j));
        }
        for &i in &open_before {
            for key in keys(&before[i]) {
                // Of many that share a key the nearest are enough.
                let mut near: Vec<usize> = by_key.get(&key).cloned().unwrap_or_default();
                near.sort_by_key(|&j| i.abs_diff(j));
                near.iter().take(50).for_each(|&j| look(i, j));
            }
        }
    }
    candidates.sort_by_key(|&(score, far, i, j)| (std::cmp::Reverse(score), far, i, j));
    for (_, _, i, j) in candidates {
        if pairs.are_open(i, j) {
            pairs.pair(i, j);
        }
    }
}

/// JSON with members in the order of their names: equal where the values are.
fn sorted(value: &Value) -> String {
    fn write(value: &Value, out: &mut String) {
        match value {
            Value::Object(members) => {
                let mut all: Vec<(&str, &Value)> = members.iter().collect();
                all.sort_by_key(|(name, _)| *name);
                out.push('{');
                for (name, value) in all {
                    out.push_str(&Value::from(name).to_string());
                    write(value, out);
                }
                out.push('}');
            }
            Value::Array(items) => {
                out.push('[');
                for item in items {
                    write(item, out);
                    out.push(',');
                }
                out.push(']');
            }
            scalar => out.push_str(&scalar.to_string()),
        }
    }
    let mut out = String::new();
    write(value, &mut out);
    out
}

pub(super) fn get<'v>(mapping: &'v Value, key: &str) -> Option<&'v Value> {
    mapping.as_object().and_then(|o| o.get(key))
}

pub(super) const SOURCES: [&str; 4] = ["sourcePath", "sourcePaths", "sourceVariable", "constant"];

pub(super) fn source(mapping: &Value) -> Option<(&'static str, &Value)> {
    SOURCES.into_iter().find_map(|key| get(mapping, key).map(|v| (key, v)))
}

fn keys(mapping: &Value) -> impl Iterator<Item = String> {
    let target = get(mapping, "targetPath").map(|v| format!("t{v}"));
    let variable = get(mapping, "targetVariable").map(|v| format!("v{v}"));
    let source = source(mapping).map(|(key, v)| format!("{key}{v}"));
    [target, variable, source].into_iter().flatten()
}

/// How much two mappings have in common; `None` when they are not one mapping that was changed.
fn similarity(a: &Value, b: &Value) -> Option<u32> {
    let same = |key: &str| matches!((get(a, key), get(b, key)), (Some(a), Some(b)) if a == b);
    let alike = |key: &str| get(a, key) == get(b, key);
    let (target, variable) = (same("targetPath"), same("targetVariable"));
    let same_source = source(a).is_some() && source(a) == source(b);
    let bare = |m: &Value| get(m, "targetPath").is_none() && get(m, "targetVariable").is_none();
    let functions = functions(get(a, "functions"), get(b, "functions"));
    // Something must be left of it: where it goes, where it comes from together with how, or a how that is its own.
    let own = same("valueMappings") || (same("functions") && same("condition"));
    let kept = target
        || variable
        || own
        || (same_source && (functions > 0 || (bare(a) && bare(b)) || alike("condition")));
    if !kept {
        return None;
    }
    let mut score = 0;
    for (weight, holds) in [
        (40, target),
        (25, variable),
        (30, same_source),
        (10, alike("scope")),
        (10, alike("condition")),
        (5, alike("type")),
        (3, alike("optional")),
        (2, alike("preserveArrayWithSingleElement")),
    ] {
        score += if holds { weight } else { 0 };
    }
    Some(score + functions)
}

/// Up to 15 for lists of functions that share names and parameters.
pub(super) fn functions(a: Option<&Value>, b: Option<&Value>) -> u32 {
    match (a.and_then(Value::as_array), b.and_then(Value::as_array)) {
        (None, None) => 5,
        (Some(a), Some(b)) => {
            let shared = a.iter().filter(|f| b.contains(f)).count();
            let named =
                a.iter().filter(|f| b.iter().any(|g| get(f, "function") == get(g, "function"))).count();
            let most = a.len().max(b.len()).max(1);
            u32::try_from((shared * 10 + named * 5) / most).unwrap_or(0)
        }
        _ => 0,
    }
}
