use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::account::{Served, Write};
use crate::api::Reply;
use crate::clock::Clock;
use crate::fault::Settings;

/// Switches limits and faults of accounts, named by subdomain (in the dialect of UAA by the zone's id).
///
/// The same over HTTP: `GET /_control`, `GET` and `PUT /_control/{account}` with a part of [`Settings`],
/// `POST /_control/{account}/expire-tokens`, `GET /_control/{account}/writes`.
#[derive(Clone)]
pub struct Control {
    served: Arc<Vec<Served>>,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control").finish_non_exhaustive()
    }
}

impl Control {
    pub(super) fn new(served: Arc<Vec<Served>>, clock: Arc<dyn Clock>) -> Self {
        Self { served, clock }
    }

    /// Changes an account's settings; `None`: no such account.
    pub fn set(&self, account: &str, change: impl FnOnce(&mut Settings)) -> Option<()> {
        change(&mut self.find(account)?.settings());
        Some(())
    }

    /// An account's settings at this moment.
    pub fn settings(&self, account: &str) -> Option<Settings> {
        Some(self.find(account)?.settings().clone())
    }

    /// Tokens given until now are refused.
    pub fn expire_tokens(&self, account: &str) -> Option<()> {
        self.find(account)?.expire_tokens(self.clock.now());
        Some(())
    }

    /// Requests to `/Users` and `/Groups` since the start, refused ones included.
    pub fn requests(&self, account: &str) -> Option<u64> {
        Some(self.find(account)?.requests())
    }

    /// What changed the account while [`Settings::keep_writes`] was on, in its order.
    pub fn writes(&self, account: &str) -> Option<Vec<Write>> {
        Some(self.find(account)?.writes())
    }

    /// Counts the requests that meet [`crate::Failure::Silence`].
    pub fn silences(&self, account: &str) -> Option<watch::Receiver<u64>> {
        Some(self.find(account)?.silences())
    }

    fn find(&self, account: &str) -> Option<&Served> {
        self.served.iter().find(|served| served.control_name() == account)
    }

    /// Answers `/_control…`; `path` is what follows.
    pub(super) fn respond(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let answer = match (method, parts.as_slice()) {
            ("GET", []) => Ok(self.served.iter().map(state).collect()),
            (_, []) => Err((405, "GET only".to_owned())),
            (_, [account, ..]) => match self.find(account) {
                None => Err((404, format!("no account {account}"))),
                Some(served) => self.account(served, method, &parts[1..], body),
            },
        };
        match answer {
            Ok(value) => Reply::json(200, value.to_string().into_bytes()),
            Err((status, why)) => Reply::json(status, json!({"error": why}).to_string().into_bytes()),
        }
    }

    fn account(
        &self,
        served: &Served,
        method: &str,
        rest: &[&str],
        body: &[u8],
    ) -> Result<Value, (u16, String)> {
        match (method, rest) {
            ("GET", []) => {}
            ("GET", ["writes"]) => return Ok(json!(served.writes())),
            ("PUT", []) => {
                let said: Value = serde_json::from_slice(body).map_err(|error| (400, error.to_string()))?;
                let mut settings = served.settings();
                let mut merged = json!(*settings);
                if let (Some(merged), Some(said)) = (merged.as_object_mut(), said.as_object()) {
                    merged.extend(said.clone());
                }
                *settings = serde_json::from_value(merged).map_err(|error| (400, error.to_string()))?;
            }
            ("POST", ["expire-tokens"]) => served.expire_tokens(self.clock.now()),
            _ => return Err((405, "GET, PUT, GET writes, or POST expire-tokens".to_owned())),
        }
        Ok(state(served))
    }
}

fn state(served: &Served) -> Value {
    json!({"account": served.control_name(), "requests": served.requests(), "settings": *served.settings()})
}
