use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use secrecy::SecretString;

use crate::sap_host::is_of_sap;
use crate::{ApiUrl, ClientIdentity, ExtraHeaders, SAP_LIMIT, TokenUrl};

/// What is needed to speak with one account.
#[derive(Clone)]
pub struct AccountConfig {
    /// For messages.
    pub name: String,
    pub api: ApiUrl,
    pub token: TokenUrl,
    /// `sb-…!a1`
    pub client_id: String,
    pub authentication: ClientAuthentication,
    /// Scopes to ask for, separated by blanks (`OAuth2TokenScope`); none: all that the credential has.
    pub scope: Option<String>,
    pub headers: ExtraHeaders,
    /// Servers' certificates are not checked (`TrustAll`). Has no effect on hosts of SAP: see
    /// [`Self::trust_all_refused`].
    pub trust_all: bool,
    pub timeouts: Timeouts,
    /// The most requests a second, tokens not counted; none: no limit.
    pub limit: Option<NonZeroU32>,
    /// About how long it is until a read that failed in passing is sent again for the first time.
    pub first_pause: Duration,
}

/// How the token endpoint knows the client.
#[derive(Clone)]
pub enum ClientAuthentication {
    /// Id and secret in the header `Authorization` (RFC 6749 §2.3.1).
    Basic(SecretString),
    /// Id and secret in the form (`AuthType=Form`).
    Form(SecretString),
    /// Mutual TLS (RFC 8705), the id alone in the form (`Authentication=ClientCertificateAuthentication`).
    Certificate(ClientIdentity),
}

/// How long is waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timeouts {
    /// Until there is a connection, TLS and proxy included.
    pub connect: Duration,
    /// Between two pieces of an answer, the first included.
    pub read: Duration,
}

impl Default for Timeouts {
    /// 10 s to connect. 90 s to read: one PATCH of thousands of members takes UAA half a minute.
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), read: Duration::from_secs(90) }
    }
}

impl AccountConfig {
    /// With a secret in the header, at SAP's pace, and nothing out of the ordinary.
    pub fn basic(
        name: impl Into<String>,
        api: ApiUrl,
        token: TokenUrl,
        client_id: impl Into<String>,
        secret: impl Into<SecretString>,
    ) -> Self {
        Self {
            name: name.into(),
            api,
            token,
            client_id: client_id.into(),
            authentication: ClientAuthentication::Basic(secret.into()),
            scope: None,
            headers: ExtraHeaders::default(),
            trust_all: false,
            timeouts: Timeouts::default(),
            limit: Some(SAP_LIMIT),
            first_pause: Duration::from_millis(500),
        }
    }

    /// The host that SAP runs, for which [`Self::trust_all`] is set in vain: its certificates can be checked, and a
    /// secret must not go to who has none.
    pub fn trust_all_refused(&self) -> Option<&str> {
        let hosts = [self.api.host(), self.token.host()];
        hosts.into_iter().find(|host| self.trust_all && is_of_sap(host))
    }
}

impl fmt::Debug for AccountConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountConfig")
            .field("name", &self.name)
            .field("api", &self.api)
            .field("token", &self.token)
            .field("client_id", &self.client_id)
            .field("authentication", &self.authentication)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ClientAuthentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Basic(_) => f.write_str("Basic"),
            Self::Form(_) => f.write_str("Form"),
            Self::Certificate(identity) => identity.fmt(f),
        }
    }
}
