use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MappingChangeKind, TextRange, TransformationFinding};

/// What is done with an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum TransformationOperation {
    Read,
    Create,
    /// The whole entity is replaced (PUT).
    Update,
    Patch,
    Delete,
}

/// A text as rows: what each mapping does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MappingTable {
    /// It is JSON: the rows are all there is, and can be edited.
    pub readable: bool,
    /// Entity types in the order of the text.
    pub entities: Vec<MappingTableEntity>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MappingTableEntity {
    /// As `user`.
    pub name: String,
    /// As `/user` (RFC 6901).
    pub pointer: String,
    /// Where the proxy serves it, as `Users`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub condition: Option<String>,
    /// The entity type is not processed at all.
    pub ignore: bool,
    /// Operations that it leaves out.
    pub skips: Vec<TransformationOperation>,
    pub range: TextRange,
    pub rows: Vec<MappingDetail>,
}

/// One mapping. What an unset member means stands in its place: no functions, not optional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MappingDetail {
    /// Among the mappings of its entity type, from 1.
    pub number: u32,
    /// As `/user/mappings/3` (RFC 6901).
    pub pointer: String,
    pub range: TextRange,
    /// How it differs from the version in use; none: not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub change: Option<MappingChangeKind>,
    pub findings: Vec<MappingFinding>,
    pub act: MappingAction,
    pub source: MappingSource,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target_variable: Option<String>,
    pub functions: Vec<MappingFunction>,
    pub value_mappings: Vec<MappingValue>,
    /// JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub default_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub condition: Option<String>,
    /// As `createEntity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub scope: Option<String>,
    /// Operations that it runs in, its own condition apart.
    pub runs_on: Vec<TransformationOperation>,
    pub optional: bool,
    pub correlation: bool,
    /// A list of one stays a list.
    pub preserve_array: bool,
    pub ignore: bool,
    /// Members that have no meaning, or none here.
    pub others: Vec<MappingMember>,
}

/// What a mapping does with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum MappingAction {
    Set,
    Remove,
    /// The constant is the new name.
    Rename,
    ValueMapping,
}

/// What a mapping reads. Of several sources the one that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum MappingSource {
    Path {
        path: String,
    },
    /// Of a value mapping.
    Paths {
        paths: Vec<String>,
    },
    Variable {
        name: String,
        /// Selects inside of the variable.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        path: Option<String>,
    },
    /// JSON.
    Constant {
        json: String,
    },
    None,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MappingFunction {
    /// As `/user/mappings/3/functions/0`.
    pub pointer: String,
    pub name: String,
    /// In the order of the text, its condition among them.
    pub parameters: Vec<MappingMember>,
}

/// A member as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MappingMember {
    pub name: String,
    pub json: String,
}

/// A line of a value mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MappingValue {
    /// As `/user/mappings/3/valueMappings/0`.
    pub pointer: String,
    /// JSON, one for each source path.
    pub key: Vec<String>,
    /// JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<String>,
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MappingFinding {
    /// Where in the mapping, as `/condition`; empty: the mapping itself.
    pub member: String,
    pub finding: TransformationFinding,
}

/// A change of a text. Pointers are RFC 6901.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "act", rename_all = "camelCase")]
#[ts(export)]
pub enum MappingAct {
    /// Replaces a value, or adds it as the last member of an object that is there.
    Set {
        pointer: String,
        /// None: the member goes, if it is there.
        #[ts(optional)]
        json: Option<String>,
    },
    /// Into the list or object at `pointer`, before its `index`th, from 0; behind the last where there are fewer.
    Insert {
        pointer: String,
        index: u32,
        /// Of a member of an object.
        #[ts(optional)]
        name: Option<String>,
        json: String,
    },
    Remove {
        pointer: String,
    },
    /// An item of the list at `pointer`, so that it is the `to`th afterwards, from 0.
    Move {
        pointer: String,
        from: u32,
        to: u32,
    },
    /// Lays the whole text out.
    Format,
    /// A variable, wherever it is set or read.
    RenameVariable {
        from: String,
        to: String,
    },
}
