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
mod tests;
