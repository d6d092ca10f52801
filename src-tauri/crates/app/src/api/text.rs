use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A sentence for a person: `code` and `params` for the window's translations, `message` the same in English, as the
/// terminal prints it and the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Text {
    /// Key of the translation, as `what.deleteUser`.
    pub code: String,
    pub params: BTreeMap<String, String>,
    pub message: String,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Severity {
    Information,
    Warning,
    Error,
}

/// Something a person should know before or after an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Notice {
    pub severity: Severity,
    pub text: Text,
}

/// One sort key of a list. Lists sort by several, first first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Sort {
    /// A column's id, as `userName`; an unknown one is refused with `ZD3006`.
    pub column: String,
    pub descending: bool,
}
