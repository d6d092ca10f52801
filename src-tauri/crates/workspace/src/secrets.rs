//! Secrets: in the operating system's keychain, or in memory for this run by the person's choice. Nowhere else.

use std::collections::HashMap;
use std::sync::mpsc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::Workspace;

/// The keychain's name for all of ours.
const SERVICE: &str = "zonedesk";

/// How long a keychain may take to say whether it is there. One that is locked asks its owner only for an entry.
const PROBE: Duration = Duration::from_secs(3);

/// Where secrets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretPlace {
    Keychain,
    /// In memory, until the program ends.
    ThisRun,
}

/// Which secret: whose, and which of its credential properties.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecretKey {
    /// Id of a system or destination.
    pub owner: String,
    /// Name of the property, as `Password`.
    pub property: String,
}

impl SecretKey {
    pub fn new(owner: impl ToString, property: impl Into<String>) -> Self {
        Self { owner: owner.to_string(), property: property.into() }
    }
}

/// The property that holds a client secret. It was the only secret once, so that its entry has no name behind it.
const CLIENT_SECRET: &str = "Password";

/// Why a secret cannot be read or kept. Never holds one.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// No keychain answers: none is there (a Linux desktop without Secret Service), or it hangs.
    #[error("no keychain answers: {0}")]
    Unavailable(String),
    /// The keychain is there and refuses: it is locked, or its owner said no.
    #[error("the keychain refuses: {0}")]
    Refused(String),
}

/// The secrets of one workspace: those of its systems and destinations.
///
/// Every call may block for as long as the keychain's owner is asked; keep calls off an async runtime's threads.
pub struct Secrets {
    workspace: String,
    place: Mutex<SecretPlace>,
    this_run: Mutex<HashMap<SecretKey, SecretString>>,
}

impl Secrets {
    /// Secrets of a workspace, in the keychain until [`Secrets::keep_for_this_run`] is chosen.
    pub fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.id().to_owned(),
            place: Mutex::new(SecretPlace::Keychain),
            this_run: Mutex::default(),
        }
    }

    pub fn place(&self) -> SecretPlace {
        *lock(&self.place)
    }

    /// Keeps secrets in memory from now on; the keychain is not asked again.
    pub fn keep_for_this_run(&self) {
        *lock(&self.place) = SecretPlace::ThisRun;
    }

    /// Whether the keychain answers, after at most three seconds.
    pub fn probe() -> Result<(), SecretError> {
        within(PROBE, || match keyring::Entry::store_status() {
            Ok(()) => match keyring::Entry::new(SERVICE, "probe").and_then(|entry| entry.get_password()) {
                // A locked keychain is one that answers.
                Ok(_) | Err(keyring::Error::NoEntry | keyring::Error::NoStorageAccess(_)) => Ok(()),
                Err(error) => Err(failure(&error)),
            },
            Err(error) => Err(SecretError::Unavailable(text(error))),
        })
    }

    /// A secret; none when none is kept.
    pub fn get(&self, key: &SecretKey) -> Result<Option<SecretString>, SecretError> {
        if self.place() == SecretPlace::ThisRun {
            return Ok(lock(&self.this_run).get(key).cloned());
        }
        match self.entry(key)?.get_password() {
            Ok(secret) => Ok(Some(secret.into())),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(failure(&error)),
        }
    }

    /// Keeps a secret in place of the former one.
    pub fn set(&self, key: &SecretKey, secret: &SecretString) -> Result<(), SecretError> {
        if self.place() == SecretPlace::ThisRun {
            lock(&self.this_run).insert(key.clone(), secret.clone());
            return Ok(());
        }
        self.entry(key)?.set_password(secret.expose_secret()).map_err(|error| failure(&error))
    }

    /// Forgets a secret; no error where none is kept.
    pub fn delete(&self, key: &SecretKey) -> Result<(), SecretError> {
        if self.place() == SecretPlace::ThisRun {
            lock(&self.this_run).remove(key);
            return Ok(());
        }
        match self.entry(key)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(failure(&error)),
        }
    }

    fn entry(&self, key: &SecretKey) -> Result<keyring::Entry, SecretError> {
        let SecretKey { owner, property } = key;
        let user = match property.as_str() {
            CLIENT_SECRET => format!("{}/{owner}", self.workspace),
            _ => format!("{}/{owner}/{property}", self.workspace),
        };
        keyring::Entry::new(SERVICE, &user).map_err(|error| failure(&error))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a question on a thread of its own and stops waiting for it: a call over D-Bus cannot be broken off.
fn within(
    limit: Duration,
    ask: impl FnOnce() -> Result<(), SecretError> + Send + 'static,
) -> Result<(), SecretError> {
    let (answer, wait) = mpsc::channel();
    thread::spawn(move || answer.send(ask()));
    wait.recv_timeout(limit).unwrap_or_else(|_| {
        Err(SecretError::Unavailable(format!("it gave no sign within {} s", limit.as_secs())))
    })
}

fn failure(error: &keyring::Error) -> SecretError {
    match error {
        keyring::Error::NoDefaultStore => {
            let cause = keyring::Entry::store_status().as_ref().err().map_or_else(|| text(error), text);
            SecretError::Unavailable(cause)
        }
        keyring::Error::PlatformFailure(_) | keyring::Error::NotSupportedByStore(_) => {
            SecretError::Unavailable(text(error))
        }
        _ => SecretError::Refused(text(error)),
    }
}

/// Two of the keychain's errors carry the secret itself: they are named, not shown.
fn text(error: &keyring::Error) -> String {
    match error {
        keyring::Error::BadEncoding(_) => "the entry holds no text".into(),
        keyring::Error::BadDataFormat(..) => "the entry has an unknown form".into(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_hangs_is_given_up() {
        let (_hold, wait) = mpsc::channel::<()>();
        let asked = within(Duration::from_millis(1), move || {
            let _ = wait.recv();
            Ok(())
        });
        assert!(matches!(asked, Err(SecretError::Unavailable(_))));
    }

    #[test]
    fn an_error_never_shows_what_the_keychain_held() {
        for error in [
            keyring::Error::BadEncoding(b"s3cret".to_vec()),
            keyring::Error::BadDataFormat(b"s3cret".to_vec(), "odd".into()),
        ] {
            let shown = format!("{:?}", failure(&error));
            assert!(!shown.contains("s3cret") && !shown.contains("115"), "{shown}");
        }
    }
}
