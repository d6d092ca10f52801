//! Secrets: in the operating system's keychain, in an encrypted file of the workspace, or in memory for this run, by
//! the person's choice. Nowhere else.

mod keychain;
mod moving;
mod sealed;
mod vault;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

pub use moving::{Movable, Moved};
pub use sealed::VaultCost;
pub(crate) use vault::FILE as VAULT_FILE;
pub use vault::VaultState;

use crate::{Workspace, WorkspaceError};
use keychain::Keychain;
use vault::Vault;

/// Where secrets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SecretPlace {
    Keychain,
    /// `secrets.vault` in the workspace's folder, encrypted with a passphrase.
    File,
    /// In memory, until the program ends.
    ThisRun,
}

/// Which secret: whose, and which of its credential properties.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretKey {
    /// Id of a system or destination.
    pub owner: String,
    /// Name of the property, as `Password`.
    pub property: String,
}

impl SecretKey {
    #[expect(clippy::needless_pass_by_value, reason = "ids are passed as they are, texts borrowed")]
    pub fn new(owner: impl ToString, property: impl Into<String>) -> Self {
        Self { owner: owner.to_string(), property: property.into() }
    }
}

type Entries = BTreeMap<SecretKey, SecretString>;

/// Gives the passphrase of a vault that is absent or locked; none: it is not to be had.
type Ask = Box<dyn Fn(VaultState) -> Option<SecretString> + Send>;

/// Why a secret cannot be read or kept. Never holds one.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// No keychain answers: none is there (a Linux desktop without Secret Service), or it hangs.
    #[error("no keychain answers: {0}")]
    Unavailable(String),
    /// The keychain is there and refuses: it is locked, or its owner said no.
    #[error("the keychain refuses: {0}")]
    Refused(String),
    /// The vault's passphrase was not given in this run, or the vault was locked since, or got another passphrase.
    #[error("the vault is locked")]
    VaultLocked,
    /// Or, which cannot be told apart, somebody who can compute checksums altered the file.
    #[error("{} does not open with this passphrase", path.display())]
    WrongPassphrase { path: PathBuf },
    /// The file was not touched.
    #[error("{} is damaged: {detail}", path.display())]
    VaultDamaged { path: PathBuf, detail: &'static str },
    /// Written by a later version of this program. The file was not touched.
    #[error("{} was written by a later version", path.display())]
    VaultNewer { path: PathBuf },
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("this computer gives no random numbers: {0}")]
    NoRandom(getrandom::Error),
    /// What was written to the new place read back as something else. The former place still holds everything.
    #[error("the new place gave back another secret than it was given")]
    NotTheSame,
    /// The choice of the place cannot be read or kept.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

/// What is kept of the choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Choice {
    place: SecretPlace,
    /// Holds copies that a move made or left, and is to be emptied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unwanted: Option<SecretPlace>,
}

/// The workspace's setting that holds the [`Choice`].
const SETTING: &str = "secrets";

/// Held by a process while it writes secrets, so that none is written to a place that is being left.
const LOCK_FILE: &str = "secrets.lock";

/// The secrets of one workspace: those of its systems and destinations.
///
/// Every call may block for as long as the keychain's owner is asked; keep calls off an async runtime's threads.
pub struct Secrets {
    workspace: Workspace,
    keychain: Keychain,
    vault: Vault,
    /// Set once secrets are kept for this run.
    this_run: Mutex<Option<Entries>>,
    ask: Mutex<Option<Ask>>,
}

impl Secrets {
    /// Secrets of a workspace, where its stored choice says; in the keychain where none was made. `cost` is what
    /// guessing a new vault's passphrase shall cost.
    pub fn new(workspace: &Workspace, cost: VaultCost) -> Self {
        Self {
            keychain: Keychain::new(workspace.id()),
            vault: Vault::new(workspace.dir(), cost),
            workspace: workspace.clone(),
            this_run: Mutex::default(),
            ask: Mutex::default(),
        }
    }

    /// Where secrets go now. Read from the workspace at each call: another process may have moved them.
    pub fn place(&self) -> Result<SecretPlace, SecretError> {
        match *lock(&self.this_run) {
            Some(_) => Ok(SecretPlace::ThisRun),
            None => Ok(self.choice()?.place),
        }
    }

    /// Keeps secrets in memory from now on. What is kept elsewhere stays there and is not asked for.
    pub fn keep_for_this_run(&self) {
        lock(&self.this_run).get_or_insert_default();
    }

    /// Whether the keychain answers, after at most three seconds.
    pub fn probe() -> Result<(), SecretError> {
        keychain::probe()
    }

    /// What somebody put into the keychain under the service `zonedesk` and a name; none: nothing. Whatever the choice of
    /// a workspace is.
    pub fn in_keychain(name: &str) -> Result<Option<SecretString>, SecretError> {
        keychain::probe()?;
        Keychain::new("").named(name)
    }

