//! What differed from one reading of an account to the next, and what our own changes did: kept for [`KEPT`], so that
//! it can be asked what changed since, what others did, and how an entity was.

mod keep;
mod read;
mod state;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use zonedesk_scim::Timestamp;

use crate::{Difference, DifferenceAct, DifferenceKind, SystemId};

pub(crate) use keep::{keep, ours};
pub use state::{EntityState, Held};

/// 400 days, in milliseconds: a year, and time to look back at it.
const KEPT: i64 = 400 * 86_400_000;

/// How a difference came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeSource {
    /// All of the account was read.
    Whole,
    /// What had changed was read.
    Delta,
    /// Before or while we changed the account, a part of it was not as the snapshot has it.
    Met,
    /// We changed it.
    Own,
}

impl ChangeSource {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Whole, "whole"), (Self::Delta, "delta"), (Self::Met, "met"), (Self::Own, "own")];
}

impl ToSql for ChangeSource {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let name = Self::ALL.iter().find(|(source, _)| source == self).map_or("", |(_, name)| name);
        Ok(name.into())
    }
}

impl FromSql for ChangeSource {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(source, _)| *source)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// How many differences are what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DifferenceCounts([[u64; 3]; 4]);

impl DifferenceCounts {
    pub fn of(&self, kind: DifferenceKind, act: DifferenceAct) -> u64 {
        self.0[kind as usize][act as usize]
    }

    pub fn all(&self) -> u64 {
        self.0.iter().flatten().sum()
    }

    fn add(&mut self, kind: DifferenceKind, act: DifferenceAct, count: u64) {
        self.0[kind as usize][act as usize] += count;
    }

    fn text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }
}

/// One reading's or one change's differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSet {
    pub number: i64,
    /// When it became known.
    pub at: Timestamp,
    /// The reading before: it came about between the two.
    pub since: Timestamp,
    pub source: ChangeSource,
    /// What others did.
    pub others: DifferenceCounts,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSetPage {
    pub rows: Vec<ChangeSet>,
    pub total: u64,
}

/// Which differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceFilter {
    pub system: SystemId,
    /// Only of this change set.
    pub change_set: Option<i64>,
    /// Only what became known after this moment.
    pub since: Option<Timestamp>,
    /// And not after this one.
    pub until: Option<Timestamp>,
    /// Only what others did.
    pub others: bool,
    /// Only of this user or role collection: itself and its memberships, of a role collection its members too.
    pub entity: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

/// A difference in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDifference {
    pub change_set: i64,
    pub at: Timestamp,
    pub since: Timestamp,
    pub source: ChangeSource,
    /// One of our changes did it.
    pub own: bool,
    pub difference: Difference,
}

/// Newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferencePage {
    pub rows: Vec<KeptDifference>,
    /// Of all that match.
    pub counts: DifferenceCounts,
}
