use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use secrecy::SecretString;
use tempfile::TempDir;
use zonedesk_scim::Timestamp;

use super::*;
use crate::{Credential, VaultCost};

/// A workspace with three secrets in a keychain that is a test's own.
fn bench(store: &Arc<keyring_core::CredentialStore>) -> (TempDir, Secrets) {
    let dir = tempfile::tempdir().unwrap();
    let secrets = opened(&dir, Some(store));
    let noted = Credential { set_at: Timestamp(0), certificate: None, url_host: None, token_host: None };
    for key in keys() {
        secrets.set(&key, &of(&key)).unwrap();
        secrets
            .workspace
            .note_credential(&key.owner, &key.property, Some(&noted), Timestamp(0), "Jo")
            .unwrap();
    }
    (dir, secrets)
}

fn opened(dir: &TempDir, store: Option<&Arc<keyring_core::CredentialStore>>) -> Secrets {
    let mut secrets = Secrets::new(&Workspace::open(dir.path()).unwrap(), VaultCost::TEST);
    secrets.keychain.store = store.cloned();
    secrets
}

fn store() -> Arc<keyring_core::CredentialStore> {
    keyring_core::mock::Store::new().unwrap()
}

fn keys() -> [SecretKey; 3] {
    [SecretKey::new("s1", "Password"), SecretKey::new("s1", "PrivateKey"), SecretKey::new("s2", "Password")]
}

fn of(key: &SecretKey) -> SecretString {
    format!("{} of {}", key.property, key.owner).into()
}

fn passphrase() -> SecretString {
    "open sesame".into()
}

#[track_caller]
fn holds_all(secrets: &Secrets) {
    for key in keys() {
        let found = secrets.get(&key).unwrap();
        assert_eq!(found.unwrap().expose_secret(), of(&key).expose_secret(), "{key:?}");
    }
}

fn in_keychain(secrets: &Secrets) -> usize {
    keys().iter().filter(|key| secrets.keychain.get(key).unwrap().is_some()).count()
}

#[test]
fn all_move_to_the_file_and_back() {
    let store = store();
    let (dir, secrets) = bench(&store);
    assert_eq!(secrets.movable(SecretPlace::File).unwrap(), Movable { secrets: 3, unreachable: false });
    assert!(matches!(secrets.move_to(SecretPlace::File), Err(SecretError::VaultLocked)));
    secrets.unlock_vault(&passphrase()).unwrap();
    assert_eq!(secrets.move_to(SecretPlace::File).unwrap(), Moved { secrets: 3, tidy: true });
    assert_eq!((secrets.place().unwrap(), in_keychain(&secrets)), (SecretPlace::File, 0));
    holds_all(&secrets);

    // Another process sees the choice, and what the file holds once it has the passphrase.
    let other = opened(&dir, Some(&store));
    assert!(matches!(other.get(&keys()[0]), Err(SecretError::VaultLocked)));
    other.unlock_vault(&passphrase()).unwrap();
    holds_all(&other);

    assert_eq!(secrets.move_to(SecretPlace::Keychain).unwrap(), Moved { secrets: 3, tidy: true });
    assert_eq!((other.place().unwrap(), in_keychain(&other)), (SecretPlace::Keychain, 3));
    assert_eq!(other.vault().unwrap(), VaultState::Absent);
    holds_all(&other);
}

#[test]
fn a_move_that_breaks_off_before_the_switch_has_moved_nothing() {
    let store = store();
    let (_dir, secrets) = bench(&store);
    secrets.unlock_vault(&passphrase()).unwrap();
    // As far as the process came: noted, written.
    let alone = secrets.alone().unwrap();
    secrets.choose(SecretPlace::Keychain, Some(SecretPlace::File)).unwrap();
    secrets.write_all(&alone, SecretPlace::File, &secrets.entries(SecretPlace::Keychain).unwrap()).unwrap();
    drop(alone);
    holds_all(&secrets);
    secrets.tidy().unwrap();
    assert_eq!(secrets.vault().unwrap(), VaultState::Absent);
    holds_all(&secrets);
}

#[test]
fn a_move_that_breaks_off_after_the_switch_has_moved_all() {
    let store = store();
    let (_dir, secrets) = bench(&store);
    secrets.unlock_vault(&passphrase()).unwrap();
    let alone = secrets.alone().unwrap();
    secrets.write_all(&alone, SecretPlace::File, &secrets.entries(SecretPlace::Keychain).unwrap()).unwrap();
    secrets.choose(SecretPlace::File, Some(SecretPlace::Keychain)).unwrap();
    drop(alone);
    assert_eq!(in_keychain(&secrets), 3);
    secrets.tidy().unwrap();
    assert_eq!(in_keychain(&secrets), 0);
    holds_all(&secrets);
}

