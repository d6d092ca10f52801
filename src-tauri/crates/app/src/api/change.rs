use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Notice, Text, UserSelection};

/// A change that a person asks for. Nothing is sent before its [`Plan`] was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum Change {
    CreateUser {
        system: String,
        user: UserDraft,
        role_collections: Vec<String>,
    },
    EditUser {
        system: String,
        id: String,
        user: UserDraft,
    },
    /// Users of a file are created, or get what it says.
    ImportUsers {
        system: String,
        /// Of [`super::PeopleImport`].
        import: String,
    },
    SetActive {
        system: String,
        users: UserSelection,
        active: bool,
    },
    DeleteUsers {
        system: String,
        users: UserSelection,
    },
    CreateRoleCollection {
        system: String,
        name: String,
        description: String,
    },
    EditRoleCollection {
        system: String,
        id: String,
        description: String,
    },
    DeleteRoleCollections {
        system: String,
        ids: Vec<String>,
    },
    /// Creates `create`, then adds them, `users` and `nested` to the role collection.
    AddMembers {
        system: String,
        role_collection: String,
        users: UserSelection,
        create: Vec<UserDraft>,
        /// Role collections to be contained.
        nested: Vec<String>,
        /// Figures of the paste that it came from.
        paste: Option<PasteFigures>,
    },
    RemoveMembers {
        system: String,
        role_collection: String,
        /// Ids of users and role collections.
        members: Vec<String>,
    },
    /// Each user into each role collection, one PATCH a role collection.
    Assign {
        system: String,
        users: UserSelection,
        role_collections: Vec<String>,
    },
    Unassign {
        system: String,
        users: UserSelection,
        role_collections: Vec<String>,
    },
    /// The reverse of a journal entry.
    Undo {
        #[ts(type = "number")]
        entry: i64,
    },
    /// What is left of a journal entry that came to no end.
    Resume {
        #[ts(type = "number")]
        entry: i64,
    },
    /// What of a journal entry was not carried out, because it failed or for whatever other reason.
    Retry {
        #[ts(type = "number")]
        entry: i64,
    },
}

/// What the form of a user holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct UserDraft {
    pub user_name: String,
    pub origin: String,
    pub email: String,
    pub given_name: String,
    pub family_name: String,
    pub external_id: String,
    pub phone_number: String,
    pub active: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PasteFigures {
    pub lines: u32,
    pub found: u32,
    pub created: u32,
    pub already: u32,
    pub left_out: u32,
}

/// Exactly what would be sent, and what to know before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Plan {
    pub id: String,
    /// "Delete 3 Users": dialog title and button.
    pub title: Text,
    pub action: Text,
    pub destructive: bool,
    pub systems: Vec<PlanSystem>,
    pub requests: u32,
    /// Estimate: the account with the most requests ÷ 3.
    pub seconds: u32,
    #[ts(optional)]
    pub paste: Option<PasteFigures>,
    pub notices: Vec<Notice>,
    pub rows: Vec<PlanRow>,
    /// Rows whose entity changed since the snapshot; the button waits until each is reloaded or left out.
    pub stale: u32,
    /// How it can be undone, line by line; the last may say what cannot.
    pub undo: Vec<Text>,
    /// The name to be typed: more than 50 deletions, or a system tagged `production`.
    #[ts(optional)]
    pub confirm: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlanSystem {
    pub system: String,
    pub name: String,
    pub production: bool,
    pub requests: u32,
    pub seconds: u32,
}

/// One request, or several alike folded into one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlanRow {
    /// Numbers of the first and last request, from 1.
    pub first: u32,
    pub last: u32,
    pub system: String,
    pub method: String,
    /// As `/Users/5a3f…`; without the id where requests are folded.
    pub path: String,
    pub what: Text,
    pub version: PlanVersion,
    /// What changed since the snapshot, for a stale row.
    #[ts(optional)]
    pub difference: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum PlanVersion {
    /// The entity does not exist yet.
    New,
    Same {
        #[ts(type = "number")]
        version: i64,
    },
    Stale {
        #[ts(type = "number")]
        snapshot: i64,
        #[ts(type = "number")]
        now: i64,
    },
    /// The entity is gone from the account.
    Gone,
    /// Several requests, all as in the snapshot.
    Several,
}

/// One request of a plan in full, as it goes out; the token is masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlanRequest {
    pub number: u32,
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// Indented JSON.
    #[ts(optional)]
    pub body: Option<String>,
    /// The same as a command line, token and secret left out.
    pub curl: String,
}

/// The word to go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct Approval {
    pub plan: String,
    pub reason: String,
    /// What was typed where [`Plan::confirm`] asks for it.
    pub confirm: String,
    /// Numbers of requests to leave out.
    pub left_out: Vec<u32>,
}
