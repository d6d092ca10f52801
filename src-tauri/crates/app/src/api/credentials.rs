use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{AppError, Level, SystemNode, TestStep};

/// A text that a person pasted, or what a dropped file holds.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct PastedText {
    /// Name of the file; none: pasted.
    #[ts(optional)]
    pub source: Option<String>,
    pub text: String,
}

/// What was understood of pasted texts, and what was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CredentialsRead {
    /// In the order of the texts.
    pub found: Vec<FoundCredential>,
    pub problems: Vec<PasteProblem>,
}

/// A text, or a part of one, that holds no credential. It holds none of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PasteProblem {
    #[ts(optional)]
    pub source: Option<String>,
    pub error: AppError,
    /// Where the reading ended, both from 1; columns are characters.
    #[ts(optional)]
    pub line: Option<u32>,
    #[ts(optional)]
    pub column: Option<u32>,
}

/// A credential without its secret, which the backend holds for a short while under `handle`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FoundCredential {
    /// Good for 15 minutes, or until it is used or discarded.
    pub handle: String,
    /// Name of the file; none: pasted or typed.
    #[ts(optional)]
    pub source: Option<String>,
    /// Made of subdomain, file or credential; no system has it yet.
    pub proposed_name: String,
    /// As the text says; none where it does not.
    #[ts(optional)]
    pub level: Option<Level>,
    /// Empty where the text names none.
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    #[ts(optional)]
    pub region: Option<String>,
    #[ts(optional)]
    pub subdomain: Option<String>,
    #[ts(optional)]
    pub subaccount_id: Option<String>,
    /// A client secret, or the private key of a certificate.
    pub has_secret: bool,
    #[ts(optional)]
    pub certificate: Option<FoundCertificate>,
    /// As the text says; a connection test knows.
    #[ts(optional)]
    pub read_only: Option<bool>,
    /// Id of the system that has this client of this account already.
    #[ts(optional)]
    pub system: Option<String>,
    /// Why it cannot be used as it is; `where` names the field: `url`, `tokenUrl`, `clientId`, `secret`, `certificate`
    /// or `key`.
    #[ts(optional)]
    pub problem: Option<AppError>,
}

/// The public half of a key pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct FoundCertificate {
    /// `CN=sb-full!a1,L=subdomain,O=SAP SE`
    pub subject: String,
    /// Not valid after this moment.
    pub not_after: Timestamp,
}

/// A credential typed field by field, or what a found one lacked. Secrets go to the backend and never back.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct TypedCredential {
    /// Of a found one that this mends: what is absent here stays as it was found.
    #[ts(optional)]
    pub handle: Option<String>,
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    #[ts(optional)]
    pub secret: Option<String>,
    /// PEM, the whole chain.
    #[ts(optional)]
    pub certificate: Option<String>,
    /// PEM.
    #[ts(optional)]
    pub key: Option<String>,
}

/// A system to be made of a found credential.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct FoundSystem {
    pub handle: String,
    /// 1–100 of `a-z A-Z 0-9 - _ . space`, unique ignoring case.
    pub name: String,
    pub description: String,
    pub level: Level,
    #[ts(optional)]
    pub parent: Option<String>,
    /// Origin keys: the property `xsuaa.origin`.
    pub origins: Vec<String>,
    pub tags: Vec<String>,
    /// Beside those that the credential gives.
    pub properties: BTreeMap<String, String>,
}

/// What became of one [`FoundSystem`]: a system, or the reason why nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AddedSystem {
    pub handle: String,
    #[ts(optional)]
    pub system: Option<SystemNode>,
    #[ts(optional)]
    pub error: Option<AppError>,
}

/// What a person insists on when a credential is replaced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct RotationConsent {
    /// The new one may be for another account.
    pub other_account: bool,
    /// The new one may replace the old one without having passed the connection test.
    pub untested: bool,
}

/// What became of a new credential for a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Rotation {
    /// The new one is in use. Otherwise the old one is, untouched.
    pub swapped: bool,
    /// The new one is for another account; not consented to.
    #[ts(optional)]
    pub other_account: Option<OtherAccount>,
    /// The connection test of the new one; empty where none was run.
    pub steps: Vec<TestStep>,
}

/// Where the tokens come from: host, without `/oauth/token`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OtherAccount {
    pub before: String,
    pub after: String,
}
