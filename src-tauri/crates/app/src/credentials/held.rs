//! Credentials between the paste and their use. The page and the terminal know them by handle only.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::entry::Credential;

/// How long a credential is held for a person to decide.
pub(super) const HOLD: Duration = Duration::from_secs(15 * 60);

/// Credentials by handle. What leaves it is overwritten where its last copy is dropped.
#[derive(Default)]
pub(crate) struct Held(Mutex<HashMap<String, (Instant, Credential)>>);

impl Held {
    /// Gives the handle.
    pub fn put(&self, credential: Credential) -> String {
        let handle = uuid::Uuid::new_v4().to_string();
        self.lock().insert(handle.clone(), (Instant::now(), credential));
        handle
    }

    /// Puts another in the place of a held one, with its full time.
    pub fn replace(&self, handle: &str, credential: Credential) {
        self.lock().insert(handle.to_owned(), (Instant::now(), credential));
    }

    pub fn get(&self, handle: &str) -> Option<Credential> {
        self.lock().get(handle).map(|(_, credential)| credential.clone())
    }

    pub fn discard(&self, handle: &str) {
        self.lock().remove(handle);
    }

    /// Drops what was held since [`HOLD`] ago at `now`.
    pub fn expire(&self, now: Instant) {
        self.lock().retain(|_, (since, _)| now.duration_since(*since) < HOLD);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Instant, Credential)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_came_back_for_is_dropped() {
        let held = Held::default();
        let handle = held.put(Credential { client_id: "sb-a!1".into(), ..Default::default() });
        let began = Instant::now();
        held.expire(began + HOLD - Duration::from_secs(1));
        assert_eq!(held.get(&handle).map(|found| found.client_id).as_deref(), Some("sb-a!1"));
        held.expire(began + HOLD);
        assert!(held.get(&handle).is_none());
        assert!(held.get("").is_none());
    }
}
