use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

/// Where the proxy listens and where its callers find it. It holds for all systems of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ProxySettings {
    /// As `https://zonedesk.acme.example:8443`, also with a path behind it; empty: this computer, by the port.
    pub public_url: String,
    /// 1–65535.
    pub port: u16,
    pub tls: ProxyTls,
    /// A PEM file of this computer, by its absolute path: the authorities whose client certificates are believed to be
    /// of whom they name. Without it only fingerprints count.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_authorities: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum ProxyTls {
    /// Plain HTTP.
    #[default]
    Off,
    /// Two PEM files of this computer, by their absolute paths: the certificate chain, and its private key.
    Pem { certificate: String, key: String },
    /// A pair that is made here, for trials: clients have to be told to trust it.
    SelfSigned,
}

impl Default for ProxySettings {
    fn default() -> Self {
        Self { public_url: String::new(), port: 8443, tls: ProxyTls::Off, client_authorities: None }
    }
}

/// How a consumer shows who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum SignIn {
    /// User name and password at each call.
    #[default]
    Basic,
    /// Client id and secret, for a token.
    Oauth,
    /// Client certificate.
    Certificate,
}

/// A technical user of a system's proxy. Its secret is known to nobody here: only a hash of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Consumer {
    /// User name or client id.
    pub id: String,
    /// For people; may be empty.
    pub name: String,
    pub sign_in: SignIn,
    /// Subject of its certificate, or `sha256:` and the fingerprint.
    #[ts(optional)]
    pub subject: Option<String>,
    /// SAP's permission *Access Proxy System API*.
    pub access: bool,
    pub created_at: Timestamp,
    /// How many minutes its tokens are good for; none: it has no tokens.
    #[ts(optional)]
    pub token_minutes: Option<u16>,
    /// Its newest call to the proxy of this process; none: it has not called since the start.
    #[ts(optional)]
    pub last_call: Option<LastCall>,
}

/// When a consumer called, and what it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct LastCall {
    pub at: Timestamp,
    pub status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct NewConsumer {
    /// 1–64 of `a-z A-Z 0-9 - _ . @ ! |`, a letter or digit first.
    pub id: String,
    pub name: String,
    pub sign_in: SignIn,
    /// For a certificate: its subject, or the SHA-256 fingerprint in hex.
    #[ts(optional)]
    pub subject: Option<String>,
    pub access: bool,
    /// For OAuth: how many minutes its tokens are good for, 1 to 1440; none: 60.
    #[ts(optional)]
    pub token_minutes: Option<u32>,
}

/// Changes to a consumer; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct ConsumerEdit {
    #[ts(optional)]
    pub name: Option<String>,
    #[ts(optional)]
    pub subject: Option<String>,
    #[ts(optional)]
    pub access: Option<bool>,
    /// As for a new one. A shorter time counts at once for tokens that are out.
    #[ts(optional)]
    pub token_minutes: Option<u32>,
    /// Makes a new secret; the former one is worth nothing from then on.
    pub new_secret: bool,
}

/// A consumer, and its secret where one was just made: it is shown this once.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ConsumerSecret {
    pub consumer: Consumer,
    #[ts(optional)]
    pub secret: Option<String>,
}
