use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::Timestamp;

/// The key of an identity provider in an account's trust configuration, as `sap.default`. Case matters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Origin(pub String);

impl Origin {
    /// Platform users come from origins that end in `-platform` (SAP BTP, *Trust Configuration*).
    pub fn is_platform(&self) -> bool {
        self.0.ends_with("-platform")
    }
}

/// `meta` of a UAA resource (UAA API, *Users* and *Groups*).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Meta {
    /// Goes up by one at each write; what `If-Match` is held against.
    pub version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<Timestamp>,
}

/// One e-mail address. UAA keeps exactly one a user.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Email {
    pub value: String,
    pub primary: bool,
}

/// How a user came to a role collection, as UAA tells in the user's `groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum GrantType {
    #[default]
    Direct,
    /// Through another role collection.
    Indirect,
}

/// One entry of a user's `groups`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupGrant {
    /// Id of the role collection.
    pub value: String,
    pub display: String,
    #[serde(rename = "type")]
    pub grant: GrantType,
}

/// A shadow user: the pair (user name, origin) in one account.
///
/// Members that we do not know are kept in `other`, so that a JSON view shows what was received.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct User {
    /// Opaque; empty in a user that is to be created.
    pub id: String,
    pub external_id: Option<String>,
    pub user_name: String,
    pub origin: Origin,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub emails: Vec<Email>,
    pub phone_numbers: Vec<String>,
    pub active: bool,
    pub verified: bool,
    pub groups: Vec<GroupGrant>,
    pub meta: Meta,
    pub zone_id: Option<String>,
    pub password_last_modified: Option<Timestamp>,
    /// Unix milliseconds on the wire; absent for a user who never logged on.
    pub last_logon: Option<Timestamp>,
    pub previous_logon: Option<Timestamp>,
    pub other: Map<String, Value>,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum MemberType {
    #[default]
    User,
    /// Another role collection (nesting).
    Group,
}

/// A member of a role collection.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    /// Id of the user or role collection.
    pub value: String,
    #[serde(rename = "type")]
    pub kind: MemberType,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// A role collection; SCIM calls it a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Opaque: a UUID in UAA, the display name in XSUAA. Always percent-encode it in a path.
    pub id: String,
    pub display_name: String,
    pub description: Option<String>,
    /// `None` where the answer left members out (`attributes=id,displayName`).
    pub members: Option<Vec<Member>>,
    pub meta: Meta,
    pub zone_id: Option<String>,
    pub other: Map<String, Value>,
}
