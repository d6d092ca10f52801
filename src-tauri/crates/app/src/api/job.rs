use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{AppError, SecretsPlace, TestStep, Text, VaultStatus};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum JobKind {
    Refresh,
    Change,
    /// Entities of a snapshot run through two transformations.
    Effect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum JobState {
    Running,
    Done,
    /// Some or all of it failed; `error` or the journal entry says what.
    Failed,
    Cancelled,
}

/// Long work: progress, and an end that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Job {
    pub id: String,
    pub kind: JobKind,
    pub title: Text,
    pub system: String,
    pub system_name: String,
    pub state: JobState,
    #[ts(type = "number")]
    pub done: u64,
    /// None while it is not known.
    #[ts(optional, type = "number")]
    pub total: Option<u64>,
    /// Requests sent so far.
    pub requests: u32,
    pub started: Timestamp,
    #[ts(optional)]
    pub ended: Option<Timestamp>,
    /// Estimate.
    #[ts(optional)]
    pub seconds_left: Option<u32>,
    #[ts(optional)]
    pub error: Option<AppError>,
    /// The journal entry of a change, once written.
    #[ts(optional, type = "number")]
    pub entry: Option<i64>,
}

/// The one stream from the app to the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum Event {
    /// Progress or end of a job.
    Job { job: Box<Job> },
    /// A system, its state or its snapshot changed; lists over it should be asked again.
    System { system: String },
    /// The tree changed: systems added, moved or gone.
    Landscape,
    /// A link from outside leads to this place of the window.
    Open { place: String },
    /// A step of a connection test is through. `of`: the system's id, or the handle of the credential under test.
    TestStep { of: String, step: TestStep },
    /// It was found out, or chosen, where secrets go; the vault was opened or locked.
    Secrets { place: SecretsPlace, vault: VaultStatus },
}
