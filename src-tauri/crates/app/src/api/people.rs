use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// People in, as text: lines from a spreadsheet, a mail or a chat, held against the snapshot. No request is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct PeopleText {
    pub system: String,
    /// Separated by newline, `;` or tab; each a user name, an e-mail, an id, `Name <mail>` or a full name.
    pub text: String,
    /// Members of this role collection count as already there.
    #[ts(optional)]
    pub role_collection: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub user_name: String,
    pub origin: String,
    /// Of the role collection that was asked about.
    pub member: bool,
}

/// What became of one entry. Entries are numbered from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleLine {
    pub line: u32,
    pub text: String,
    pub found: PeopleFound,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum PeopleFound {
    One {
        person: Person,
    },
    /// One person, several origins (or several people): choose.
    Several {
        people: Vec<Person>,
    },
    /// `user_name` is what a new user would be called.
    #[serde(rename_all = "camelCase")]
    None {
        user_name: String,
        email: String,
        given_name: String,
        family_name: String,
    },
    AlreadyMember {
        person: Person,
    },
    Duplicate {
        of: u32,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PeopleResult {
    pub lines: Vec<PeopleLine>,
    pub found: u32,
    pub several: u32,
    pub missing: u32,
    pub already: u32,
    pub duplicates: u32,
}