    /// A secret; none when none is kept.
    pub fn get(&self, key: &SecretKey) -> Result<Option<SecretString>, SecretError> {
        self.ask_for_vault(false)?;
        self.kept(key)
    }

    fn kept(&self, key: &SecretKey) -> Result<Option<SecretString>, SecretError> {
        match self.place()? {
            SecretPlace::Keychain => self.keychain.get(key),
            SecretPlace::File => Ok(self.vault.read()?.remove(key)),
            SecretPlace::ThisRun => Ok(lock(&self.this_run).as_ref().and_then(|kept| kept.get(key).cloned())),
        }
    }

    /// Keeps a secret in place of the former one.
    pub fn set(&self, key: &SecretKey, secret: &SecretString) -> Result<(), SecretError> {
        self.ask_for_vault(true)?;
        self.put(&self.alone()?, key, secret)
    }

    /// Makes of the secret that is kept another, or leaves it (`None`), while no other process writes secrets. Gives
    /// what is kept then.
    pub fn update(
        &self,
        key: &SecretKey,
        change: impl FnOnce(Option<&SecretString>) -> Option<SecretString>,
    ) -> Result<Option<SecretString>, SecretError> {
        self.ask_for_vault(true)?;
        let alone = self.alone()?;
        let kept = self.kept(key)?;
        match change(kept.as_ref()) {
            None => Ok(kept),
            Some(new) => self.put(&alone, key, &new).map(|()| Some(new)),
        }
    }

    fn put(&self, alone: &Alone, key: &SecretKey, secret: &SecretString) -> Result<(), SecretError> {
        match self.place()? {
            SecretPlace::Keychain => self.keychain.set(key, secret),
            SecretPlace::File => self.vault.change(alone, |kept| {
                kept.insert(key.clone(), secret.clone());
            }),
            SecretPlace::ThisRun => {
                lock(&self.this_run).get_or_insert_default().insert(key.clone(), secret.clone());
                Ok(())
            }
        }
    }

    /// Forgets a secret; no error where none is kept.
    pub fn delete(&self, key: &SecretKey) -> Result<(), SecretError> {
        self.ask_for_vault(false)?;
        let alone = self.alone()?;
        match self.place()? {
            SecretPlace::Keychain => self.keychain.delete(key),
            SecretPlace::File if !self.vault.exists() => Ok(()),
            SecretPlace::File => self.vault.change(&alone, |kept| {
                kept.remove(key);
            }),
            SecretPlace::ThisRun => {
                lock(&self.this_run).get_or_insert_default().remove(key);
                Ok(())
            }
        }
    }

    /// The vault's state, whether it is in use or not.
    pub fn vault(&self) -> Result<VaultState, SecretError> {
        self.vault.state()
    }

    /// Opens the vault for this run; makes it where there is none. Takes about a second, by intent.
    pub fn unlock_vault(&self, passphrase: &SecretString) -> Result<(), SecretError> {
        self.vault.unlock(&self.alone()?, passphrase)
    }

    /// From now on a closed vault asks when a secret is wanted of it, instead of refusing.
    pub fn ask_with(&self, ask: impl Fn(VaultState) -> Option<SecretString> + Send + 'static) {
        *lock(&self.ask) = Some(Box::new(ask));
    }

    fn ask_for_vault(&self, make: bool) -> Result<(), SecretError> {
        if self.place()? != SecretPlace::File {
            return Ok(());
        }
        // Held while it asks, so that it asks once.
        let ask = lock(&self.ask);
        let Some(ask) = &*ask else { return Ok(()) };
        let state = self.vault.state()?;
        let wanted = state == VaultState::Locked || (make && state == VaultState::Absent);
        match wanted.then(|| ask(state)).flatten() {
            Some(passphrase) => self.unlock_vault(&passphrase),
            None => Ok(()),
        }
    }

    /// Forgets the vault's key.
    pub fn lock_vault(&self) {
        self.vault.lock();
    }

    /// Gives the open vault another passphrase.
    pub fn change_passphrase(&self, passphrase: &SecretString) -> Result<(), SecretError> {
        self.vault.change_passphrase(&self.alone()?, passphrase)
    }

    fn choice(&self) -> Result<Choice, SecretError> {
        let kept = self.workspace.setting(SETTING)?;
        Ok(kept.unwrap_or(Choice { place: SecretPlace::Keychain, unwanted: None }))
    }

    /// Waits until no other process writes secrets.
    fn alone(&self) -> Result<Alone, SecretError> {
        let path = self.workspace.dir().join(LOCK_FILE);
        let open = || {
            let file = File::options().create(true).truncate(false).write(true).open(&path)?;
            file.lock()?;
            Ok(file)
        };
        open().map(Alone).map_err(|source| SecretError::Io { path: path.clone(), source })
    }
}

/// The right to write secrets, for as long as it lives.
struct Alone(#[expect(dead_code, reason = "closing the file gives the lock back")] File);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
