use std::time::Duration;

use zonedesk_scim::code;

use crate::CallError;

/// What went wrong, with which account, in which call. Cloned to everyone who waited for the same token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{account}: {call}: {kind}")]
pub struct Error {
    /// Name of the account, as the person knows it.
    pub account: String,
    /// `GET /Users`, or `token`.
    pub call: String,
    pub kind: ErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// No answer came.
    #[error("{reason} ({detail})")]
    Unreachable { reason: Unreachable, detail: String },
    /// The token endpoint refused the client (RFC 6749 §5.2). `error` is its code, as `unauthorized`.
    #[error("the token was refused: {status} {message}")]
    TokenRefused { status: u16, error: String, message: String },
    /// UAA refused the call and said why. `error` is its code, as [`zonedesk_scim::code`].
    #[error("{status} {error}: {message}")]
    Refused { status: u16, error: String, message: String },
    /// 429: more requests than the account takes (SAP: 3 a second on `/Users` and `/Groups`).
    #[error("429: too many requests")]
    RateLimited { retry_after: Option<Duration> },
    /// A failure that is not UAA's own: a gateway's page, an empty body.
    #[error("{status} without an answer of UAA")]
    Gateway { status: u16 },
    /// UAA sends unknown addresses to its login page. Never followed: the token would go along.
    #[error("{status}: redirected to {location}")]
    Redirected { status: u16, location: String },
    /// Success, but the body is not what was asked for: no JSON, cut short, of another kind.
    #[error("{status}, but the answer cannot be read: {what}")]
    Unreadable { status: u16, what: String },
    /// The answer is larger than is taken into memory, in bytes.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge { limit: usize },
    /// Nothing was sent: no path can name this id.
    #[error(transparent)]
    Id(#[from] CallError),
    /// Nothing was sent: this computer's TLS could not be set up.
    #[error("TLS cannot be set up: {0}")]
    Setup(String),
}

/// Why no answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unreachable {
    #[error("host unknown")]
    HostUnknown,
    #[error("connection refused")]
    Refused,
    #[error("the proxy does not answer")]
    Proxy,
    #[error("the proxy refused the way")]
    ProxyRefused,
    #[error("the proxy asks for a sign-in")]
    ProxySignIn,
    /// TLS, but no matter of certificates: versions, ciphers, no TLS at all.
    #[error("no secure connection")]
    Tls,
    #[error("the server's certificate is not trusted")]
    CertificateUntrusted,
    #[error("the server's certificate has ended")]
    CertificateEnded,
    /// Mostly this computer's clock that is behind.
    #[error("the server's certificate is not valid yet")]
    CertificateNotYet,
    #[error("the server's certificate is for another host")]
    CertificateOfAnother,
    /// Ours, in mutual TLS.
    #[error("the server refused the client certificate")]
    ClientCertificate,
    #[error("no answer in time")]
    Timeout,
    /// Cut while sending or receiving: whether the request was carried out is not known.
    #[error("the connection broke")]
    Broken,
}

impl Error {
    /// What stands in place of a call where a token was asked for.
    pub(crate) const TOKEN: &str = "token";

    /// HTTP status; `None` where no answer came.
    pub fn status(&self) -> Option<u16> {
        match &self.kind {
            ErrorKind::TokenRefused { status, .. }
            | ErrorKind::Refused { status, .. }
            | ErrorKind::Gateway { status }
            | ErrorKind::Redirected { status, .. }
            | ErrorKind::Unreadable { status, .. } => Some(*status),
            ErrorKind::RateLimited { .. } => Some(429),
            ErrorKind::Unreachable { .. }
            | ErrorKind::TooLarge { .. }
            | ErrorKind::Id(_)
            | ErrorKind::Setup(_) => None,
        }
    }

