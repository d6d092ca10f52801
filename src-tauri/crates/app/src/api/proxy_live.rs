use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{AppError, ExplainedCondition, ExplainedMapping, TransformationKind};

/// The proxy that this process runs.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyState {
    /// Scheme, host, port and path as consumers know it, without a slash at its end; also while it rests.
    pub base: String,
    /// Whether it answers over TLS, or a router in front does.
    pub tls: bool,
    /// Whether only this computer can reach it.
    pub loopback: bool,
    /// Since when it answers; none while it rests.
    #[ts(optional)]
    pub since: Option<Timestamp>,
    /// Why it rests although a system is on.
    #[ts(optional)]
    pub failure: Option<AppError>,
    /// Systems whose proxy is on, by id.
    pub systems: Vec<String>,
    /// Systems whose bodies are kept, and until when.
    pub traces: Vec<ProxyTrace>,
}

/// How often the proxy was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyCounts {
    #[ts(type = "number")]
    pub calls: u64,
    /// Status 400 and above.
    #[ts(type = "number")]
    pub errors: u64,
}

/// The bodies of a system's calls are kept until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyTrace {
    pub system: String,
    pub until: Timestamp,
}

/// Which calls of the live log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ProxyCallKind {
    #[default]
    All,
    /// Status 400 and above.
    Errors,
    /// A second or more.
    Slow,
}

/// What of the live log is asked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ProxyCallQuery {
    /// None: all systems.
    #[ts(optional)]
    pub system: Option<String>,
    pub kind: ProxyCallKind,
    /// Words in consumer, method, path, status or request id.
    pub text: String,
    /// Nothing newer than the call of this number: the log is paused there.
    #[ts(optional, type = "number")]
    pub upto: Option<u64>,
    pub start: u32,
    /// At most 500.
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyCallPage {
    pub calls: Vec<ProxyCall>,
    /// How many fit the query.
    pub total: u32,
    /// How many of each kind fit the rest of it.
    pub all: u32,
    pub errors: u32,
    pub slow: u32,
    /// Number of the newest call that is kept; 0: none yet.
    #[ts(type = "number")]
    pub newest: u64,
}

/// A call of a consumer, answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyCall {
    /// Counted from 1 since the start of this process.
    #[ts(type = "number")]
    pub number: u64,
    /// When it came.
    pub at: Timestamp,
    pub system: String,
    pub system_name: String,
    /// None: nobody that is known.
    #[ts(optional)]
    pub consumer: Option<String>,
    pub method: String,
    /// Below the system's address, with the query: `/Users?startIndex=1`.
    pub path: String,
    pub status: u16,
    pub milliseconds: u32,
    /// How many calls it cost at the account.
    pub backend_calls: u32,
}

/// All that is kept of a call.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyCallDetail {
    pub call: ProxyCall,
    pub request_id: String,
    /// With secrets masked, in the order that they came.
    pub headers: Vec<ProxyHeader>,
    /// Only while tracing is on; secrets masked, cut at 64 KiB.
    #[ts(optional)]
    pub request_body: Option<String>,
    #[ts(optional)]
    pub response_type: Option<String>,
    #[ts(type = "number")]
    pub response_bytes: u64,
    /// Of failures always, else only while tracing is on; cut at 64 KiB.
    #[ts(optional)]
    pub response_body: Option<String>,
    /// Whether bodies were kept of this call, and until when tracing was on.
    #[ts(optional)]
    pub traced_until: Option<Timestamp>,
    /// In the order that they were sent.
    pub backend: Vec<ProxyBackendCall>,
    /// Entities read from the account, and how many of them were answered.
    pub entities_read: u32,
    pub entities_shown: u32,
    /// Each transformation that failed, at most 20; while tracing is on also the first that ran.
    pub runs: Vec<ProxyRun>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyHeader {
    pub name: String,
    pub value: String,
}

/// A call to the account on behalf of a consumer, each attempt one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyBackendCall {
    pub method: String,
    /// Below the account's address, with the query.
    pub path: String,
    /// None: it was not answered.
    #[ts(optional)]
    pub status: Option<u16>,
    /// In the account's queue, for its turn.
    pub waited: u32,
    /// From its turn to the end of the answer.
    pub milliseconds: u32,
    /// Why it failed.
    #[ts(optional)]
    pub failure: Option<String>,
}

/// What a transformation did to one entity.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ProxyRun {
    pub kind: TransformationKind,
    /// `user` or `group`.
    pub entity: String,
    /// User name or name of the role collection, else the id.
    pub name: String,
    /// Why it failed; none: it ran.
    #[ts(optional)]
    pub failure: Option<String>,
    /// JSON Pointer of the mapping that failed: `/user/mappings/4`.
    #[ts(optional)]
    pub pointer: Option<String>,
    /// None where the entity has no condition.
    #[ts(optional)]
    pub entity_condition: Option<ExplainedCondition>,
    /// In the order of the document.
    pub mappings: Vec<ExplainedMapping>,
}
