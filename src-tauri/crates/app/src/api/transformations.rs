use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{Severity, TransformationOperation};

/// Which of a system's two transformations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum TransformationKind {
    /// From the account's entities to those that the proxy answers with.
    Read,
    /// From what a client sends to what the account is sent.
    Write,
}

/// A transformation of a system as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Transformation {
    /// The version in use.
    pub version: TransformationVersion,
    pub text: String,
    /// The version in use has the text of the default that this program ships.
    pub is_default: bool,
    #[ts(optional)]
    pub draft: Option<TransformationDraft>,
}

/// A version without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransformationVersion {
    /// From 1, the initial one. The highest is in use.
    pub number: u32,
    pub at: Timestamp,
    pub who: String,
    pub description: String,
    /// Has the same text as the version in use.
    pub in_use: bool,
}

/// What is being written and was not saved as a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransformationDraft {
    /// Number of the version that it began from.
    pub base: u32,
    /// When it was last written to.
    pub at: Timestamp,
    pub text: String,
}

/// What becomes a version, beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NewVersion {
    pub system: String,
    pub kind: TransformationKind,
    /// Number of the version that was looked at: where another is in use by now, nothing is saved.
    pub based_on: u32,
    /// Why; one line, never empty.
    pub description: String,
}

/// What a text says, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransformationCheck {
    /// It is JSON: what is said of its mappings is all there is.
    pub readable: bool,
    pub errors: u32,
    pub warnings: u32,
    /// In the order of the text; the first 500.
    pub findings: Vec<TransformationFinding>,
    /// Entity types in the order of the text, then those of the version in use that it has no more.
    pub entities: Vec<MappingGroup>,
    /// Mappings of the version in use that the text has no more.
    pub removed: u32,
    /// Lines that stand for others of the version in use, from top to bottom; the first 5 000 stretches.
    pub lines: Vec<ChangedLines>,
    /// Properties that its texts name, once each, in the order of the text.
    pub properties: Vec<UsedProperty>,
    /// A sentence: the text was not written for this transformation, but for another direction or kind of system.
    #[ts(optional)]
    pub foreign: Option<String>,
}

/// A property of the system that a text names as `%name%`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UsedProperty {
    pub name: String,
    /// Its first 200 characters; none: it is not set, or not shown.
    #[ts(optional)]
    pub value: Option<String>,
    /// A credential: its value is not shown.
    pub masked: bool,
    /// The text that names it first.
    pub range: TextRange,
}

/// Lines that differ from the version in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangedLines {
    /// From 1.
    pub from: u32,
    /// The last one. Before `from` where lines are gone there and none has taken their place.
    pub to: u32,
    /// Never `moved`.
    pub kind: MappingChangeKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TransformationFinding {
    /// As `ZT031`; keeps its meaning for ever.
    pub code: String,
    pub severity: Severity,
    pub message: String,
    pub range: TextRange,
    #[ts(optional)]
    pub fix: Option<TextFix>,
}

/// A change of the text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TextFix {
    /// As a button says it.
    pub title: String,
    /// Apart from one another; places are those of the text that was checked.
    pub edits: Vec<TextEdit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TextEdit {
    pub range: TextRange,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TextRange {
    pub from: TextPlace,
    pub to: TextPlace,
}

/// A place in a text; both start with 1. Lines end with LF, CR LF or CR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TextPlace {
    pub line: u32,
    /// In UTF-16 code units, as editors in a browser count.
    pub column: u32,
}

/// The mappings of one entity type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingGroup {
    /// As `user`.
    pub name: String,
    pub mappings: Vec<MappingEntry>,
    /// Mappings of the version in use that are gone, in its order.
    pub removed: Vec<RemovedMapping>,
}

/// A mapping that the text has no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemovedMapping {
    pub title: String,
    /// Its place among the mappings of its entity type, from 1.
    pub number: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MappingEntry {
    /// What it writes, or what it reads where it writes nothing; empty where neither is given.
    pub title: String,
    pub range: TextRange,
    /// How it differs from the version in use; none: not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub change: Option<MappingChangeKind>,
    /// The worst that is wrong with it; none: nothing but notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub severity: Option<Severity>,
    /// Operations that run it, conditions apart; empty in a read transformation.
    pub runs_on: Vec<TransformationOperation>,
    /// It writes nothing: its value only tells which identity it is.
    pub correlation_only: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum MappingChangeKind {
    Added,
    Removed,
    /// Maybe moved too.
    Changed,
    Moved,
}
