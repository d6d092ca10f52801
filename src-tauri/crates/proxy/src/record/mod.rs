//! What is known of a call of a consumer, once it is answered.

mod log;
pub mod mask;
mod notes;

use std::sync::Arc;
use std::time::Duration;

use zonedesk_scim::Timestamp;
use zonedesk_transform::{Entity, Explained, RunError, Skip, Tested};
use zonedesk_workspace::SystemId;

use crate::kind::Kind;
use crate::rules::Rules;

pub use log::{Counts, Log};
pub use notes::{Notes, Ran};

/// A call of a consumer, answered. Holds no secret.
#[derive(Debug)]
pub struct Record {
    /// Counted from 1 in its log.
    pub number: u64,
    /// The request's id, given or made.
    pub request: String,
    /// When it came.
    pub at: Timestamp,
    pub system: SystemId,
    pub system_name: String,
    /// Who called, or who it was that could not show so; none: nobody that the system knows.
    pub consumer: Option<String>,
    pub method: String,
    /// Below the system's address, with the query, values of secret parameters masked.
    pub path: String,
    pub status: u16,
    pub took: Duration,
    /// `name: value`, a line each; secrets masked.
    pub headers: String,
    /// Secrets masked, cut at 64 KiB; only while the system is traced.
    pub request_body: Option<String>,
    pub response_type: Option<&'static str>,
    pub response_bytes: usize,
    /// As `request_body`; that of a failure always.
    pub response_body: Option<String>,
    /// Until when the system was traced.
    pub traced_until: Option<Timestamp>,
    /// The first calls to the account, each attempt one.
    pub backend: Vec<BackendCall>,
    pub backend_calls: u32,
    /// Entities that were read from the account, and how many of them were answered.
    pub read: u32,
    pub shown: u32,
    /// The transformations that failed, the first ones; while the system is traced also the first that ran.
    pub runs: Vec<Run>,
}

/// An attempt at a call to the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackendCall {
    pub method: &'static str,
    /// Below the account's address, with the query, not encoded; `token` where none was given out.
    pub path: String,
    /// None: no answer came.
    pub status: Option<u16>,
    /// In the account's queue.
    pub waited: Duration,
    /// From its turn to the end of the answer.
    pub took: Duration,
    pub failure: Option<String>,
}

/// What a transformation did to one entity. Values are cut, those of secrets hidden.
#[derive(Debug)]
pub struct Run {
    rules: Arc<Rules>,
    kind: Kind,
    pub is_write: bool,
    pub operation: zonedesk_transform::Operation,
    /// User name or name of the role collection, else the id.
    pub name: String,
    pub failure: Option<RunError>,
    /// Why nothing came out.
    pub skipped: Option<Skip>,
    pub condition: Option<Tested>,
    /// Those that the run came to, in the order of the document.
    pub mappings: Vec<Explained>,
    /// About how many bytes it takes.
    size: usize,
}

impl Run {
    /// The transformation, as it was then.
    pub fn text(&self) -> &str {
        self.rules.text(self.is_write)
    }

    /// The entity type that ran; none where the transformation has none.
    pub fn entity(&self) -> Option<&Entity> {
        let side = self.rules.side(self.kind);
        let ready = if self.is_write { &side.write } else { &side.read };
        ready.as_ref().ok().map(|ready| &ready.entity)
    }

    /// `user` or `group`.
    pub fn word(&self) -> &'static str {
        self.kind.word()
    }
}

impl Record {
    /// About how many bytes it takes.
    fn size(&self) -> usize {
        let texts = [&self.request, &self.system_name, &self.method, &self.path, &self.headers];
        let bodies = [&self.consumer, &self.request_body, &self.response_body];
        let call = |call: &BackendCall| {
            size_of::<BackendCall>() + call.path.len() + call.failure.as_ref().map_or(0, String::len)
        };
        size_of::<Self>()
            + texts.iter().map(|text| text.len()).sum::<usize>()
            + bodies.iter().filter_map(|text| text.as_ref()).map(String::len).sum::<usize>()
            + self.backend.iter().map(call).sum::<usize>()
            + self.runs.iter().map(|run| run.size).sum::<usize>()
    }
}
