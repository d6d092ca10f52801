use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zonedesk_scim::Timestamp;

use super::{AppError, Severity, Text};

/// What a property is about: the chips of the Properties tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum PropertyCategory {
    Connection,
    IdentityProviders,
    Provisioning,
    Limits,
    /// Not known to Zonedesk; usable as `%name%` in transformations.
    Free,
}

/// What a property may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[ts(export)]
pub enum PropertyKind {
    Text,
    /// `true` or `false`.
    Switch,
    /// One of these.
    Choice {
        values: Vec<String>,
    },
    /// A whole number.
    Number {
        from: u32,
        to: u32,
    },
    /// Kept where secrets go; never shown.
    Credential,
}

/// A property that Zonedesk knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct KnownProperty {
    /// The name; where `prefix` is set, what stands before a freely chosen rest (`ips.http.header.`).
    pub name: String,
    pub prefix: bool,
    pub category: PropertyCategory,
    pub kind: PropertyKind,
    /// What counts while it is not set.
    #[ts(optional)]
    pub default: Option<String>,
    pub help: Text,
    /// Offered whether it is set or not.
    pub usual: bool,
}

/// The properties of a system or destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Properties {
    /// Id of the system or destination.
    pub owner: String,
    /// The destination that stands behind a system's own properties.
    #[ts(optional)]
    pub destination: Option<DestinationName>,
    /// By name. Each is set here, in the destination, or in both.
    pub properties: Vec<Property>,
    pub findings: Vec<PropertyFinding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DestinationName {
    pub id: String,
    pub name: String,
}

/// One property that is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Property {
    pub name: String,
    pub category: PropertyCategory,
    /// The owner's own value; it wins.
    #[ts(optional)]
    pub value: Option<String>,
    /// The destination's value.
    #[ts(optional)]
    pub inherited: Option<String>,
    /// Instead of a value: what is known of the credential.
    #[ts(optional)]
    pub credential: Option<CredentialFacts>,
}

/// What is known of a credential without knowing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CredentialFacts {
    pub set_at: Timestamp,
    /// It is the destination's.
    pub inherited: bool,
    /// The host changed since it was entered: it is not sent before it is entered again.
    pub other_host: bool,
    /// It was kept for a run of the program that has ended.
    pub lost: bool,
    /// The public half of a key pair.
    #[ts(optional)]
    pub certificate: Option<CertificateFacts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CertificateFacts {
    /// As `CN=sb-full!a1,O=SAP SE`.
    pub subject: String,
    pub issuer: String,
    pub not_after: Timestamp,
    /// Days until then; negative where it has ended.
    #[ts(type = "number")]
    pub days_left: i64,
}

/// What is wrong or odd about a property. An error keeps a change from being saved; the others do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PropertyFinding {
    pub property: String,
    pub severity: Severity,
    pub text: Text,
    /// How to mend it.
    pub mend: Text,
}

/// What would come of an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PropertiesCheck {
    /// Of the edit and of what it would leave.
    pub findings: Vec<PropertyFinding>,
    /// Why it would not be saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub refused: Option<AppError>,
}

/// Changes to the properties of a system or destination; what is absent stays.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct PropertiesEdit {
    /// Sets properties, or unsets them (`null`).
    pub properties: BTreeMap<String, Option<String>>,
    /// Replaces credentials, or forgets them (`null`). A property is either plain or a credential.
    pub credentials: BTreeMap<String, Option<String>>,
    /// The certificate of a new `PrivateKey`: PEM, the whole chain.
    #[ts(optional)]
    pub certificate: Option<String>,
    /// Id of the destination behind a system's own properties; empty: none.
    #[ts(optional)]
    pub destination: Option<String>,
}

/// What was read of `Key=Value` lines.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PropertiesText {
    pub properties: BTreeMap<String, String>,
    pub problems: Vec<LineProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LineProblem {
    /// From 1.
    pub line: u32,
    pub text: Text,
}

/// A named set of properties that systems share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Destination {
    pub id: String,
    pub name: String,
    pub description: String,
    /// How many properties and credentials it holds.
    pub properties: u32,
    pub credentials: u32,
    /// The systems that use it.
    pub systems: Vec<DestinationUser>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DestinationUser {
    pub id: String,
    pub name: String,
}

/// What came of reading a destination's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ImportedDestination {
    pub destination: Destination,
    /// Credential properties that the file names without giving them: masked, or removed on export.
    pub masked: Vec<String>,
    /// What is odd about its properties.
    pub findings: Vec<PropertyFinding>,
}
