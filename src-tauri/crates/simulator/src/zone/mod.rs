//! What one account holds, and the rules by which it changes. No HTTP here.

mod groups;
mod list;
mod members;
mod replay;
mod rows;
mod users;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use zonedesk_scim::Timestamp;

use crate::change::{Change, What};
use crate::random::Random;

pub(crate) use groups::GroupInput;
pub(crate) use list::{Listed, Sort};
pub(crate) use members::{MemberInput, MemberKey};
pub(crate) use rows::{GroupRow, UserRow};
pub(crate) use users::{EmailInput, NameInput, UserInput};

/// Whose peculiarities an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// SAP's service: a role collection's id is its name, nothing is renamed, versions of groups are not insisted on.
    #[default]
    Xsuaa,
    /// Cloud Foundry's UAA 4.30.0.
    Uaa,
}

/// A refusal, as it is written into the answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub status: u16,
    pub error: &'static str,
    pub message: String,
    pub extra: Vec<(&'static str, Value)>,
}

impl Refusal {
    pub fn new(status: u16, error: &'static str, message: impl Into<String>) -> Self {
        Self { status, error, message: message.into(), extra: Vec::new() }
    }

    /// 400 with the database's own words.
    pub fn database(why: &str) -> Self {
        Self::new(400, "scim", format!("PreparedStatementCallback; SQL []; {why}"))
    }

    pub fn unexpected() -> Self {
        Self::new(500, "scim", "Unexpected error")
    }

    pub fn no_user(id: &str) -> Self {
        Self::new(404, "scim_resource_not_found", format!("User {id} does not exist"))
    }

    pub fn no_group(id: &str) -> Self {
        Self::new(404, "scim_resource_not_found", format!("Group {id} does not exist"))
    }
}

/// Rows by number; a number is never used twice, so that numbers are in the order of creation.
#[derive(Debug)]
pub(crate) struct Rows<T>(Vec<Option<T>>);

impl<T> Rows<T> {
    pub fn get(&self, key: u32) -> Option<&T> {
        self.0.get(key as usize)?.as_ref()
    }

    fn get_mut(&mut self, key: u32) -> Option<&mut T> {
        self.0.get_mut(key as usize)?.as_mut()
    }

    fn push(&mut self, row: T) -> u32 {
        self.0.push(Some(row));
        u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX)
    }

    fn take(&mut self, key: u32) -> Option<T> {
        self.0.get_mut(key as usize)?.take()
    }

    /// How many numbers were given.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        (0..).zip(&self.0).filter_map(|(key, row)| Some((key, row.as_ref()?)))
    }
}

/// One account's users and role collections.
#[derive(Debug)]
pub(crate) struct Zone {
    /// Names the account in its changes.
    pub subdomain: String,
    /// On the wire `zoneId`.
    pub zone_id: Arc<str>,
    pub dialect: Dialect,
    /// Role collections may be members of role collections.
    pub nesting: bool,
    pub users: Rows<UserRow>,
    user_ids: HashMap<Box<str>, u32>,
    /// By name in lower case: one for each origin.
    user_names: HashMap<Box<str>, Vec<u32>>,
    pub groups: Rows<GroupRow>,
    group_ids: HashMap<Box<str>, u32>,
    group_names: HashMap<Box<str>, u32>,
    /// UAA puts every user into these without writing it down.
    default_groups: Vec<u32>,
    origins: Vec<Arc<str>>,
    ids: Random,
    user_orders: list::Orders,
    group_orders: list::Orders,
    /// Writes since someone took them.
    pub changes: Vec<Change>,
}

impl Zone {
    pub fn new(subdomain: &str, zone_id: &str, dialect: Dialect, nesting: bool, ids: Random) -> Self {
        Self {
            subdomain: subdomain.to_owned(),
            zone_id: zone_id.into(),
            dialect,
            nesting,
            users: Rows(Vec::new()),
            user_ids: HashMap::new(),
            user_names: HashMap::new(),
            groups: Rows(Vec::new()),
            group_ids: HashMap::new(),
            group_names: HashMap::new(),
            default_groups: Vec::new(),
            origins: Vec::new(),
            ids,
            user_orders: list::Orders::default(),
            group_orders: list::Orders::default(),
            changes: Vec::new(),
        }
    }

    pub fn user_key(&self, id: &str) -> Option<u32> {
        self.user_ids.get(id).copied()
    }

    pub fn group_key(&self, id: &str) -> Option<u32> {
        self.group_ids.get(id).copied()
    }

    /// One allocation for each origin and not for each user.
    pub fn origin(&mut self, origin: &str) -> Arc<str> {
        if let Some(known) = self.origins.iter().find(|known| known.as_ref() == origin) {
            return known.clone();
        }
        let new: Arc<str> = origin.into();
        self.origins.push(new.clone());
        new
    }

    /// The role collection is one of those that hold every user.
    pub fn set_default_group(&mut self, key: u32) {
        self.default_groups.push(key);
    }

    fn log(&mut self, what: What) {
        self.changes.push(Change { account: self.subdomain.clone(), what });
    }
}

/// What `If-Match` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfMatch {
    Any,
    Version(i64),
}

impl IfMatch {
    fn holds(self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Version(wanted) => wanted == version,
        }
    }
}

/// As long as a column of UAA's database.
const LONGEST: usize = 255;

fn fits(texts: &[Option<&str>]) -> Result<(), Refusal> {
    let too_long = texts.iter().flatten().any(|text| text.chars().count() > LONGEST);
    if too_long {
        return Err(Refusal::database("data exception: string data, right truncation"));
    }
    Ok(())
}

/// Whole seconds, as UAA keeps the moment of a password.
fn whole_seconds(now: Timestamp) -> i64 {
    now.0.div_euclid(1000) * 1000
}
