//! Which mappings moved, and whether their new place can matter.

use std::collections::BTreeSet;

use zonedesk_jsonpath::{Name, Path, Step, Value};

use super::{Move, Reason, title};
use crate::model::{Entity, Mapping, MappingType, Scope};
use crate::template::variables;

/// Of the pairs (before, after), sorted by the first, those that moved: the fewest whose moving explains the new order.
pub(super) fn moved(pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    // The longest increasing run of places stays; patience sorting.
    let mut piles: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; pairs.len()];
    for (i, (_, after)) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|&top| pairs[top].1 < *after);
        previous[i] = pile.checked_sub(1).map(|p| piles[p]);
        if pile == piles.len() {
            piles.push(i);
        } else {
            piles[pile] = i;
        }
    }
    let mut stays = BTreeSet::new();
    let mut at = piles.last().copied();
    while let Some(i) = at {
        stays.insert(i);
        at = previous[i];
    }
    (0..pairs.len()).filter(|i| !stays.contains(i)).collect()
}

/// More reasons than these are not told.
const MOST_REASONS: usize = 5;

/// What a mapping touches.
pub(super) struct Touch {
    target: Option<Path>,
    /// Where a renamed member goes.
    renamed: Option<Path>,
    kind: MappingType,
    scope: Option<Scope>,
    ignore: bool,
    sets: Option<String>,
    reads: BTreeSet<String>,
}

impl Touch {
    pub fn of(mapping: &Mapping) -> Self {
        let mut reads = BTreeSet::new();
        let mut text = |text: &str| {
            reads.extend(variables(text).map(|(start, end)| text[start + 2..end - 1].to_owned()));
        };
        if let Some(condition) = &mapping.condition {
            text(&condition.value);
        }
        if let Some(given) = &mapping.constant {
            texts(&given.value, &mut text);
        }
        if let Some(given) = &mapping.default_value {
            texts(&given.value, &mut text);
        }
        for p in mapping.functions.iter().flat_map(|f| &f.parameters) {
            texts(&p.value, &mut text);
        }
        reads.extend(mapping.source_variable.as_ref().map(|t| t.value.clone()));
        Self {
            target: mapping.target_path.as_ref().map(|t| Path::parse(&t.value).tree),
            renamed: renamed(mapping),
            kind: mapping.kind,
            scope: mapping.scope,
            ignore: mapping.ignore,
            sets: mapping.target_variable.as_ref().map(|t| t.value.clone()),
            reads,
        }
    }

    fn places(&self) -> impl Iterator<Item = &Path> {
        self.target.iter().chain(&self.renamed)
    }

    /// Why the order of the two counts.
    fn against(&self, other: &Touch, reads_all: bool) -> Option<String> {
        if self.ignore || other.ignore || (!reads_all && !together(self.scope, other.scope)) {
            return None;
        }
        let shifts = self.kind == MappingType::Remove || other.kind == MappingType::Remove;
        if self.places().any(|a| other.places().any(|b| overlap(a, b, shifts))) {
            return Some("it writes there too".to_owned());
        }
        if let Some(name) = &self.sets {
            if other.sets.as_ref() == Some(name) {
                return Some(format!("it sets the variable {name} too"));
            }
            if other.reads.contains(name) {
                return Some(format!("it reads the variable {name}"));
            }
        }
        match &other.sets {
            Some(name) if self.reads.contains(name) => Some(format!("it sets the variable {name}")),
            _ => None,
        }
    }
}

fn renamed(mapping: &Mapping) -> Option<Path> {
    let (MappingType::Rename, Some(target)) = (mapping.kind, &mapping.target_path) else { return None };
    let Value::String(name) = &mapping.constant.as_ref()?.value else { return None };
    let mut path = Path::parse(&target.value).tree;
    *path.steps.last_mut()? = Step::Name(Name::new(name));
    Some(path)
}

fn texts(value: &Value, text: &mut dyn FnMut(&str)) {
    match value {
        Value::String(s) => text(s),
        Value::Array(items) => items.iter().for_each(|v| texts(v, text)),
        Value::Object(members) => members.iter().for_each(|(_, v)| texts(v, text)),
        _ => {}
    }
}

/// Whether any operation of writing runs mappings of both scopes.
fn together(a: Option<Scope>, b: Option<Scope>) -> bool {
    match (a, b) {
        (a, b) if a == b => true,
        (None, Some(Scope::Create)) | (Some(Scope::Create), None) => true,
        _ => false,
    }
}

/// Whether a place may be, or lie in, the other, or whether one may be there only thanks to the other.
fn overlap(a: &Path, b: &Path, shifts: bool) -> bool {
    for steps in a.steps.iter().zip(&b.steps) {
        let meet = match steps {
            (Step::Name(a), Step::Name(b)) => a.as_str() == b.as_str(),
            // Where an element is taken out, those behind it move up.
            (Step::Index(a), Step::Index(b)) => a == b || shifts,
            (Step::Name(_), _) | (_, Step::Name(_)) => false,
            // An index makes the elements that the other one looks for.
            (Step::Index(_), _) | (_, Step::Index(_)) => return true,
            _ => true,
        };
        if !meet {
            return false;
        }
    }
    true
}

/// The moves of an entity type: for each index into `pairs` that moved, why it can matter.
pub(super) fn explain(
    pairs: &[(usize, usize)],
    moved: &BTreeSet<usize>,
    before: &Entity,
    after: &Entity,
    reads_all: bool,
) -> Vec<(usize, Move)> {
    if moved.is_empty() {
        return Vec::new();
    }
    let touches: Vec<(Touch, Touch)> =
        pairs.iter().map(|&(i, j)| (Touch::of(&before.mappings[i]), Touch::of(&after.mappings[j]))).collect();
    let mut explained = Vec::new();
    for &m in moved {
        let mut matters = Vec::new();
        for (other, &(i, j)) in pairs.iter().enumerate() {
            let passed = (i < pairs[m].0) != (j < pairs[m].1);
            if other == m || !passed || matters.len() >= MOST_REASONS {
                continue;
            }
            // Either form of the two may be the one that counts.
            let why = touches[m].1.against(&touches[other].1, reads_all);
            if let Some(why) = why.or_else(|| touches[m].0.against(&touches[other].0, reads_all)) {
                let passed = title(&after.mappings[j]);
                let why = format!("{passed} (now mapping {}) was passed, and {why}", j + 1);
                matters.push(Reason { mapping: j, why });
            }
        }
        explained.push((m, Move { matters }));
    }
    explained
}
