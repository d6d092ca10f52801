use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{TextRange, TransformationKind, TransformationOperation};

/// A stretch of the entities that a transformation can be tried on, from the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SampleQuery {
    pub system: String,
    /// `user` or `group`.
    pub entity: String,
    /// As the lists of users and role collections take it.
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SamplePage {
    /// Entities that match.
    pub total: u32,
    /// By name.
    pub rows: Vec<Sample>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Sample {
    pub id: String,
    /// User name, or name of the role collection.
    pub title: String,
    /// Origin of the user, or description of the role collection; may be empty.
    pub detail: String,
}

/// A path that leads somewhere in real entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SamplePath {
    /// As `$.emails[*].value`.
    pub path: String,
    /// JSON of a value that stands there.
    pub example: String,
    /// In how many entities it is there.
    pub seen: u32,
    /// Entities that were looked at.
    pub of: u32,
}

/// One entity to be run through a text, and what it is run with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Attempt {
    pub system: String,
    pub kind: TransformationKind,
    /// Entity type, as the transformation names it.
    pub entity: String,
    pub operation: TransformationOperation,
    pub sample: SampleChoice,
    /// Set before the first mapping, over those that the proxy sets.
    #[serde(default)]
    #[ts(type = "Record<string, string>")]
    pub variables: BTreeMap<String, String>,
    /// For this try alone, over those of the system.
    #[serde(default)]
    #[ts(type = "Record<string, string>")]
    pub properties: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "camelCase")]
#[ts(export)]
pub enum SampleChoice {
    /// An entity of the snapshot. For a write transformation it is what the read transformation in use gives for it: what
    /// a client of the proxy sees.
    Stored { id: String },
    /// JSON of an entity.
    Text { text: String },
}

/// What a text made of an entity, and how. Values that are shown are cut behind 2 000 characters, with `…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Tried {
    /// The entity that went in: JSON, laid out. Cut behind 500 000 characters.
    pub input: String,
    pub ended: TryEnd,
    /// Of the run alone.
    pub microseconds: u32,
    /// Every mapping of the entity type, in the order of the text.
    pub mappings: Vec<ExplainedMapping>,
    /// Of the entity type, where it has one and the operation asks it.
    #[ts(optional)]
    pub entity_condition: Option<ExplainedCondition>,
    /// Those that the text names.
    pub properties: Vec<TriedProperty>,
    /// Those that the mappings read; first those that are there before the first mapping.
    pub variables: Vec<TriedVariable>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum TryEnd {
    /// JSON, laid out. Cut behind 500 000 characters.
    Entity { text: String },
    /// Nothing comes out, and that is as the transformation wants it.
    Skipped {
        /// A sentence.
        why: String,
    },
    /// The entity is to be deleted.
    Deleted,
    Failed {
        message: String,
        /// Number of the mapping that failed, from 1.
        #[ts(optional)]
        mapping: Option<u32>,
    },
    /// There is no entity to run: the sample is no JSON object, or the read transformation in use gives none.
    Unreadable {
        message: String,
        /// In the sample.
        #[ts(optional)]
        range: Option<TextRange>,
    },
    /// The transformation cannot run, or has no such entity type.
    Broken { message: String },
}

/// What one mapping did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExplainedMapping {
    /// Among the mappings of its entity type, from 1.
    pub number: u32,
    /// What it writes, or what it reads where it writes nothing.
    pub title: String,
    /// In the text that was tried.
    pub range: TextRange,
    pub outcome: MappingOutcome,
    /// A sentence; none where it ran.
    #[ts(optional)]
    pub why: Option<String>,
    #[ts(optional)]
    pub condition: Option<ExplainedCondition>,
    /// As written: a path, the name of a variable, or the JSON of a constant.
    #[ts(optional)]
    pub source: Option<String>,
    /// Where in the input the value was found, as `$['emails'][0]['value']`; the first 100.
    pub places: Vec<String>,
    /// JSON of what was read.
    #[ts(optional)]
    pub value: Option<String>,
    pub functions: Vec<ExplainedFunction>,
    /// Where in the output it was written; the first 100.
    pub targets: Vec<String>,
    /// As written.
    #[ts(optional)]
    pub target: Option<String>,
    /// JSON of what was written.
    #[ts(optional)]
    pub result: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum MappingOutcome {
    Ran,
    Ignored,
    /// It is for another operation.
    Scope,
    /// Its condition does not hold.
    Condition,
    /// There is no value.
    Missing,
    /// The value is null, and the mapping optional.
    Null,
    /// Its variable is not set.
    Unset,
    /// The list that it writes into has no elements.
    NoElements,
    Failed,
    /// The run ended before it.
    NotReached,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExplainedFunction {
    pub name: String,
    /// Its condition held, for any element.
    pub ran: bool,
    /// JSON after it; none: nothing was there.
    #[ts(optional)]
    pub value: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExplainedCondition {
    /// With properties and variables in place.
    pub text: String,
    pub holds: bool,
    /// Those that were made; `||` and `&&` end at the first that decides.
    pub comparisons: Vec<ExplainedComparison>,
    /// Why it could not be evaluated, and so does not hold.
    #[ts(optional)]
    pub fault: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ExplainedComparison {
    /// As written, here and on the right.
    pub left: String,
    /// JSON of what stands there; none: it is missing.
    #[ts(optional)]
    pub left_value: Option<String>,
    /// As `==`; empty where a path or a test stands alone.
    pub operator: String,
    pub right: String,
    /// Of a path; a literal is its own value.
    #[ts(optional)]
    pub right_value: Option<String>,
    pub holds: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TriedProperty {
    pub name: String,
    /// None: it is not set, or its value is not shown.
    #[ts(optional)]
    pub value: Option<String>,
    /// A credential: no transformation is given its value.
    pub masked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TriedVariable {
    pub name: String,
    /// Text, or JSON of another value, as the run left it; none: it is not set.
    #[ts(optional)]
    pub value: Option<String>,
    /// There without a mapping that sets it.
    pub predefined: bool,
}