    /// UAA's own code, as [`zonedesk_scim::code::RESOURCE_NOT_FOUND`].
    pub fn uaa_code(&self) -> Option<&str> {
        match &self.kind {
            ErrorKind::TokenRefused { error, .. } | ErrorKind::Refused { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The entity does not exist (any more).
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// No token was got: the request itself was not sent.
    pub fn is_of_token(&self) -> bool {
        self.call == Self::TOKEN
    }

    /// A later attempt may fare better: too many requests, a disturbed gateway, a network that is gone.
    pub fn is_transient(&self) -> bool {
        match &self.kind {
            ErrorKind::RateLimited { .. } => true,
            ErrorKind::Gateway { status }
            | ErrorKind::Refused { status, .. }
            | ErrorKind::TokenRefused { status, .. } => matches!(status, 502..=504),
            ErrorKind::Unreachable { reason, .. } => {
                self.is_unreached() || matches!(reason, Unreachable::Timeout | Unreachable::Broken)
            }
            _ => false,
        }
    }

    /// The token was called invalid, and a new one as well: refused before anything else was looked at. It may pass (a
    /// server of several that has not heard of the new token), or be so for good (a token of another landscape).
    pub fn is_of_invalid_token(&self) -> bool {
        matches!(&self.kind, ErrorKind::Refused { status: 401, error, .. } if error == code::INVALID_TOKEN)
    }

    /// Whether a change was carried out is not known: it was sent, and nobody said what became of it.
    pub fn is_unclear(&self) -> bool {
        let unclear = match &self.kind {
            ErrorKind::Unreachable { reason, .. } => {
                matches!(reason, Unreachable::Timeout | Unreachable::Broken)
            }
            ErrorKind::Gateway { status } => *status >= 500,
            ErrorKind::Refused { status, .. } => matches!(status, 502..=504),
            ErrorKind::TooLarge { .. } => true,
            _ => false,
        };
        unclear && !self.is_of_token()
    }

    /// Nobody answered in time: what was asked for may still be under way.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind, ErrorKind::Unreachable { reason: Unreachable::Timeout, .. })
            || matches!(self.kind, ErrorKind::Gateway { status: 504 })
    }

    /// There was no way to the account: nothing was sent.
    pub(crate) fn is_unreached(&self) -> bool {
        let ErrorKind::Unreachable { reason, .. } = &self.kind else { return false };
        matches!(reason, Unreachable::HostUnknown | Unreachable::Refused | Unreachable::Proxy)
    }

    pub(crate) fn is_broken(&self) -> bool {
        matches!(self.kind, ErrorKind::Unreachable { reason: Unreachable::Broken, .. })
    }

    /// The account itself has said it, and not what stands in its place while it is away.
    pub(crate) fn is_of_account(&self) -> bool {
        self.status().is_some_and(|status| !matches!(status, 502..=504))
    }

    /// It was of a call that reads nothing alone.
    fn may_have_changed(&self) -> bool {
        !self.is_of_token() && !self.call.starts_with("GET ")
    }

    /// What a person can do about it.
    pub fn help(&self) -> &'static str {
        match &self.kind {
            ErrorKind::Unreachable { reason, .. } => match reason {
                Unreachable::HostUnknown => {
                    "Check the address for typing errors, and this computer's network and VPN."
                }
                Unreachable::Refused => "Check host and port, and whether a firewall is in between.",
                Unreachable::Proxy => {
                    "Check the proxy's address in Settings or in HTTPS_PROXY, and the network."
                }
                Unreachable::ProxyRefused => {
                    "Ask those who run the proxy to let this host pass, or except it (NO_PROXY)."
                }
                Unreachable::ProxySignIn => {
                    "Give user and password in HTTPS_PROXY (http://user:password@proxy:8080), or use a proxy without."
                }
                Unreachable::Tls => "Check that the port speaks TLS, and whether a firewall is in between.",
                Unreachable::CertificateUntrusted => {
                    "Behind a proxy that inspects TLS, its root certificate must be trusted by the system."
                }
                Unreachable::CertificateEnded => {
                    "Check this computer's date. If it is right, the server's certificate must be renewed."
                }
                Unreachable::CertificateNotYet => "Set this computer's date and time right.",
                Unreachable::CertificateOfAnother => {
                    "Check the address for typing errors: somebody else answers there."
                }
                Unreachable::ClientCertificate => {
                    "The certificate was revoked, has ended, or belongs to another credential. Enter a new one."
                }
                Unreachable::Broken if self.may_have_changed() => {
                    "Refresh before you try again: the change may have been carried out."
                }
                Unreachable::Timeout | Unreachable::Broken => "Check network, VPN and proxy, then try again.",
            },
            ErrorKind::TokenRefused { status: 401, .. } => {
                "The client id or secret is wrong, was rotated, or belongs to another subaccount. Enter a new one."
            }
            ErrorKind::TokenRefused { .. } => {
                "Check that the token address belongs to this credential, and that the credential is one for the API."
            }
            ErrorKind::Refused { status: 401, .. } => {
                "The token was refused: URL and token URL may belong to different regions or landscapes."
            }
            ErrorKind::Refused { status: 403, .. } => {
                "The credential lacks the scope. Create an API credential that is not read-only."
            }
            ErrorKind::Refused { status: 404, .. } => "It was deleted meanwhile. Refresh.",
            ErrorKind::Refused { status: 409, .. } => {
                "It exists already or was changed meanwhile. Refresh and compare."
            }
            ErrorKind::Refused { .. } => "The request was not accepted as it is. The message says why.",
            ErrorKind::RateLimited { .. } => "Wait a moment, then try again.",
            ErrorKind::Gateway { status: ..500 } => {
                "A server in front of the account did not take the request. An id or filter may hold characters that \
                 no address may hold (a slash), or be too long."
            }
            ErrorKind::Gateway { .. } => "The service is disturbed. Try again later.",
            ErrorKind::Redirected { .. } | ErrorKind::Unreadable { .. } => {
                "The address seems to belong to something else. It must be the account's API \
                 (https://api.authentication.<region>.hana.ondemand.com)."
            }
            ErrorKind::TooLarge { .. } => "Ask for less at once.",
            ErrorKind::Id(_) => "Change it in SAP BTP Cockpit.",
            ErrorKind::Setup(_) => "Check the certificate store of this computer.",
        }
    }
}
