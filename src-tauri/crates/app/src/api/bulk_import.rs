use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file of people for an account: CSV, or a sheet of an XLSX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleFile {
    pub system: String,
    pub purpose: PeoplePurpose,
    pub path: PathBuf,
    pub settings: PeopleSettings,
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct PeopleSettings {
    /// Name of a sheet; none: the first.
    #[ts(optional)]
    pub sheet: Option<String>,
    /// What columns hold, by their titles; those not named are told by their titles.
    pub columns: Vec<PeopleColumn>,
    /// Of rows that name none; empty: such a row means the one user of its name.
    pub origin: String,
    /// Members that are not found are created.
    pub create: bool,
}

/// What becomes of the people of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum PeoplePurpose {
    /// Users are created, or changed to what the file says; an empty cell leaves a value as it is.
    Users,
    /// Users become members of a role collection (id).
    Members { role_collection: String },
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PeopleField {
    /// Counts for members only: who has another id is another user.
    Id,
    UserName,
    Origin,
    Email,
    GivenName,
    FamilyName,
    ExternalId,
    PhoneNumber,
    Active,
}

/// A file that was read and held against the snapshot. No request was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleImport {
    pub id: String,
    /// Name of the file, without its folder.
    pub file: String,
    /// The sheet that was read, and all of the workbook; none of a CSV.
    #[ts(optional)]
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    pub columns: Vec<PeopleColumn>,
    pub figures: PeopleFigures,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleColumn {
    pub title: String,
    /// None: it is not taken.
    #[serde(default)]
    #[ts(optional)]
    pub field: Option<PeopleField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleFigures {
    pub rows: u32,
    pub create: u32,
    pub change: u32,
    pub add: u32,
    pub same: u32,
    pub conflict: u32,
    pub error: u32,
}

/// What is to become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PeopleOutcome {
    /// A new user; with members: who becomes one.
    Create,
    /// A user of the account gets other values.
    Change,
    /// A user of the account becomes a member.
    Add,
    /// Nothing is to be done.
    Same,
    /// It could mean several things, or another row says otherwise.
    Conflict,
    /// It cannot be done.
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleRow {
    /// Of the file, from 1.
    pub line: u32,
    /// What is taken of the row, field by field.
    pub values: Vec<PeopleValue>,
    pub user_name: String,
    pub origin: String,
    pub outcome: PeopleOutcome,
    /// What changes, or what is wrong.
    pub note: String,
}

/// What a row says in one of the columns that are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleValue {
    pub field: PeopleField,
    pub text: String,
}

/// Rows `offset..offset + limit`; `limit` is at most 1 000.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct PeopleQuery {
    pub import: String,
    /// Only rows with an error or a conflict.
    pub problems: bool,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeoplePage {
    pub rows: Vec<PeopleRow>,
    /// Rows that match.
    pub total: u32,
}

/// Another text in place of a cell's; the file stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleEdit {
    pub import: String,
    pub line: u32,
    pub field: PeopleField,
    pub text: String,
}
