//! The way of every lower error to its code.

use zonedesk_workspace::WorkspaceError;
use zonedesk_xsuaa::{ErrorKind, Unreachable};

use crate::api::AppError;
pub use crate::codes::Code;

/// An error without help and place; [`AppError::help`] and [`AppError::at`] add them.
pub(crate) fn error(code: Code, message: impl Into<String>) -> AppError {
    AppError { code: code.as_str().to_owned(), message: message.into(), help: None, place: None }
}

impl AppError {
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The account, file or field.
    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Whether it is of this code.
    pub fn is(&self, code: Code) -> bool {
        self.code == code.as_str()
    }
}

impl From<zonedesk_xsuaa::Error> for AppError {
    fn from(source: zonedesk_xsuaa::Error) -> Self {
        let (code, message) = of_network(&source);
        error(code, format!("{}: {message}", source.account)).help(source.help()).at(source.account)
    }
}

fn of_network(source: &zonedesk_xsuaa::Error) -> (Code, String) {
    let call = &source.call;
    match &source.kind {
        ErrorKind::Unreachable { reason, detail } => {
            let code = match reason {
                Unreachable::HostUnknown => Code::HostUnknown,
                Unreachable::Refused => Code::ConnectionRefused,
                Unreachable::Proxy => Code::ProxyGone,
                Unreachable::ProxyRefused => Code::ProxyRefused,
                Unreachable::ProxySignIn => Code::ProxySignIn,
                Unreachable::Tls => Code::NoSecureConnection,
                Unreachable::CertificateUntrusted => Code::CertificateUntrusted,
                Unreachable::CertificateEnded => Code::CertificateEnded,
                Unreachable::CertificateNotYet => Code::ClockBehind,
                Unreachable::CertificateOfAnother => Code::CertificateOfAnother,
                Unreachable::ClientCertificate => Code::ClientCertificate,
                Unreachable::Timeout => Code::NoAnswerInTime,
                Unreachable::Broken => Code::ConnectionBroken,
            };
            (code, format!("{reason} ({detail})."))
        }
        ErrorKind::TokenRefused { status, message, .. } => {
            (Code::TokenRefused, format!("the token was refused ({status} {message})."))
        }
        ErrorKind::Refused { status, error, message } => {
            let code = match status {
                401 => Code::TokenInvalid,
                403 => Code::ScopeMissing,
                404 => Code::NotFound,
                409 | 412 => Code::Conflict,
                _ => Code::Refused,
            };
            let said = if error.is_empty() { message.clone() } else { format!("{error}: {message}") };
            (code, format!("{call} was answered {status} ({said})."))
        }
        ErrorKind::RateLimited { retry_after } => {
            let wait = retry_after.map_or_else(String::new, |wait| format!(" for {} s", wait.as_secs()));
            (Code::RateLimited, format!("takes no more requests{wait} ({call}, 429)."))
        }
        ErrorKind::Gateway { status } => {
            (Code::Gateway, format!("{call} was answered {status} by no account."))
        }
        ErrorKind::Redirected { status, location } => {
            (Code::NotAnAccount, format!("{call} was redirected to {location} ({status})."))
        }
        ErrorKind::Unreadable { status, what } => {
            (Code::NotAnAccount, format!("the answer to {call} cannot be read ({status}, {what})."))
        }
        ErrorKind::TooLarge { limit } => {
            (Code::AnswerTooLarge, format!("the answer to {call} is larger than {} MB.", limit >> 20))
        }
        ErrorKind::Id(id) => (Code::Unaddressable, format!("{id}.")),
        ErrorKind::Setup(detail) => (Code::TlsSetup, format!("TLS cannot be set up ({detail}).")),
    }
}

pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl From<WorkspaceError> for AppError {
    fn from(source: WorkspaceError) -> Self {
        let message = format!("{}.", capital(&source.to_string()));
        match &source {
            WorkspaceError::Newer { path, .. } => error(Code::WorkspaceNewer, message)
                .help("Update Zonedesk, or open a copy.")
                .at(path.display().to_string()),
            WorkspaceError::Damaged { path, .. } => error(Code::WorkspaceDamaged, message)
                .help("Open a copy, which saves what can be read, or start a new one beside it.")
                .at(path.display().to_string()),
            WorkspaceError::Foreign { path } => error(Code::WorkspaceForeign, message)
                .help("Choose another folder for the workspace.")
                .at(path.display().to_string()),
            WorkspaceError::NoBackup { path } => error(Code::NoBackup, message)
                .help("Choose a file that `zonedesk backup` or Settings > Data has written.")
                .at(path.display().to_string()),
            WorkspaceError::Occupied { path } => error(Code::WorkspaceThere, message)
                .help("Choose another folder, or restore in place of the workspace that is there.")
                .at(path.display().to_string()),
            WorkspaceError::ReadOnly { path } => error(Code::WorkspaceReadOnly, message)
                .help("Give your user the right to write there, or choose another folder.")
                .at(path.display().to_string()),
            WorkspaceError::Full { path } => error(Code::WorkspaceIo, message)
                .help("Make room there and try again. What was saved before is not lost.")
                .at(path.display().to_string()),
            WorkspaceError::Busy { path } => error(Code::WorkspaceBusy, message)
                .help("Try again when the other program has finished.")
                .at(path.display().to_string()),
            WorkspaceError::Io { path, .. } | WorkspaceError::Database { path, .. } => {
                error(Code::WorkspaceIo, message)
                    .help("Look whether a network folder is gone or the disk has failed, then try again.")
                    .at(path.display().to_string())
            }
            WorkspaceError::NoDataFolder => {
                error(Code::NoDataFolder, message).help("Name a folder with --workspace.")
            }
            WorkspaceError::NameTaken { .. } | WorkspaceError::DestinationTaken { .. } => {
                error(Code::NameTaken, message).help("Choose another name.").at("name")
            }
            WorkspaceError::ConsumerTaken { .. } => {
                error(Code::ConsumerTaken, message).help("Choose another id.").at("id")
            }
            WorkspaceError::NoConsumer { .. } => error(Code::NoConsumer, message).at("id"),
            WorkspaceError::NoSystem { id } => error(Code::NoSystem, message).at(id.to_string()),
            WorkspaceError::NoDestination { id } => error(Code::NoDestination, message).at(id.clone()),
            WorkspaceError::ParentLevel { .. } | WorkspaceError::Cycle { .. } => {
                error(Code::ParentInvalid, message).at("parent")
            }
            WorkspaceError::NoSnapshot { system } => {
                error(Code::NoSnapshot, message).help("Refresh it first.").at(system.to_string())
            }
            WorkspaceError::NoEntry { .. } => error(Code::NoEntry, message),
            WorkspaceError::Json { .. } => error(Code::WorkspaceIo, message),
            WorkspaceError::NoVersion { number, .. } => {
                error(Code::NoVersion, message).at(number.to_string())
            }
            WorkspaceError::SavedMeanwhile { in_use, .. } => error(Code::SavedMeanwhile, message)
                .help("Look at the difference, then save on top of that version or take it.")
                .at(in_use.number.to_string()),
            WorkspaceError::NothingChanged { .. } => error(Code::NothingChanged, message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_network_say_account_cause_and_mend() {
        let of = |kind| {
            AppError::from(zonedesk_xsuaa::Error {
                account: "Retail PROD".into(),
                call: "GET /Users".into(),
                kind,
            })
        };
        for (kind, code, message) in [
            (
                ErrorKind::TokenRefused {
                    status: 401,
                    error: "unauthorized".into(),
                    message: "Bad credentials".into(),
                },
                Code::TokenRefused,
                "Retail PROD: the token was refused (401 Bad credentials).",
            ),
            (
                ErrorKind::Unreachable { reason: Unreachable::HostUnknown, detail: "dns".into() },
                Code::HostUnknown,
                "Retail PROD: host unknown (dns).",
            ),
            (
                ErrorKind::Refused { status: 409, error: "scim".into(), message: "m".into() },
                Code::Conflict,
                "Retail PROD: GET /Users was answered 409 (scim: m).",
            ),
            (
                ErrorKind::Gateway { status: 502 },
                Code::Gateway,
                "Retail PROD: GET /Users was answered 502 by no account.",
            ),
        ] {
            let error = of(kind);
            assert!(error.is(code), "{error}");
            assert_eq!(error.message, message);
            assert!(error.help.is_some());
            assert_eq!(error.place.as_deref(), Some("Retail PROD"));
        }
    }
}
