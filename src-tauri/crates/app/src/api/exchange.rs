use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Notice;

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
