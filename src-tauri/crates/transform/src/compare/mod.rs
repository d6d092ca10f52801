//! Comparing two transformations: by what they mean, by what they do to entities, and taking changes over.

mod align;
mod aligned;
mod differ;
mod effect;
mod gaps;
mod lines;
mod meaning;
mod members;
mod merge;
mod moves;
mod split;
mod unread;

#[cfg(test)]
mod aligned_tests;
#[cfg(test)]
mod effect_tests;
#[cfg(test)]
mod merge_tests;
#[cfg(test)]
mod split_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unread_tests;

use serde::{Serialize, Serializer};
use zonedesk_jsonpath::Value;

pub use aligned::{Line, shown};
pub use effect::{Collision, Difference, Effect, EntityEffect, Frozen, IDENTIFYING, Summary};
pub use lines::{LineChange, differing as differing_lines, line_changes};
pub use meaning::title;
pub use members::member_changes;
pub use merge::merge;

use crate::model::Transformation;

/// What is different between two transformations, whatever their layout and the order of their keys.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// In the order of the later document; those that are gone last.
    pub entities: Vec<EntityComparison>,
    /// Members of the document that are no entity types.
    pub others: Vec<MemberChange>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityComparison {
    pub name: String,
    pub presence: Presence,
    /// How many mappings there were and are.
    pub before: usize,
    pub after: usize,
    /// How many mappings mean the same at the same place.
    pub unchanged: usize,
    /// These, by index before and after.
    #[serde(skip)]
    pub same: Vec<(usize, usize)>,
    /// Members of the entity type beside its mappings.
    pub members: Vec<MemberChange>,
    /// In the order of the later document; removed ones where they stood.
    pub mappings: Vec<MappingChange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Presence {
    Added,
    Removed,
    Both,
}

/// One mapping that is different.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MappingChange {
    /// Names the change to [`merge`].
    pub id: String,
    pub kind: ChangeKind,
    /// What it is about: the target, or the variable or source where there is none.
    pub title: String,
    /// Index among the mappings before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
    /// What is different in it. Of an added or removed one all of it.
    pub members: Vec<MemberChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Move>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    Added,
    Removed,
    /// Maybe moved too.
    Changed,
    Moved,
}

/// That a mapping stands elsewhere among those that are in both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// Why the new place can matter; none where it cannot.
    pub matters: Vec<Reason>,
}

/// A mapping that was passed on the way and that the order counts with.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Its index in the later document.
    pub mapping: usize,
    /// A sentence.
    pub why: String,
}

/// A member that is different; lists and objects are gone into.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberChange {
    /// The member of the mapping, entity type or document that it is, or is a part of.
    #[serde(skip)]
    pub member: String,
    /// `functions[0].target`
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_json")]
    pub before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_json")]
    pub after: Option<Value>,
}

fn as_json<S: Serializer>(value: &Option<Value>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(serde_json::Value::from).serialize(serializer)
}

impl Comparison {
    /// Whether both mean the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.others.is_empty() && self.entities.iter().all(EntityComparison::is_same)
    }

    /// Changes of every kind.
    pub fn changes(&self) -> impl Iterator<Item = &MappingChange> {
        self.entities.iter().flat_map(|e| &e.mappings)
    }
}

impl EntityComparison {
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.presence == Presence::Both && self.members.is_empty() && self.mappings.is_empty()
    }
}

/// Both sides of a change, line by line, with what is the same.
#[must_use]
pub fn lines(
    before: &Transformation,
    after: &Transformation,
    entity: &str,
    change: &MappingChange,
) -> Vec<Line> {
    let raw = |of: &Transformation, index: Option<usize>| {
        of.entity(entity)?.mappings.get(index?).map(|mapping| meaning::raw(of, mapping))
    };
    aligned::lines(raw(before, change.before).as_ref(), raw(after, change.after).as_ref())
}

/// Compares by meaning.
#[must_use]
pub fn compare(before: &Transformation, after: &Transformation) -> Comparison {
    meaning::compare(before, after)
}
