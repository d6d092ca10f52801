//! What a simulator shows: accounts with users and role collections, from a file, made up, or both.

mod demo;
mod duties;
mod fill;
mod names;
mod uaa;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use zonedesk_scim::Timestamp;

use crate::zone::Dialect;
pub(crate) use fill::zone_of;

/// A landscape, as in a landscape file (JSON).
///
/// ```json
/// {
///   "seed": 7, "now": "2026-11-24T09:42:00.000Z",
///   "accounts": [
///     {"name": "Acme", "level": "globalAccount", "subdomain": "acme"},
///     {"name": "EMEA", "level": "directory", "parent": "Acme"},
///     {"name": "Shop", "level": "subaccount", "parent": "EMEA", "subdomain": "acme-shop", "region": "eu10",
///      "origins": ["sap.default"], "nesting": true,
///      "clients": [{"id": "c", "secret": "s"}, {"id": "r", "secret": "s", "readOnly": true}],
///      "users": [{"userName": "jo@acme.example", "origin": "sap.default", "emails": [{"value": "jo@acme.example"}]}],
///      "roleCollections": [{"name": "Viewer", "members": [{"userName": "jo@acme.example", "origin": "sap.default"}]}],
///      "generate": {"users": 100, "roleCollections": 5}}]
/// }
/// ```
/// Users are written as the API shows them; an id, versions and moments may be left out. An account without `subdomain`
/// is a folder: it has no address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Landscape {
    #[serde(default)]
    pub dialect: Wire,
    /// The same seed makes the same people, ids included.
    #[serde(default)]
    pub seed: u64,
    /// What is made up lies before this moment.
    #[serde(default = "Landscape::usual_now")]
    pub now: Timestamp,
    pub accounts: Vec<Account>,
}

/// [`Dialect`] as it is written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Wire {
    #[default]
    Xsuaa,
    Uaa,
}

impl From<Wire> for Dialect {
    fn from(wire: Wire) -> Self {
        match wire {
            Wire::Xsuaa => Self::Xsuaa,
            Wire::Uaa => Self::Uaa,
        }
    }
}

/// Levels of SAP BTP's account model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    GlobalAccount,
    Directory,
    #[default]
    Subaccount,
}

/// One account or folder.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    pub name: String,
    pub level: Level,
    /// Name of the account above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// First part of the path below which the account answers. Empty with [`Wire::Uaa`]: it answers at the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdomain: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// On the wire `zoneId`; made up where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone_id: Option<String>,
    /// Keys of identity providers that made-up users come from, the most frequent first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// Role collections may be members of role collections.
    #[serde(default)]
    pub nesting: bool,
    /// Where none is given there are two, one of them read-only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<Client>,
    /// As the API shows them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_collections: Vec<RoleCollection>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generate: Option<Generate>,
}

/// A client of the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Client {
    pub id: String,
    pub secret: String,
    #[serde(default)]
    pub read_only: bool,
    /// In place of those of a full or a read-only client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// Seconds that a token lives; half a day where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_seconds: Option<i64>,
}

/// A role collection with its members.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleCollection {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Membership>,
    /// So many of the account's users, drawn, beside `members`.
    #[serde(default)]
    pub draw: usize,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", untagged)]
pub enum Membership {
    #[serde(rename_all = "camelCase")]
    User { user_name: String, origin: String },
    #[serde(rename_all = "camelCase")]
    RoleCollection { role_collection: String },
}

/// What is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Generate {
    pub users: usize,
    pub role_collections: usize,
    /// The made-up people of one landscape are numbered; an account's begin here, so that accounts share people.
    pub first_person: usize,
}

/// The landscape cannot be.
#[derive(Debug, thiserror::Error)]
pub enum LandscapeError {
    #[error("the landscape file is not as it should be: {0}")]
    NotALandscape(#[from] serde_json::Error),
    #[error("two accounts have the subdomain \"{0}\"")]
    SubdomainTaken(String),
    #[error("the subdomain \"{0}\" may hold small letters, digits and - only")]
    BadSubdomain(String),
    #[error("account \"{account}\": user {number} has no user name")]
    NamelessUser { account: String, number: usize },
    #[error(
        "account \"{account}\": role collection \"{role_collection}\" names the member \"{member}\", which is not there"
    )]
    NoSuchMember { account: String, role_collection: String, member: String },
}

impl Landscape {
    fn usual_now() -> Timestamp {
        // 2026-11-24T09:42:00Z
        Timestamp(1_795_513_320_000)
    }

    /// Reads a landscape file.
    ///
    /// # Errors
    /// What the file lacks; where.
    pub fn from_json(text: &str) -> Result<Self, LandscapeError> {
        let landscape: Self = serde_json::from_str(text)?;
        landscape.check()?;
        Ok(landscape)
    }

    /// The demo: a global account and seven subaccounts of Acme, about 5 000 users. `now`: what lies before now.
    pub fn demo(now: Timestamp) -> Self {
        demo::landscape(now)
    }

    /// One subaccount of any size, for benchmarks.
    pub fn of_size(users: usize, role_collections: usize) -> Self {
        let account = Account {
            name: "Benchmark".to_owned(),
            level: Level::Subaccount,
            subdomain: Some("benchmark".to_owned()),
            region: "eu10".to_owned(),
            origins: vec!["acme-ias".to_owned(), "sap.default".to_owned()],
            generate: Some(Generate { users, role_collections, first_person: 0 }),
            ..Account::default()
        };
        Self { dialect: Wire::Xsuaa, seed: 1, now: Self::usual_now(), accounts: vec![account] }
    }

    /// One zone as a freshly started UAA has it, with the clients of the public contract configuration.
    pub fn uaa() -> Self {
        uaa::landscape(Self::usual_now())
    }

    pub(crate) fn check(&self) -> Result<(), LandscapeError> {
        let mut seen = std::collections::HashSet::new();
        for subdomain in self.accounts.iter().filter_map(|account| account.subdomain.as_deref()) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let root = subdomain.is_empty() && self.dialect == Wire::Uaa;
            if !root && (subdomain.is_empty() || !subdomain.chars().all(plain)) {
                return Err(LandscapeError::BadSubdomain(subdomain.to_owned()));
            }
            if !seen.insert(subdomain) {
                return Err(LandscapeError::SubdomainTaken(subdomain.to_owned()));
            }
        }
        Ok(())
    }
}
