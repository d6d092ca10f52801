//! How a run ends: the exit codes, which scripts decide by.

use std::process::ExitCode;

use zonedesk_app::Code;
use zonedesk_app::api::AppError;

/// Why a run did not end well.
#[derive(Debug)]
pub struct Failure {
    pub exit: Exit,
    /// None where all was told already.
    pub error: Option<AppError>,
}

/// The exit codes beside 0. `zonedesk help` prints this table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Something failed, or differs.
    Failed = 1,
    /// The command line is wrong, or lacks something.
    Usage = 2,
    /// A change was carried out in part: some requests failed.
    Partly = 3,
    /// As shells say for Ctrl+C: 128 + SIGINT.
    Interrupted = 130,
}

pub const EXIT_CODES: &str = "Exit codes:
    0  done
    1  failed, or there is a difference
    2  the command line is wrong, or an answer is missing that no terminal could give
    3  a change was carried out in part
  130  interrupted";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<AppError> for Failure {
    fn from(mut error: AppError) -> Self {
        if let Some(help) = help_here(&error) {
            error.help = Some(help.to_owned());
        }
        // ZD3…: what was typed is wrong.
        let exit = if error.code.starts_with("ZD3") { Exit::Usage } else { Exit::Failed };
        Self { exit, error: Some(error) }
    }
}

/// What to type in a terminal, where the app's own words say what to do in a window.
fn help_here(error: &AppError) -> Option<&'static str> {
    if error.is(Code::NoKeychain) {
        return Some(
            "Start a keychain (a Secret Service such as gnome-keyring), or add --secrets this-run and give the secret \
             with ZONEDESK_SECRET at each call. `zonedesk secrets move file` keeps them in an encrypted file.",
        );
    }
    if error.is(Code::VaultLocked) {
        return Some("Give its passphrase with --passphrase-file FILE or ZONEDESK_VAULT_PASSPHRASE.");
    }
    if error.is(Code::NoSecret) {
        return Some(
            "Give it with ZONEDESK_SECRET, or keep it: `zonedesk systems update SYSTEM --secret-stdin`.",
        );
    }
    (error.place.as_deref() == Some("secret"))
        .then_some("Give it with --secret-stdin, --secret-file FILE or ZONEDESK_SECRET.")
}

impl Failure {
    /// The command line lacks something, or contradicts itself.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        let error =
            AppError { code: String::new(), message: message.into(), help: Some(help.into()), place: None };
        Self { exit: Exit::Usage, error: Some(error) }
    }

    /// A file or stream that this program itself reads or writes.
    pub fn io(what: &str, source: &std::io::Error) -> Self {
        let error =
            AppError { code: String::new(), message: format!("{what}: {source}"), help: None, place: None };
        Self { exit: Exit::Failed, error: Some(error) }
    }

    /// All was told already.
    pub fn told(exit: Exit) -> Self {
        Self { exit, error: None }
    }
}
