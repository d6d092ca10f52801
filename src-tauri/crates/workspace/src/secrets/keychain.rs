//! The operating system's keychain: one entry for each secret.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::{SecretError, SecretKey};

/// The keychain's name for all of ours.
const SERVICE: &str = "zonedesk";

/// How long a keychain may take to say whether it is there. One that is locked asks its owner only for an entry.
const PROBE: Duration = Duration::from_secs(3);

/// The property that holds a client secret. It was the only secret once, so that its entry has no name behind it.
const CLIENT_SECRET: &str = "Password";

/// The entries of one workspace.
pub(super) struct Keychain {
    workspace: String,
    /// What stands for the keychain in tests: never that of whoever runs them. None: none answers.
    #[cfg(test)]
    pub store: Option<std::sync::Arc<keyring_core::CredentialStore>>,
}

impl Keychain {
    pub fn new(workspace: &str) -> Self {
        Self {
            workspace: workspace.to_owned(),
            #[cfg(test)]
            store: None,
        }
    }

    pub fn get(&self, key: &SecretKey) -> Result<Option<SecretString>, SecretError> {
        kept(self.entry(key)?.get_password())
    }

    pub fn set(&self, key: &SecretKey, secret: &SecretString) -> Result<(), SecretError> {
        self.entry(key)?.set_password(secret.expose_secret()).map_err(|error| failure(&error))
    }

    pub fn delete(&self, key: &SecretKey) -> Result<(), SecretError> {
        match self.entry(key)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(failure(&error)),
        }
    }

    /// What somebody else put there under our service and this name.
    pub fn named(&self, name: &str) -> Result<Option<SecretString>, SecretError> {
        kept(self.open(name).and_then(|entry| entry.get_password()))
    }

    fn entry(&self, key: &SecretKey) -> Result<keyring::Entry, SecretError> {
        let SecretKey { owner, property } = key;
        let user = match property.as_str() {
            CLIENT_SECRET => format!("{}/{owner}", self.workspace),
            _ => format!("{}/{owner}/{property}", self.workspace),
        };
        self.open(&user).map_err(|error| failure(&error))
    }

    #[cfg(not(test))]
    fn open(&self, user: &str) -> keyring::Result<keyring::Entry> {
        keyring::Entry::new(SERVICE, user)
    }

    #[cfg(test)]
    fn open(&self, user: &str) -> keyring::Result<keyring::Entry> {
        let store = self.store.as_ref().ok_or(keyring::Error::NoDefaultStore)?;
        Ok(keyring::Entry { inner: keyring_core::Entry::new_in_store(store, SERVICE, user)? })
    }
}

fn kept(read: keyring::Result<String>) -> Result<Option<SecretString>, SecretError> {
    match read {
        Ok(secret) => Ok(Some(secret.into())),
        Err(keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
}

pub(super) fn probe() -> Result<(), SecretError> {
    within(PROBE, || match keyring::Entry::store_status() {
        Ok(()) => match keyring::Entry::new(SERVICE, "probe").and_then(|entry| entry.get_password()) {
            // A locked keychain is one that answers.
            Ok(_) | Err(keyring::Error::NoEntry | keyring::Error::NoStorageAccess(_)) => Ok(()),
            Err(error) => Err(failure(&error)),
        },
        Err(error) => Err(SecretError::Unavailable(text(error))),
    })
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
    fn what_somebody_put_there_is_found_by_its_name() {
        let store: std::sync::Arc<keyring_core::CredentialStore> = keyring_core::mock::Store::new().unwrap();
        let put = keyring_core::Entry::new_in_store(&store, SERVICE, "retail").unwrap();
        put.set_password("s3cret").unwrap();
        let keychain = Keychain { workspace: String::new(), store: Some(store) };
        let found =
            |name: &str| keychain.named(name).unwrap().map(|secret| secret.expose_secret().to_owned());
        assert_eq!((found("retail").as_deref(), found("other")), (Some("s3cret"), None));
        let none = Keychain::new("");
        assert!(matches!(none.named("retail"), Err(SecretError::Unavailable(_))));
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
