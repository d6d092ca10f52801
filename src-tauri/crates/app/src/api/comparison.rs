use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{MappingChangeKind, Severity, TextRange, TransformationFinding, TransformationKind};

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "camelCase")]
#[ts(export)]
pub enum TransformationSide {
    Version {
        number: u32,
    },
    Draft,
    /// The default that this program ships.
    Default,
    Text {
        text: String,
    },
    /// Another system's.
    System {
        /// Its id.
        system: String,
        /// None: the version in use.
        #[ts(optional)]
        version: Option<u32>,
    },
    File {
        name: String,
        /// What stands in it: a transformation, or an export of systems.
        text: String,
        /// Name of the system in an export; may be absent where it holds one.
        #[ts(optional)]
        system: Option<String>,
    },
}

/// Two transformations side by side, by what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransformationComparison {
    pub same_meaning: bool,
    /// Byte for byte.
    pub same_text: bool,
    pub differing_lines: u32,
    pub added: u32,
    pub removed: u32,
    pub changed: u32,
    pub moved: u32,
    pub unchanged: u32,
    pub before: ComparedSide,
    pub after: ComparedSide,
    /// All entity types, in the order of the later text; those that are gone last.
    pub entities: Vec<EntityDifference>,
    /// Members of the document that are no entity types.
    pub others: Vec<MemberDifference>,
    /// What a person should know before taking a side.
    pub notes: Vec<ComparisonNote>,
    /// What keeps a side from being read whole: errors of its syntax. It is compared as far as it can be read.
    pub broken_before: Vec<TransformationFinding>,
    pub broken_after: Vec<TransformationFinding>,
}

/// What is known of a side beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ComparedSide {
    /// As `Retail PROD · Version 7`.
    pub label: String,
    /// Number of the version that it is, or that a draft began from.
    #[ts(optional)]
    pub version: Option<u32>,
    /// When it was saved, or last written to.
    #[ts(optional)]
    pub at: Option<Timestamp>,
    #[ts(optional)]
    pub who: Option<String>,
    #[ts(optional)]
    pub description: Option<String>,
    /// It is the text that its system uses.
    pub in_use: bool,
    /// With the properties of the system that is looked at.
    pub errors: u32,
    pub warnings: u32,
    /// A sentence where the text was made for something else than a proxy system of this direction.
    #[ts(optional)]
    pub foreign: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EntityDifference {
    /// Names the change to a merge, where the entity type is on one side only.
    pub id: String,
    pub name: String,
    /// Mappings before; none: the entity type is new.
    #[ts(optional)]
    pub before: Option<u32>,
    /// Mappings after; none: the entity type is gone.
    #[ts(optional)]
    pub after: Option<u32>,
    /// Members of the entity type beside its mappings.
    pub members: Vec<MemberDifference>,
    /// Mappings that are different, in the order of the later text.
    pub mappings: Vec<MappingDifference>,
    /// Mappings that mean the same at the same place.
    pub unchanged: Vec<UnchangedMapping>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnchangedMapping {
    pub title: String,
    /// Place among the mappings of its entity type before and after, from 1.
    pub before: u32,
    pub after: u32,
}

/// One mapping that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MappingDifference {
    /// Names the change to a merge.
    pub id: String,
    pub kind: MappingChangeKind,
    /// The target, or the variable or source where there is none.
    pub title: String,
    /// Place among the mappings of its entity type before and after, from 1.
    #[ts(optional)]
    pub before: Option<u32>,
    #[ts(optional)]
    pub after: Option<u32>,
    /// Where it stands in the text before and after.
    #[ts(optional)]
    pub range_before: Option<TextRange>,
    #[ts(optional)]
    pub range_after: Option<TextRange>,
    /// Names of the members that are different, as `functions`.
    pub tags: Vec<String>,
    /// All of it, member by member, both sides aligned; of an added or removed one a side is absent.
    pub lines: Vec<MemberLine>,
    /// Set where it stands elsewhere.
    #[ts(optional)]
    pub moved: Option<MappingMove>,
}

/// A line of a mapping on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MemberLine {
    /// As `sourcePath` and `functions[0]`; what belongs to a function follows it, as `  .target`.
    pub name: String,
    /// Paths, conditions, variables and names of functions as they are, all else as JSON; none: not on this side.
    #[ts(optional)]
    pub before: Option<String>,
    #[ts(optional)]
    pub after: Option<String>,
    /// Means the same on both sides, whatever its spelling; what is absent and at its default is the same.
    pub same: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingMove {
    /// Sentences: why the new place can matter; none where it cannot.
    pub matters: Vec<String>,
}

/// A member that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MemberDifference {
    /// Names the change to a merge, as `user.condition`; parts of one member share it.
    pub id: String,
    /// As `skipOperations[0]`.
    pub name: String,
    /// As in [`MemberLine`]; none: it was not there.
    #[ts(optional)]
    pub before: Option<String>,
    #[ts(optional)]
    pub after: Option<String>,
}

/// A sentence beside a change, or beside the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ComparisonNote {
    pub severity: Severity,
    pub text: String,
    /// Id of the change that it is about; none: of the whole.
    #[ts(optional)]
    pub change: Option<String>,
}

/// What a file holds that was dropped or chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransformationFile {
    pub name: String,
    /// Of an export, in its order; empty: the file is a transformation itself.
    pub systems: Vec<FileSystem>,
    /// Which of the two a transformation looks like.
    #[ts(optional)]
    pub kind: Option<TransformationKind>,
    /// A sentence where the file is of another type of system than a proxy system.
    #[ts(optional)]
    pub foreign: Option<String>,
}

/// A system of an export, by which transformations it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileSystem {
    pub name: String,
    pub read: bool,
    pub write: bool,
}

/// The transformation in use of every system against one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LandscapeComparison {
    /// What all are compared with, as [`ComparedSide::label`].
    pub against: String,
    /// In the order of the landscape: parents before children, siblings by name.
    pub rows: Vec<LandscapeRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LandscapeRow {
    /// Its id.
    pub system: String,
    pub name: String,
    /// Names of what it stands in, the topmost first.
    pub path: Vec<String>,
    pub same_text: bool,
    pub same_meaning: bool,
    pub added: u32,
    pub removed: u32,
    pub changed: u32,
    pub moved: u32,
    /// It has the text of the default that this program ships.
    pub is_default: bool,
    /// A sentence: why it cannot be read whole. It is compared as far as it can be read.
    #[ts(optional)]
    pub broken: Option<String>,
}
