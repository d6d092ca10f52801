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
    /// Attempts that failed and were made again.
    pub repeats: u32,
    /// Why it waits before it tries again; none while it does not.
    #[ts(optional)]
    pub waiting: Option<Text>,
    #[ts(optional)]
    pub error: Option<AppError>,
    /// The journal entry of a change, once written.
    #[ts(optional, type = "number")]
    pub entry: Option<i64>,
}

/// One request of a job and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JobAttempt {
    /// Of the job, from 1.
    pub number: u32,
    /// When its answer had come, or failed to.
    pub at: Timestamp,
    /// `GET /Users`, or `token`.
    pub call: String,
    /// HTTP status; none where no answer came.
    #[ts(optional)]
    pub status: Option<u16>,
    /// Why it failed, a sentence.
    #[ts(optional)]
    pub error: Option<String>,
    /// From its turn to the end of the answer.
    pub milliseconds: u32,
    /// In the account's queue, before that.
    pub waited: u32,
    /// Milliseconds until it is made again; 0: as soon as the account's queue lets it. None: it is not.
    #[ts(optional)]
    pub again_in: Option<u32>,
}

/// The requests to an account, which go out one after the other at the account's pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Pace {
    /// Sent in the last seconds: tenths of a request a second.
    pub rate: u32,
    /// Waiting for their turn.
    pub waiting: u32,
    /// Seconds that the account asks to be left alone; 0: it does not.
    pub held: u32,
    /// Fewer are sent than the limit allows, since the account refused some or became slow.
    pub slowed: bool,
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
    /// What the requests to a system's account are doing, at most twice a second; the last one says that they rest.
    Pace { system: String, pace: Pace },
    /// It was found out, or chosen, where secrets go; the vault was opened or locked.
    Secrets { place: SecretsPlace, vault: VaultStatus },
    /// The proxy started, stopped, failed or answered calls; at most twice a second.
    Proxy,
}
