use zonedesk_jsonpath::{Object, Value};

use super::members::{member_changes, normal};
use super::merge::entity_id;
use super::moves::{explain, moved};
use super::{ChangeKind, Comparison, EntityComparison, MappingChange, Presence, align::align};
use crate::check::{Direction, guess};
use crate::model::{Entity, Mapping, Transformation};

pub(super) fn compare(before: &Transformation, after: &Transformation) -> Comparison {
    let reads_all = guess(after).or(guess(before)) == Some(Direction::Read);
    let mut entities = Vec::new();
    for entity in &after.entities {
        let old = before.entity(&entity.name.value);
        entities.push(match old {
            Some(old) => both(before, old, after, entity, reads_all),
            None => alone(after, entity, Presence::Added),
        });
    }
    for entity in before.entities.iter().filter(|e| after.entity(&e.name.value).is_none()) {
        entities.push(alone(before, entity, Presence::Removed));
    }
    let others = member_changes(&others(before), &others(after));
    Comparison { entities, others }
}

/// What stands in the document beside entity types.
fn others(transformation: &Transformation) -> Value {
    let members = transformation.root.members().iter();
    let beside = members.filter(|m| transformation.entity(&m.name).is_none());
    Value::Object(
        beside.map(|m| (m.name.clone(), m.value.to_value(&transformation.text))).collect::<Object>(),
    )
}

fn alone(of: &Transformation, entity: &Entity, presence: Presence) -> EntityComparison {
    let added = presence == Presence::Added;
    let nothing = Value::Object(Object::new());
    let members = members(of, entity);
    let mappings = entity.mappings.iter().enumerate().map(|(i, m)| {
        let value = raw(of, m);
        single(&entity_id(&entity.name.value), m, i, &value, added)
    });
    EntityComparison {
        name: entity.name.value.clone(),
        presence,
        before: if added { 0 } else { entity.mappings.len() },
        after: if added { entity.mappings.len() } else { 0 },
        unchanged: 0,
        same: Vec::new(),
        members: if added { member_changes(&nothing, &members) } else { member_changes(&members, &nothing) },
        mappings: mappings.collect(),
    }
}

fn both(
    before: &Transformation,
    old: &Entity,
    after: &Transformation,
    new: &Entity,
    reads_all: bool,
) -> EntityComparison {
    let (name, prefix) = (&new.name.value, entity_id(&new.name.value));
    let values = |of: &Transformation, e: &Entity| e.mappings.iter().map(|m| raw(of, m)).collect::<Vec<_>>();
    let (old_raw, new_raw) = (values(before, old), values(after, new));
    let old_normal: Vec<Value> = old_raw.iter().map(normal).collect();
    let new_normal: Vec<Value> = new_raw.iter().map(normal).collect();
    let became = align(&old_normal, &new_normal);
    let pairs: Vec<(usize, usize)> =
        became.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))).collect();
    let moved = moved(&pairs);
    let mut moves: std::collections::HashMap<usize, super::Move> =
        explain(&pairs, &moved, old, new, reads_all).into_iter().collect();
    // Sorted by where they stand, removed ones before what follows them.
    let mut changes: Vec<(usize, usize, MappingChange)> = Vec::new();
    let mut unchanged = Vec::new();
    for (p, &(i, j)) in pairs.iter().enumerate() {
        let same = old_normal[i] == new_normal[j];
        let moved = moves.remove(&p);
        if same && moved.is_none() {
            unchanged.push((i, j));
            continue;
        }
        let members = if same { Vec::new() } else { member_changes(&old_normal[i], &new_normal[j]) };
        let change = MappingChange {
            id: format!("{prefix}:{i}>{j}"),
            kind: if same { ChangeKind::Moved } else { ChangeKind::Changed },
            title: title(&new.mappings[j]),
            before: Some(i),
            after: Some(j),
            members,
            moved,
        };
        changes.push((j, 1, change));
    }
    for (i, mapping) in old.mappings.iter().enumerate().filter(|(i, _)| became[*i].is_none()) {
        // Where the next one that is still there stands now.
        let next = became[i..].iter().flatten().next().copied().unwrap_or(new.mappings.len());
        changes.push((next, 0, single(&prefix, mapping, i, &old_raw[i], false)));
    }
    let mut taken = vec![false; new.mappings.len()];
    pairs.iter().for_each(|&(_, j)| taken[j] = true);
    for (j, mapping) in new.mappings.iter().enumerate().filter(|(j, _)| !taken[*j]) {
        changes.push((j, 1, single(&prefix, mapping, j, &new_raw[j], true)));
    }
    changes.sort_by_key(|(place, order, change)| (*place, *order, change.before));
    EntityComparison {
        name: name.clone(),
        presence: Presence::Both,
        before: old.mappings.len(),
        after: new.mappings.len(),
        unchanged: unchanged.len(),
        same: unchanged,
        members: member_changes(&members(before, old), &members(after, new)),
        mappings: changes.into_iter().map(|(.., change)| change).collect(),
    }
}

fn single(entity: &str, mapping: &Mapping, index: usize, value: &Value, added: bool) -> MappingChange {
    let nothing = Value::Object(Object::new());
    MappingChange {
        id: format!("{entity}:{}{index}", if added { '+' } else { '-' }),
        kind: if added { ChangeKind::Added } else { ChangeKind::Removed },
        title: title(mapping),
        before: (!added).then_some(index),
        after: added.then_some(index),
        members: if added { member_changes(&nothing, value) } else { member_changes(value, &nothing) },
        moved: None,
    }
}

pub(super) fn raw(of: &Transformation, mapping: &Mapping) -> Value {
    of.root.at(&mapping.pointer).map(|json| json.to_value(&of.text)).unwrap_or_default()
}

/// The members of an entity type beside its mappings, without what says nothing.
fn members(of: &Transformation, entity: &Entity) -> Value {
    let Some(json) = of.root.at(&entity.pointer) else { return Value::Null };
    let beside = json.members().iter().filter(|m| m.name != "mappings");
    let said = beside.map(|m| (m.name.clone(), m.value.to_value(&of.text))).filter(|(name, value)| {
        let says_nothing = match (name.as_str(), value) {
            ("ignore", Value::Bool(false)) => true,
            ("skipOperations", Value::Array(list)) => list.is_empty(),
            _ => false,
        };
        !says_nothing
    });
    Value::Object(said.collect::<Object>())
}

/// What a mapping is about: the target, or the variable or source where there is none.
#[must_use]
pub fn title(mapping: &Mapping) -> String {
    let first =
        [&mapping.target_path, &mapping.target_variable, &mapping.source_path, &mapping.source_variable];
    let named = first.into_iter().flatten().next().map(|t| t.value.clone());
    named.unwrap_or_else(|| mapping.kind.name().to_owned())
}