#[test]
fn a_keychain_that_fails_half_way_keeps_everything_in_the_file() {
    let store = store();
    let (_dir, secrets) = bench(&store);
    secrets.unlock_vault(&passphrase()).unwrap();
    secrets.move_to(SecretPlace::File).unwrap();
    // The last of the entries refuses.
    let user = format!("{}/s2", secrets.workspace.id());
    let entry = keyring_core::Entry::new_in_store(&store, "zonedesk", &user).unwrap();
    let cell: &keyring_core::mock::Cred = entry.as_any().downcast_ref().unwrap();
    // The first question, whether it is unused, and then the write.
    assert!(secrets.keychain.get(&keys()[2]).unwrap().is_none());
    cell.set_error(keyring::Error::TooLong("password".into(), 1));
    assert!(matches!(secrets.move_to(SecretPlace::Keychain), Err(SecretError::Refused(_))));
    assert_eq!(secrets.place().unwrap(), SecretPlace::File);
    holds_all(&secrets);
    secrets.tidy().unwrap();
    assert_eq!(in_keychain(&secrets), 0);
    holds_all(&secrets);
}

/// A keychain that takes everything and keeps its beginning.
#[derive(Debug, Clone, Default)]
struct Short(Arc<Mutex<HashMap<String, Vec<u8>>>>);

#[derive(Debug)]
struct ShortEntry(Short, String);

impl CredentialStoreApi for Short {
    fn vendor(&self) -> String {
        "short".to_owned()
    }
    fn id(&self) -> String {
        self.vendor()
    }
    fn build(
        &self,
        _: &str,
        user: &str,
        _: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<keyring_core::Entry> {
        Ok(keyring_core::Entry::new_with_credential(Arc::new(ShortEntry(self.clone(), user.to_owned()))))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl CredentialApi for ShortEntry {
    fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
        lock(&self.0.0).insert(self.1.clone(), secret[..8].to_vec());
        Ok(())
    }
    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        lock(&self.0.0).get(&self.1).cloned().ok_or(keyring::Error::NoEntry)
    }
    fn delete_credential(&self) -> keyring_core::Result<()> {
        lock(&self.0.0).remove(&self.1).map(drop).ok_or(keyring::Error::NoEntry)
    }
    fn get_credential(&self) -> keyring_core::Result<Option<Arc<keyring_core::Credential>>> {
        Ok(None)
    }
    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[test]
fn a_keychain_that_keeps_something_else_is_not_moved_to() {
    let (_dir, mut secrets) = bench(&store());
    secrets.unlock_vault(&passphrase()).unwrap();
    secrets.move_to(SecretPlace::File).unwrap();
    let short = Short::default();
    secrets.keychain.store = Some(Arc::new(short.clone()));
    assert!(matches!(secrets.move_to(SecretPlace::Keychain), Err(SecretError::NotTheSame)));
    assert_eq!((secrets.place().unwrap(), lock(&short.0).len()), (SecretPlace::File, 3));
    holds_all(&secrets);
    secrets.tidy().unwrap();
    assert!(lock(&short.0).is_empty());
    holds_all(&secrets);
}

#[test]
fn without_a_keychain_the_file_can_be_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let secrets = opened(&dir, None);
    let (key, secret) = (&keys()[0], of(&keys()[0]));
    assert!(matches!(secrets.set(key, &secret), Err(SecretError::Unavailable(_))));
    secrets
        .workspace
        .note_credential(
            "s1",
            "Password",
            Some(&Credential { set_at: Timestamp(0), certificate: None, url_host: None, token_host: None }),
            Timestamp(0),
            "Jo",
        )
        .unwrap();
    // What was given for this run comes along.
    secrets.keep_for_this_run();
    secrets.set(key, &secret).unwrap();
    assert_eq!(secrets.movable(SecretPlace::File).unwrap(), Movable { secrets: 1, unreachable: true });
    secrets.unlock_vault(&passphrase()).unwrap();
    assert_eq!(secrets.move_to(SecretPlace::File).unwrap(), Moved { secrets: 1, tidy: true });
    assert_eq!(secrets.place().unwrap(), SecretPlace::File);
    assert_eq!(secrets.get(key).unwrap().unwrap().expose_secret(), secret.expose_secret());
}
