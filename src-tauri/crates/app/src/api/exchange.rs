use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Level, Notice};

/// How SAP Identity Management changes memberships: its constant `SCIM_ASSIGNMENT_METHOD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum IdmMethod {
    /// What SAP's page on this proxy system asks for.
    #[default]
    Put,
    /// SAP's general default.
    Patch,
}

/// What goes into the repositories of SAP Identity Management.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct IdmCsvQuery {
    /// Ids, one repository for each.
    pub systems: Vec<String>,
    /// Id of the consumer that SAP Identity Management signs in as; every system must have it.
    #[ts(optional)]
    pub consumer: Option<String>,
    pub method: IdmMethod,
    /// Writes the consumer's id into `AUTH_USER` instead of leaving it to be typed.
    pub include_user: bool,
    /// In place of the one that is set.
    #[ts(optional)]
    pub public_url: Option<String>,
}

/// The file that the Admin UI of SAP Identity Management imports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct IdmCsv {
    /// What the file should be called.
    pub file_name: String,
    pub text: String,
    pub repositories: Vec<IdmRepository>,
    pub notices: Vec<Notice>,
}

/// One data line of the file, column by column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct IdmRepository {
    pub system: String,
    pub columns: Vec<IdmColumn>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct IdmColumn {
    pub name: String,
    pub value: String,
    /// To be typed in SAP Identity Management after the import.
    pub by_hand: bool,
}

/// Which systems are written as the JSON of SAP Cloud Identity Services.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct JsonExportQuery {
    /// Ids. One gives an object, several a list.
    pub systems: Vec<String>,
    /// Every version of the transformations too, which only Zonedesk reads.
    pub history: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JsonExport {
    /// What the file should be called.
    pub file_name: String,
    pub text: String,
}

/// A file that a person dropped or chose.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ImportFile {
    pub name: String,
    /// Bytes. One that is too large need not be read.
    #[ts(type = "number")]
    pub size: u64,
    /// None where it is no UTF-8, or was not read.
    #[ts(optional)]
    pub text: Option<String>,
}

/// What an import would make. Nothing is written before it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportPlan {
    pub id: String,
    pub files: Vec<ImportedFile>,
    pub items: Vec<ImportItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportedFile {
    pub name: String,
    /// Why nothing of it can be imported.
    pub notices: Vec<Notice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ImportKind {
    System,
    Destination,
    /// Neither.
    #[default]
    Other,
}

/// One system or destination of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportItem {
    pub number: u32,
    pub file: String,
    pub kind: ImportKind,
    /// Its name in the file.
    pub found: String,
    /// The proposed one: free and allowed.
    pub name: String,
    pub level: Level,
    /// Name of the system above.
    #[ts(optional)]
    pub parent: Option<String>,
    pub properties: u32,
    /// Names of credentials that stand in the file as they are: kept only where they are chosen.
    pub credentials: Vec<String>,
    /// It cannot be imported; the notices say why.
    pub refused: bool,
    /// Whether it is proposed: not where a transformation is broken or it seems to come twice.
    pub ticked: bool,
    /// The worst first.
    pub notices: Vec<Notice>,
}

/// The word to go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ImportApproval {
    pub plan: String,
    /// What was ticked.
    pub items: Vec<ImportChoice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ImportChoice {
    pub number: u32,
    pub name: String,
    /// Names of credentials to be kept.
    pub credentials: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportResult {
    pub systems: Vec<ImportedItem>,
    pub destinations: Vec<ImportedItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportedItem {
    pub id: String,
    pub name: String,
}
