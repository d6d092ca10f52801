use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{JobState, TransformationKind, TransformationOperation, TransformationSide, TryEnd};

/// A comparison by what two texts make of every entity of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectStart {
    pub system: String,
    pub kind: TransformationKind,
    pub before: TransformationSide,
    pub after: TransformationSide,
    /// None: read, or update for a write transformation.
    #[serde(default)]
    #[ts(optional)]
    pub operation: Option<TransformationOperation>,
}

/// A stretch of the entities that come out differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectQuery {
    /// Id of the job.
    pub job: String,
    /// Only of this entity type.
    #[serde(default)]
    #[ts(optional)]
    pub entity: Option<String>,
    /// Only of this kind.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<EffectKind>,
    pub offset: u32,
    pub limit: u32,
}

/// What becomes of an entity that does not come out as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum EffectKind {
    /// Another output.
    Changed,
    /// It fails now, and did not before.
    Fails,
    /// It failed before.
    Passes,
    /// It comes out now, and did not before.
    Appears,
    /// It came out before.
    Vanishes,
    /// It shares a value with another, which told them apart before; whatever else becomes of it. Only in a list that is
    /// asked for it.
    Collides,
}

/// Figures and a page of rows; while the job runs, of what was done so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectPage {
    pub state: JobState,
    /// By entity type.
    pub counts: Vec<EffectCounts>,
    /// The first 100; known when the job is done.
    pub collisions: Vec<EffectCollision>,
    /// Of entity types in which nothing differs, what the changed mappings did; known when the job is done.
    pub idle: Vec<IdleChange>,
    /// Rows that match.
    pub total: u32,
    /// By entity type and title, when the job is done; before, as they were come upon.
    pub rows: Vec<EffectRow>,
    /// What the job took, so far.
    pub milliseconds: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectCounts {
    pub entity: String,
    /// All that were looked at.
    pub entities: u32,
    pub changed: u32,
    pub failing: u32,
    pub passing: u32,
    pub appearing: u32,
    pub vanishing: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectRow {
    pub entity: String,
    pub id: String,
    /// User name, or name of the role collection.
    pub title: String,
    pub kind: EffectKind,
    /// Places of the output that differ; 0 where there is an output on one side at most.
    pub values: u32,
    /// Why it fails.
    #[ts(optional)]
    pub message: Option<String>,
}

/// Entities that become equal in an attribute that tells entities apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectCollision {
    pub entity: String,
    pub attribute: String,
    /// The value that they share now.
    pub value: String,
    /// Distinct values of the attribute over all entities, before and after.
    pub before: u32,
    pub after: u32,
    /// The first 20 that share it.
    pub ids: Vec<String>,
    /// Theirs, in the same order.
    pub titles: Vec<String>,
}

/// A change that shows in no entity: what its mapping did with the first 1 000, by how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct IdleChange {
    /// The entity type.
    pub entity: String,
    /// Target of the mapping.
    pub title: String,
    /// Its place among the mappings, from 1; of a removed one where it stood.
    pub number: u32,
    pub removed: bool,
    pub looked_at: u32,
    /// It wrote a value, and the outputs are equal all the same.
    pub ran: u32,
    /// There was nothing to be written: no such value, or no variable of that name.
    pub missing: u32,
    /// Its condition did not hold.
    pub condition: u32,
    /// It runs on another operation.
    pub other_operation: u32,
    /// It is ignored.
    pub ignored: u32,
}

/// What becomes of one entity, on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EffectOne {
    pub before: TryEnd,
    pub after: TryEnd,
    /// The first 500.
    pub differences: Vec<ValueDifference>,
}

/// A place of the output where the two differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ValueDifference {
    /// RFC 6901.
    pub pointer: String,
    /// JSON; none: it is not there.
    #[ts(optional)]
    pub before: Option<String>,
    #[ts(optional)]
    pub after: Option<String>,
}
