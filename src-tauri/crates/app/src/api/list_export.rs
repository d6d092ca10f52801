use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RoleCollectionFilter, Sort, UserSelection};

/// A list as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ListExport {
    pub list: ExportedList,
    /// By their ids, in this order; empty: all that the list has.
    pub columns: Vec<String>,
    pub format: ExportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ExportFormat {
    /// UTF-8 with a byte order mark, RFC 4180; an apostrophe before what a spreadsheet would run.
    Csv,
    Xlsx,
    /// An array of objects by the ids of the columns.
    Json,
}

/// Which rows, in which order; empty: by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum ExportedList {
    /// `sort` counts where the users are not named by id.
    Users {
        system: String,
        users: UserSelection,
        sort: Vec<Sort>,
    },
    RoleCollections {
        system: String,
        filter: RoleCollectionFilter,
        sort: Vec<Sort>,
    },
    Members {
        system: String,
        role_collection: String,
        search: String,
        sort: Vec<Sort>,
    },
}
