//! The passphrase of the encrypted file of secrets: from a file, the environment or a question in the terminal, asked
//! once a run and only where a secret is wanted.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use zonedesk_app::api::VaultStatus;
use zonedesk_app::{App, secrets};

use crate::failure::Failure;
use crate::output::can_ask;
use crate::secret::from_file;

const VARIABLE: &str = "ZONEDESK_VAULT_PASSPHRASE";

pub struct Source {
    /// From the file or the environment.
    given: Option<SecretString>,
}

impl Source {
    pub fn new(file: Option<PathBuf>) -> Result<Self, Failure> {
        let given = match file {
            Some(path) => Some(from_file(&path)?),
            None => std::env::var(VARIABLE).ok().filter(|passphrase| !passphrase.is_empty()),
        };
        Ok(Self { given: given.map(SecretString::from) })
    }

    /// Answers the app when it wants to open the vault.
    pub fn offer(&self, app: &App) {
        let given = self.given.clone();
        // Where the workspace cannot be opened, each verb says so itself.
        let _ = secrets::ask_for_passphrase(app, move |state| given.clone().or_else(|| ask(state)));
    }

    /// What was given, or the answer of whoever sits at the terminal.
    pub fn get(&self, state: VaultStatus) -> Result<SecretString, Failure> {
        self.given.clone().or_else(|| ask(state)).ok_or_else(|| {
            Failure::usage(
                "the passphrase of the encrypted file is missing",
                "Give it with --passphrase-file FILE or ZONEDESK_VAULT_PASSPHRASE.",
            )
        })
    }
}

/// Asks without showing what is typed; twice where a mistake would be found out too late.
pub fn ask(state: VaultStatus) -> Option<SecretString> {
    if !can_ask() {
        return None;
    }
    let read = |prompt: &str| rpassword::prompt_password(prompt).ok().map(SecretString::from);
    if state == VaultStatus::Locked {
        return read("Passphrase of the encrypted file of secrets (not shown): ");
    }
    loop {
        let first = read("New passphrase, 8 characters or more (not shown): ")?;
        let second = read("The same again: ")?;
        if first.expose_secret() == second.expose_secret() {
            return Some(first);
        }
        eprintln!("They differ.");
    }
}
