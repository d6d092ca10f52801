//! The JSON of a proxy system as SAP Cloud Identity Services exports it. SAP publishes no schema: names, order and
//! values are those of an exported system of another type.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Deserialize as DeserializeDerive, Serialize};
use serde_json::value::RawValue;
use zonedesk_scim::Timestamp;

use crate::api::Level;

/// Members of a system, in the order of a file, with the text that they have where nothing is known of them. Empty:
/// always made anew from the system itself.
pub const MEMBERS: [(&str, &str); 22] = [
    (ID, ""),
    // inferred: what SAP's console calls this type is not known
    (CONNECTOR, "\"SAP_BTP_XS_ADVANCED_UAA\""),
    (ACCESS_MODE, "\"PROXY\""),
    ("destinationName", "null"),
    ("gitAllowedExpressions", "[]"),
    ("gitDisallowedExpressions", "[]"),
    ("emailSubscribers", "[]"),
    (NAME, ""),
    (DESCRIPTION, ""),
    ("tenantId", "null"),
    (STATE, ""),
    ("systemManagementType", "\"CUSTOMER_MANAGED\""),
    (PROPERTIES, ""),
    (ENCRYPTED, ""),
    ("automaticOutboundCertificateRenew", "false"),
    ("transformationChanged", "false"),
    ("readTransformationChanged", "false"),
    ("writeTransformationChanged", "false"),
    ("fromImport", "false"),
    (READ, ""),
    (WRITE, ""),
    (ZONEDESK, ""),
];

pub const ID: &str = "id";
pub const CONNECTOR: &str = "connectorTypeString";
pub const ACCESS_MODE: &str = "accessMode";
pub const NAME: &str = "name";
pub const DESCRIPTION: &str = "description";
pub const STATE: &str = "state";
pub const PROPERTIES: &str = "properties";
pub const ENCRYPTED: &str = "encryptedProperties";
pub const READ: &str = "readTransformation";
pub const WRITE: &str = "writeTransformation";
/// What SAP's console does not have.
pub const ZONEDESK: &str = "zonedesk";

/// Whether a member is made from the system itself.
pub fn is_ours(member: &str) -> bool {
    MEMBERS.iter().any(|(name, text)| *name == member && text.is_empty())
}

/// The member [`ZONEDESK`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, DeserializeDerive)]
#[serde(rename_all = "camelCase", default)]
pub struct Extra {
    pub level: Level,
    /// Name of the system above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<u8>,
    pub notes: String,
    pub favourite: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// Every version of both transformations, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, DeserializeDerive)]
pub struct History {
    pub read: Vec<Version>,
    pub write: Vec<Version>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeserializeDerive)]
pub struct Version {
    pub at: Timestamp,
    pub who: String,
    pub description: String,
    /// As it was saved, byte for byte.
    pub text: String,
}

/// The members of an object in their order, those that occur twice included, each with its text.
#[derive(Debug)]
pub struct Members<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl<'a> Members<'a> {
    /// None where the text is no object.
    pub fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The first name that occurs twice.
    pub fn twice(&self) -> Option<&str> {
        let mut seen = BTreeMap::new();
        self.0.iter().map(|(name, _)| name.as_str()).find(|name| seen.insert(*name, ()).is_some())
    }

    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, raw)| raw.get())
    }
}

/// Two spaces more in front of each line but the first. JSON has no line breaks inside of its strings, so that only its
/// layout changes.
pub fn indent(json: &str) -> String {
    json.trim().replace('\n', "\n  ")
}

/// What [`indent`] did, undone; a text that was not indented so is left as it is.
pub fn dedent(json: &str) -> String {
    let json = json.trim();
    if json.split('\n').skip(1).all(|line| line.starts_with("  ")) {
        json.replace("\n  ", "\n")
    } else {
        json.to_owned()
    }
}
