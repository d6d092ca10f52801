//! Mappings of which neither the source nor the target is left, told by where they stand: between the same neighbours.

use zonedesk_jsonpath::Value;

use super::align::{Pairs, SOURCES, functions, get, source};
use super::moves::moved;

/// A gap with more pairs than these is left alone: so much in one place is another list, no edit.
const MOST_PAIRS: usize = 40_000;

/// Pairs what is still open in each gap between pairs that kept their order.
pub(super) fn fill(before: &[Value], after: &[Value], pairs: &mut Pairs) {
    let known: Vec<(usize, usize)> =
        pairs.became.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))).collect();
    let moved = moved(&known);
    let fences = known.iter().enumerate().filter(|(p, _)| !moved.contains(p)).map(|(_, &pair)| pair);
    let (mut from, mut held) = ((0, 0), false);
    for (i, j, real) in fences.map(|(i, j)| (i, j, true)).chain([(before.len(), after.len(), false)]) {
        let old: Vec<usize> = (from.0..i).filter(|&i| pairs.became[i].is_none()).collect();
        let new: Vec<usize> = (from.1..j).filter(|&j| !pairs.taken[j]).collect();
        // Of a list of which nothing stayed, a place says nothing.
        let by_place = old.len() == new.len() && (held || real);
        for (i, j) in in_order(&old, &new, |i, j| {
            let (a, b) = (&before[i], &after[j]);
            resemblance(a, b) + u32::from(by_place && alike_but_for_paths(a, b))
        }) {
            pairs.pair(i, j);
        }
        (from, held) = ((i + 1, j + 1), true);
    }
    beside(before, after, pairs);
}

/// Pairs what still stands beside the same neighbour, though that one moved.
fn beside(before: &[Value], after: &[Value], pairs: &mut Pairs) {
    for (i, old) in before.iter().enumerate() {
        if pairs.became[i].is_some() {
            continue;
        }
        let became = |at: Option<usize>| at.and_then(|at| pairs.became.get(at).copied().flatten());
        let behind = became(i.checked_sub(1)).map(|j| j + 1);
        let in_front = became(Some(i + 1)).and_then(|j| j.checked_sub(1));
        let open = |j: usize| pairs.taken.get(j) == Some(&false);
        let place = [behind, in_front].into_iter().flatten().find(|&j| {
            let alone =
                is_alone(i, |i| pairs.became.get(i).is_some_and(Option::is_none)) && is_alone(j, open);
            open(j) && (resemblance(old, &after[j]) > 0 || (alone && alike_but_for_paths(old, &after[j])))
        });
        if let Some(j) = place {
            pairs.pair(i, j);
        }
    }
}

/// Whether neither neighbour is open too.
fn is_alone(at: usize, open: impl Fn(usize) -> bool) -> bool {
    !at.checked_sub(1).is_some_and(&open) && !open(at + 1)
}

/// The pairs, none across another, with the highest scores in sum. A score of 0 is no pair.
fn in_order(old: &[usize], new: &[usize], score: impl Fn(usize, usize) -> u32) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return Vec::new();
    }
    // Of the first m and n: the best sum, and what the last pair adds to it.
    let width = new.len() + 1;
    let mut best = vec![0; (old.len() + 1) * width];
    let mut scores = vec![0; best.len()];
    for (m, &i) in (1..).zip(old) {
        for (n, &j) in (1..).zip(new) {
            let at = m * width + n;
            scores[at] = score(i, j);
            let paired = if scores[at] > 0 { best[at - width - 1] + scores[at] } else { 0 };
            best[at] = paired.max(best[at - 1]).max(best[at - width]);
        }
    }
    let mut pairs = Vec::new();
    let (mut m, mut n) = (old.len(), new.len());
    while m > 0 && n > 0 {
        let at = m * width + n;
        if best[at] == best[at - width] {
            m -= 1;
        } else if best[at] == best[at - 1] {
            n -= 1;
        } else {
            (m, n) = (m - 1, n - 1);
            pairs.push((old[m], new[n]));
        }
    }
    pairs
}

/// What the two have in common; 0 for nothing, and for two of another kind.
fn resemblance(a: &Value, b: &Value) -> u32 {
    if !same_kind(a, b) {
        return 0;
    }
    let (Some(members), Some(others)) = (a.as_object(), b.as_object()) else { return 0 };
    let said = members.iter().filter(|(key, value)| !is_path_of(key) && others.get(key) == Some(*value));
    let weights = said.map(|(key, _)| match key {
        "condition" | "valueMappings" => 20,
        "functions" | "type" => 0,
        "optional" | "preserveArrayWithSingleElement" => 5,
        _ => 10,
    });
    let functions = match (get(a, "functions"), get(b, "functions")) {
        (Some(a), Some(b)) => functions(Some(a), Some(b)),
        _ => 0,
    };
    let texts = ["sourcePath", "sourceVariable", "targetPath", "targetVariable"];
    let spelling = texts.iter().map(|key| likeness(get(a, key), get(b, key)));
    weights.sum::<u32>() + functions + spelling.sum::<u32>()
}

fn is_path_of(key: &str) -> bool {
    SOURCES.contains(&key) || matches!(key, "targetPath" | "targetVariable")
}

/// The same type, the same kind of source and of target.
fn same_kind(a: &Value, b: &Value) -> bool {
    let key = |m| source(m).map(|(key, _)| key);
    let both = |name| get(a, name).is_some() == get(b, name).is_some();
    get(a, "type") == get(b, "type") && key(a) == key(b) && both("targetPath") && both("targetVariable")
}

/// Whether one is the other with other names: a constant tells too little for that.
fn alike_but_for_paths(a: &Value, b: &Value) -> bool {
    let rest = |m: &Value| -> Option<Value> {
        let members = m.as_object()?.iter().filter(|(key, _)| !is_path_of(key));
        Some(Value::Object(members.map(|(key, value)| (key.to_owned(), value.clone())).collect()))
    };
    let constant = get(a, "constant").is_some() || get(b, "constant").is_some();
    !constant && same_kind(a, b) && rest(a) == rest(b)
}

/// Up to 20 for texts of which at least half, at both ends, is the same.
fn likeness(a: Option<&Value>, b: Option<&Value>) -> u32 {
    let (Some(Value::String(a)), Some(Value::String(b))) = (a, b) else { return 0 };
    let chars = |text: &str| text.trim_start_matches(['$', '.']).chars().collect::<Vec<char>>();
    let (a, b) = (chars(a), chars(b));
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let most = a.len().max(b.len());
    if most == 0 || (head + tail) * 2 < most {
        0
    } else {
        u32::try_from((head + tail) * 20 / most).unwrap_or(0)
    }
}
