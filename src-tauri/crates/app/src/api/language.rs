use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The words of transformations: what an editor offers and explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Language {
    pub entity_keys: Vec<LanguageWord>,
    pub mapping_keys: Vec<LanguageWord>,
    /// Of an entry of `valueMappings`.
    pub value_mapping_keys: Vec<LanguageWord>,
    pub functions: Vec<LanguageFunction>,
    /// What every function takes besides its own parameters.
    pub common_parameters: Vec<LanguageParameter>,
    /// Values of `type` in a mapping.
    pub types: Vec<LanguageWord>,
    /// Values of `scope`.
    pub scopes: Vec<LanguageWord>,
    /// Values of `skipOperations`.
    pub operations: Vec<LanguageWord>,
    /// Values of `scimEntityEndpoint`.
    pub endpoints: Vec<LanguageWord>,
    /// Those that are there without a mapping that sets them.
    pub variables: Vec<LanguageWord>,
    /// Properties of the system that have a value, their names alone; credentials are not among them.
    pub properties: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LanguageWord {
    pub name: String,
    /// What a key takes: `text`, `path`, `condition`, `variable`, `flag`, `list`, `anyJson`, `oneOf`; empty for a value.
    pub takes: String,
    /// A sentence.
    pub help: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LanguageFunction {
    pub name: String,
    pub help: String,
    pub parameters: Vec<LanguageParameter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LanguageParameter {
    pub name: String,
    pub help: String,
    pub required: bool,
    /// `text`, `scalar`, `integer`, `step`, `flag`, `oneOf`, `names`, `regex`, `dateFormat`, `condition`, `anyJson`.
    pub takes: String,
    /// With `oneOf` only.
    pub values: Vec<String>,
}
