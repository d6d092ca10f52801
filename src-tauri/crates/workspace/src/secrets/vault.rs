//! The encrypted file: read whole, written whole and atomically.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use secrecy::SecretString;

use super::sealed::{Header, Key, Sealed, Unreadable, VaultCost};
use super::{Alone, Entries, SecretError, lock};

/// Name of the vault in the workspace's folder.
pub(crate) const FILE: &str = "secrets.vault";

/// Where the vault stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultState {
    /// There is none; the next passphrase makes it.
    Absent,
    /// Its passphrase is wanted.
    Locked,
    Open,
}

pub(super) struct Vault {
    path: PathBuf,
    cost: VaultCost,
    /// Only the key is kept between calls; entries are decrypted for one call and wiped after it.
    key: Mutex<Option<Key>>,
}

impl Vault {
    pub fn new(dir: &Path, cost: VaultCost) -> Self {
        Self { path: dir.join(FILE), cost, key: Mutex::default() }
    }

    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    pub fn state(&self) -> Result<VaultState, SecretError> {
        let Some(sealed) = self.sealed()? else { return Ok(VaultState::Absent) };
        let open = lock(&self.key).as_ref().is_some_and(|key| key.header == sealed.header);
        Ok(if open { VaultState::Open } else { VaultState::Locked })
    }

    pub fn lock(&self) {
        *lock(&self.key) = None;
    }

    /// Makes the vault where there is none.
    pub fn unlock(&self, alone: &Alone, passphrase: &SecretString) -> Result<(), SecretError> {
        match self.sealed()? {
            Some(sealed) => {
                let key = Key::derive(passphrase, sealed.header);
                let opened = key.open(sealed);
                opened.ok_or_else(|| SecretError::WrongPassphrase { path: self.path.clone() })?;
                *lock(&self.key) = Some(key);
                Ok(())
            }
            None => self.seal_anew(alone, passphrase, &Entries::new()),
        }
    }

    pub fn change_passphrase(&self, alone: &Alone, passphrase: &SecretString) -> Result<(), SecretError> {
        let entries = match self.state()? {
            VaultState::Absent => return Err(SecretError::VaultLocked),
            VaultState::Locked | VaultState::Open => self.read()?,
        };
        self.seal_anew(alone, passphrase, &entries)
    }

    /// All entries; none where there is no vault yet.
    pub fn read(&self) -> Result<Entries, SecretError> {
        let Some(sealed) = self.sealed()? else { return Ok(Entries::new()) };
        match lock(&self.key).as_ref() {
            Some(key) if key.header == sealed.header => {
                key.open(sealed).ok_or_else(|| SecretError::WrongPassphrase { path: self.path.clone() })
            }
            _ => Err(SecretError::VaultLocked),
        }
    }

    /// Changes what the file holds now, whoever wrote it last.
    pub fn change(&self, alone: &Alone, change: impl FnOnce(&mut Entries)) -> Result<(), SecretError> {
        let mut entries = self.read()?;
        change(&mut entries);
        let sealed = match lock(&self.key).as_ref() {
            Some(key) if self.exists() => key.seal(&entries).map_err(SecretError::NoRandom)?,
            // Gone since it was opened, or never made: a passphrase makes it.
            _ => return Err(SecretError::VaultLocked),
        };
        self.write(alone, &sealed)
    }

    pub fn remove(&self, _alone: &Alone) -> Result<(), SecretError> {
        self.lock();
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(self.failed(error)),
            _ => Ok(()),
        }
    }

    fn seal_anew(
        &self,
        alone: &Alone,
        passphrase: &SecretString,
        entries: &Entries,
    ) -> Result<(), SecretError> {
        let key = Key::derive(passphrase, Header::new(self.cost).map_err(SecretError::NoRandom)?);
        self.write(alone, &key.seal(entries).map_err(SecretError::NoRandom)?)?;
        *lock(&self.key) = Some(key);
        Ok(())
    }

    fn sealed(&self) -> Result<Option<Sealed>, SecretError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed(error)),
        };
        let path = || self.path.clone();
        Sealed::read(&bytes).map(Some).map_err(|unreadable| match unreadable {
            Unreadable::Damaged(detail) => SecretError::VaultDamaged { path: path(), detail },
            Unreadable::Newer => SecretError::VaultNewer { path: path() },
        })
    }

    /// The file is the former or the new one, whatever happens between.
    fn write(&self, _alone: &Alone, sealed: &Sealed) -> Result<(), SecretError> {
        let beside = self.path.with_extension("vault.new");
        let write = || {
            let mut file = private(&beside)?;
            file.write_all(&sealed.write())?;
            file.sync_all()?;
            drop(file);
            fs::rename(&beside, &self.path)?;
            // The name too must outlive a power cut. Only Unix lets a folder be opened for that.
            #[cfg(unix)]
            File::open(self.path.parent().unwrap_or(Path::new(".")))?.sync_all()?;
            Ok(())
        };
        write().map_err(|error| self.failed(error))
    }

    fn failed(&self, source: std::io::Error) -> SecretError {
        SecretError::Io { path: self.path.clone(), source }
    }
}

/// A file for the owner's eyes only.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
