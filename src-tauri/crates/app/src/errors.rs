//! The codes of [`AppError`], in one table, and the way of every lower error to its code.
//!
//! `ZD1…` workspace and what is looked up in it, `ZD2…` network and accounts, `ZD3…` input, `ZD4…` changes and plans,
//! `ZD5…` secrets, `ZD6…` transformations, `ZD7…` export, import and backup, `ZD8…` versions and drafts of a
//! system's transformations, `ZD9…` the proxy. A code keeps its meaning for ever; a new meaning gets a new code.

use zonedesk_workspace::WorkspaceError;
use zonedesk_xsuaa::{ErrorKind, Unreachable};

use crate::api::AppError;

macro_rules! codes {
    ($($name:ident $code:literal $what:literal,)*) => {
        /// What an [`AppError`] is, for callers that decide by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $what] $name,)*
        }

        impl Code {
            /// All, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As `ZD1001`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it stands for, a line for a table.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$name => $what,)* }
            }
        }
    };
}

codes! {
    WorkspaceDamaged "ZD1001" "The workspace file is damaged; it was left as it is",
    WorkspaceNewer "ZD1002" "The workspace was written by a later version of Zonedesk; it was left as it is",
    WorkspaceForeign "ZD1003" "The workspace file belongs to another program; it was left as it is",
    WorkspaceReadOnly "ZD1004" "The workspace folder or file cannot be written to",
    WorkspaceBusy "ZD1005" "Another process holds the workspace",
    WorkspaceIo "ZD1006" "The workspace cannot be read or written",
    NoDataFolder "ZD1007" "The computer names no folder for an application's data",
    NoSystem "ZD1010" "There is no such system",
    NoSnapshot "ZD1011" "The account was not read yet",
    NoEntity "ZD1012" "The snapshot holds no such user or role collection",
    NoEntry "ZD1013" "The journal has no such entry",
    NoJob "ZD1014" "There is no such job",
    NoDestination "ZD1015" "There is no such destination",
    NoConsumer "ZD1016" "The system has no such consumer",
    NotKnownThen "ZD1017" "The account was not known at that moment",
    HostUnknown "ZD2001" "The host of an address is unknown",
    ConnectionRefused "ZD2002" "No connection to the host",
    CertificateUntrusted "ZD2003" "No secure connection: the certificate is not trusted",
    NoAnswerInTime "ZD2004" "No answer in time",
    ConnectionBroken "ZD2005" "The connection broke; a change may have been carried out",
    TokenRefused "ZD2006" "The token endpoint refused the client id or secret",
    TokenInvalid "ZD2007" "The account does not accept the token",
    ScopeMissing "ZD2008" "The credential lacks the scope for this",
    NotFound "ZD2009" "The account holds no such entity",
    Conflict "ZD2010" "It exists already or was changed meanwhile",
    Refused "ZD2011" "The account refused the request",
    RateLimited "ZD2012" "The account takes no more requests for a moment",
    Gateway "ZD2013" "The service in front of the account is disturbed",
    NotAnAccount "ZD2014" "The address answers, but not as an XSUAA account",
    AnswerTooLarge "ZD2015" "The answer is too large",
    TlsSetup "ZD2016" "TLS cannot be set up on this computer",
    Unaddressable "ZD2017" "An id that no request can name",
    SystemDisabled "ZD2018" "The system is disabled",
    SystemIsFolder "ZD2019" "The system is a folder: it has no account to ask",
    Cancelled "ZD2020" "The job was cancelled",
    DemoFailed "ZD2021" "The built-in simulator could not be started",
    ProxyGone "ZD2022" "The HTTP proxy does not answer",
    ProxyRefused "ZD2023" "The HTTP proxy refused the way to the host",
    ProxySignIn "ZD2024" "The HTTP proxy asks for a sign-in",
    CertificateEnded "ZD2025" "The server's certificate has ended",
    ClockBehind "ZD2026" "The server's certificate is not valid yet: this computer's clock is behind",
    CertificateOfAnother "ZD2027" "The server's certificate is for another host",
    ClientCertificate "ZD2028" "The server refused the client certificate",
    NoSecureConnection "ZD2029" "No secure connection: the other side speaks no TLS that is understood",
    OtherRegion "ZD2030" "Token and API are of different regions",
    OtherAccount "ZD2031" "The token is for another account than the address names",
    FieldMissing "ZD3001" "A field is empty that must not be",
    NameInvalid "ZD3002" "A system's name has forbidden characters or length",
    NameTaken "ZD3003" "Another system has this name",
    AddressInvalid "ZD3004" "A text is no address that may be used",
    ParentInvalid "ZD3005" "A system cannot stand at this place of the tree",
    ColumnUnknown "ZD3006" "A list has no column of this name",
    LimitTooLarge "ZD3007" "More rows were asked for than a page may have",
    ValueInvalid "ZD3008" "A value is outside of what is allowed",
    SecretAgain "ZD3009" "The host changed: the client secret must be given again",
    DemoSystem "ZD3010" "A demo system's connection cannot be changed",
    ConsumerTaken "ZD3011" "The system has a consumer with this id",
    PasteUnread "ZD3012" "A pasted text holds no credential",
    CertificateInvalid "ZD3013" "A certificate or its private key cannot be used",
    CredentialGone "ZD3014" "A pasted credential is not held any more",
    PlanGone "ZD4001" "The plan is unknown: it was discarded, or the program was restarted",
    PlanStale "ZD4002" "Entities of the plan changed in the account: reload it or leave them out",
    PlanEmpty "ZD4003" "Nothing of the plan is left to be sent",
    ConfirmMissing "ZD4004" "The system's name must be typed to confirm",
    ReadOnly "ZD4005" "The credential is read-only",
    Exists "ZD4006" "A user or role collection of this name exists already",
    NestingCycle "ZD4007" "Role collections would contain each other",
    NestingUnknown "ZD4008" "The account is not known to take role collections as members",
    NotUndoable "ZD4009" "The entry cannot be undone",
    ChangeFailed "ZD4010" "Some requests of a change failed",
    NotResumable "ZD4011" "Nothing of the entry is left to be carried out",
    NoKeychain "ZD5001" "No keychain answers on this computer",
    NoSecret "ZD5002" "No client secret is stored for this system",
    KeychainRefused "ZD5003" "The keychain refused",
    VaultLocked "ZD5004" "The encrypted file of secrets is locked: its passphrase is wanted",
    WrongPassphrase "ZD5005" "The encrypted file of secrets does not open with this passphrase",
    VaultDamaged "ZD5006" "The encrypted file of secrets is damaged or of a later version; it was left as it is",
    SecretsIo "ZD5007" "The encrypted file of secrets cannot be read or written",
    MoveBroken "ZD5008" "Secrets could not be moved; they are where they were",
    SecretNotMade "ZD5011" "The computer gives no randomness for a secret",
    TransformationBroken "ZD6001" "The transformation cannot run",
    NoEntityType "ZD6002" "The transformation has no such entity type",
    StreamFailed "ZD6003" "Entities cannot be read, or results not written",
    EditRefused "ZD6010" "A transformation cannot be edited so; nothing was changed",
    FileNotWritten "ZD7001" "A file cannot be written",
    FormulaValue "ZD7002" "A spreadsheet would run a value as a formula",
    ImportRefused "ZD7003" "A system or destination of a file cannot be imported",
    TableUnread "ZD7004" "A file of people cannot be read, or is no table",
    NoBackup "ZD7020" "The file is no backup of a workspace",
    BackupDamaged "ZD7021" "The backup is damaged",
    WorkspaceThere "ZD7022" "The folder holds a workspace already",
    FolderNotShown "ZD7023" "The desktop shows no folder",
    NoVersion "ZD8001" "The transformation has no such version",
    SavedMeanwhile "ZD8002" "Another version of the transformation was saved meanwhile",
    NothingChanged "ZD8003" "The text is that of the version in use",
    DescriptionMissing "ZD8004" "A version needs a description",
    TransformationErrors "ZD8005" "A transformation with errors is not saved",
    NoDraft "ZD8006" "The transformation has no draft",
    FileUnread "ZD8007" "A file holds no transformation",
    NotMergeable "ZD8008" "Changes cannot be taken over into the text",
    ProxyNotStarted "ZD9001" "The proxy cannot listen at an address",
    ProxyExposed "ZD9002" "The proxy is not opened to other computers without TLS",
    ProxyCertificate "ZD9003" "The proxy's certificate or key, or the authorities of its clients, cannot be used",
    ProxyConfiguration "ZD9004" "The file that a proxy is to be run from has faults",
    PaceNotShared "ZD9010" "The store that processes share their pace through cannot be used",
}

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
            WorkspaceError::Busy { path } => error(Code::WorkspaceBusy, message)
                .help("Try again when the other program has finished.")
                .at(path.display().to_string()),
            WorkspaceError::Io { path, .. } | WorkspaceError::Database { path, .. } => {
                error(Code::WorkspaceIo, message).at(path.display().to_string())
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
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        assert!(codes.iter().all(|code| code.len() == 6 && code.starts_with("ZD")));
    }

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
