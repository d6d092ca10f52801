//! Calls to the account behind a system, with the retries of SAP Cloud Identity Services (*Handle Failed Operations*).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use zonedesk_xsuaa::{Account, Answer, Call, Error, ErrorKind, Method};

use crate::kind::Kind;
use crate::problem::{During, Problem};
use crate::record::Notes;

/// The most calls to one account at the same time; more wait.
pub const AT_ONCE: usize = 8;

/// The account behind a system.
pub struct Backend {
    pub account: Account,
    /// How often a failed call is repeated, and after how long.
    pub retries: (u64, Duration),
    pub at_once: Arc<Semaphore>,
    pub notes: Arc<Notes>,
    /// Counts each call that is sent.
    pub calls: Arc<AtomicU64>,
}

impl Backend {
    /// Sends a call. Reads that fail in passing are repeated at once; what SAP's service repeats is repeated after its
    /// interval, or when the account says.
    pub async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let account = match call.method {
            Method::Get => self.account.clone(),
            _ => self.account.once(),
        };
        let account = account.watched(self.notes.watch(call));
        let (attempts, interval) = self.retries;
        let mut left = attempts;
        loop {
            let answer = {
                let _place = self.at_once.acquire().await;
                self.calls.fetch_add(1, Ordering::Relaxed);
                account.send(call).await
            };
            let Some(error) = answer.as_ref().err().filter(|error| left > 0 && again(call.method, error))
            else {
                return answer;
            };
            left -= 1;
            let pause = match &error.kind {
                ErrorKind::RateLimited { retry_after: Some(pause) } => *pause,
                _ => interval,
            };
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
        }
    }

    /// As [`Backend::send`], with the failure as the consumer is told of it.
    pub async fn ask(&self, call: &Call, during: During) -> Result<Answer, Problem> {
        // Boxed: it would make the futures of all who ask, who are many, several times as large.
        let answer = Box::pin(self.send(call)).await.map_err(|error| {
            tracing::warn!(%error, "a call to the account failed");
            Problem::of_backend(&error, during)
        })?;
        // A page of whoever stands in front says nothing of what the account did.
        if !matches!(answer.body.trim_ascii_start().first(), None | Some(b'{' | b'[')) {
            tracing::error!(status = answer.status, "what answered in place of the account sent no JSON");
            return Err(Problem::new(502, "The account's answer is none of an account."));
        }
        Ok(answer)
    }

    /// The resource as the account shows it.
    pub async fn one(&self, kind: Kind, id: &str) -> Result<Answer, Problem> {
        let found = self.ask(&address(kind, id)?, During::Read).await;
        found.map_err(|problem| match problem.status {
            404 => Problem::no_entity(kind, id),
            // XSUAA's web server refuses some characters in a path: what none can name does not exist.
            400 if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~ ".contains(&byte)) => {
                Problem::no_entity(kind, id)
            }
            _ => problem,
        })
    }
}

/// `GET` of one resource; with another method, any call for it.
pub fn address(kind: Kind, id: &str) -> Result<Call, Problem> {
    let call = match kind {
        Kind::Users => Call::user(id),
        Kind::Groups => Call::group(id),
    };
    call.map_err(|_| Problem::no_entity(kind, id))
}

/// Whether a failed call is one that is sent again: too many requests always, a time-out where something was to be
/// written, a bad gateway with PATCH only.
fn again(method: Method, error: &Error) -> bool {
    match &error.kind {
        ErrorKind::RateLimited { .. } => true,
        _ if error.is_timeout() => method != Method::Get,
        _ => method == Method::Patch && error.status() == Some(502),
    }
}

#[cfg(test)]
mod tests {
    use zonedesk_xsuaa::Unreachable;

    use super::*;

    #[test]
    fn what_is_repeated_is_what_sap_repeats() {
        use Method::{Delete, Get, Patch, Post, Put};
        let timeout = ErrorKind::Unreachable { reason: Unreachable::Timeout, detail: String::new() };
        for (kind, methods) in [
            (ErrorKind::RateLimited { retry_after: None }, vec![Get, Post, Put, Patch, Delete]),
            (timeout, vec![Post, Put, Patch, Delete]),
            (ErrorKind::Gateway { status: 502 }, vec![Patch]),
            (ErrorKind::Gateway { status: 503 }, vec![]),
            (ErrorKind::Gateway { status: 500 }, vec![]),
        ] {
            let error = Error { account: String::new(), call: "PUT /Users/1".into(), kind };
            let repeated: Vec<_> =
                [Get, Post, Put, Patch, Delete].into_iter().filter(|method| again(*method, &error)).collect();
            assert_eq!(repeated, methods, "{error}");
        }
    }
}
