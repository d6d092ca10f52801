//! From one place to another: everything or nothing, and nothing is lost, wherever it breaks off.
//!
//! 1. The workspace notes the new place as unwanted.
//! 2. All secrets are written there and read back.
//! 3. In one write the choice becomes the new place, and the former the unwanted one.
//! 4. The former is emptied; the note goes.
//!
//! What breaks off before the third step leaves everything where it was, what breaks off after it has moved
//! everything; either way [`Secrets::tidy`] empties the unwanted place later.

use secrecy::ExposeSecret;

use super::{
    Alone, Choice, Entries, SETTING, SecretError, SecretKey, SecretPlace, Secrets, VaultState, lock,
};
use crate::Workspace;

/// What a move would take along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movable {
    pub secrets: usize,
    /// The keychain, where secrets go now, does not answer: what it may hold stays there.
    pub unreachable: bool,
}

struct Gathered {
    entries: Entries,
    unreachable: bool,
}

/// What a move did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub secrets: usize,
    /// Whether the former place is empty. Where not, [`Secrets::tidy`] tries again.
    pub tidy: bool,
}

impl Secrets {
    /// How many secrets a move to a place would take along. The vault must be open where secrets are in there.
    pub fn movable(&self, target: SecretPlace) -> Result<Movable, SecretError> {
        self.ask_for_vault(false)?;
        let Gathered { entries, unreachable } = self.gather(target)?;
        Ok(Movable { secrets: entries.len(), unreachable })
    }

    /// Moves all secrets to the keychain or the vault, which must be open, and keeps them there from now on.
    pub fn move_to(&self, target: SecretPlace) -> Result<Moved, SecretError> {
        self.ask_for_vault(false)?;
        let alone = self.alone()?;
        if target == SecretPlace::File {
            self.open_vault()?;
        }
        let Gathered { entries, unreachable } = self.gather(target)?;
        let former = self.choice()?.place;
        if former != target && self.is_unused(target)? {
            self.choose(former, Some(target))?;
        }
        self.write_all(&alone, target, &entries)?;
        self.verify(target, &entries)?;
        // What does not answer cannot be emptied, and what it holds may be wanted again.
        let unwanted = (former != target && !unreachable).then_some(former);
        self.choose(target, unwanted)?;
        *lock(&self.this_run) = None;
        let tidy = match unwanted {
            Some(former) => self.empty(&alone, former, entries.keys()).is_ok(),
            None => true,
        };
        if tidy {
            self.choose(target, None)?;
        }
        Ok(Moved { secrets: entries.len(), tidy })
    }

    /// What is kept elsewhere than at the target: at the stored place, and over it what was given for this run.
    fn gather(&self, target: SecretPlace) -> Result<Gathered, SecretError> {
        let stored = self.choice()?.place;
        let mut gathered = Gathered { entries: Entries::new(), unreachable: false };
        if stored != target {
            match self.entries(stored) {
                Ok(entries) => gathered.entries = entries,
                Err(SecretError::Unavailable(_)) => gathered.unreachable = true,
                Err(other) => return Err(other),
            }
        }
        gathered.entries.extend(lock(&self.this_run).clone().unwrap_or_default());
        Ok(gathered)
    }

    /// Empties the place that a move, now or in another run, left behind.
    pub fn tidy(&self) -> Result<(), SecretError> {
        let alone = self.alone()?;
        let Choice { place, unwanted: Some(unwanted) } = self.choice()? else { return Ok(()) };
        if unwanted != place {
            self.empty(&alone, unwanted, known(&self.workspace)?.iter())?;
        }
        self.choose(place, None)
    }

    fn choose(&self, place: SecretPlace, unwanted: Option<SecretPlace>) -> Result<(), SecretError> {
        Ok(self.workspace.set_setting(SETTING, &Choice { place, unwanted })?)
    }

    fn entries(&self, place: SecretPlace) -> Result<Entries, SecretError> {
        match place {
            SecretPlace::Keychain => {
                let mut entries = Entries::new();
                for key in known(&self.workspace)? {
                    if let Some(secret) = self.keychain.get(&key)? {
                        entries.insert(key, secret);
                    }
                }
                Ok(entries)
            }
            SecretPlace::File => self.vault.read(),
            SecretPlace::ThisRun => Ok(lock(&self.this_run).clone().unwrap_or_default()),
        }
    }

    /// Whether nothing of ours is there, so that all of it may be taken away again.
    fn is_unused(&self, place: SecretPlace) -> Result<bool, SecretError> {
        match place {
            SecretPlace::File => Ok(self.vault.read()?.is_empty()),
            SecretPlace::Keychain => Ok(self.entries(place)?.is_empty()),
            SecretPlace::ThisRun => Ok(false),
        }
    }

    fn open_vault(&self) -> Result<(), SecretError> {
        match self.vault.state()? {
            VaultState::Open => Ok(()),
            VaultState::Absent | VaultState::Locked => Err(SecretError::VaultLocked),
        }
    }

    fn write_all(&self, alone: &Alone, place: SecretPlace, entries: &Entries) -> Result<(), SecretError> {
        if place == SecretPlace::File {
            return self.vault.change(alone, |kept| kept.extend(entries.clone()));
        }
        entries.iter().try_for_each(|(key, secret)| self.keychain.set(key, secret))
    }

    fn verify(&self, place: SecretPlace, entries: &Entries) -> Result<(), SecretError> {
        let kept = match place {
            SecretPlace::File => self.vault.read()?,
            _ => Entries::new(),
        };
        for (key, secret) in entries {
            let found = match place {
                SecretPlace::File => kept.get(key).cloned(),
                _ => self.keychain.get(key)?,
            };
            if found.is_none_or(|found| found.expose_secret() != secret.expose_secret()) {
                return Err(SecretError::NotTheSame);
            }
        }
        Ok(())
    }

    fn empty<'a>(
        &self,
        alone: &Alone,
        place: SecretPlace,
        mut keys: impl Iterator<Item = &'a SecretKey>,
    ) -> Result<(), SecretError> {
        match place {
            SecretPlace::File => self.vault.remove(alone),
            SecretPlace::Keychain => keys.try_for_each(|key| self.keychain.delete(key)),
            SecretPlace::ThisRun => Ok(()),
        }
    }
}

/// Every credential that was noted: a keychain cannot be asked what it holds.
fn known(workspace: &Workspace) -> Result<Vec<SecretKey>, SecretError> {
    Ok(workspace.read(|db| {
        db.prepare_cached("SELECT owner, name FROM credential")?
            .query_map((), |row| Ok(SecretKey { owner: row.get(0)?, property: row.get(1)? }))?
            .collect()
    })?)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

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
        [
            SecretKey::new("s1", "Password"),
            SecretKey::new("s1", "PrivateKey"),
            SecretKey::new("s2", "Password"),
        ]
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
        secrets
            .write_all(&alone, SecretPlace::File, &secrets.entries(SecretPlace::Keychain).unwrap())
            .unwrap();
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
        secrets
            .write_all(&alone, SecretPlace::File, &secrets.entries(SecretPlace::Keychain).unwrap())
            .unwrap();
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
                Some(&Credential {
                    set_at: Timestamp(0),
                    certificate: None,
                    url_host: None,
                    token_host: None,
                }),
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
}
