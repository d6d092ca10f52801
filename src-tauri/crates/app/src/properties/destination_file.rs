//! A destination as SAP BTP exports it: `Key=Value` lines (cockpit, *Export Destination*), or JSON, either the
//! properties themselves or around them what the destination service answers (`destinationConfiguration`).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::known::is_credential;
use super::lines::pairs;

/// What a file says.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct DestinationFile {
    pub name: Option<String>,
    pub description: String,
    pub properties: BTreeMap<String, String>,
    pub credentials: BTreeMap<String, String>,
    /// Credentials that are named without being given.
    pub masked: Vec<String>,
}

/// Why a text is no destination. Never quotes a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DestinationFileError {
    #[error("it is empty")]
    Empty,
    #[error("it is larger than 1 MB")]
    TooLarge,
    #[error("line {0} has no =")]
    NoEquals(u32),
    #[error("line {line} names {name} a second time")]
    Twice { line: u32, name: String },
    #[error("it is not JSON (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("it is JSON, but not one object")]
    NotAnObject,
    #[error("{0} is not plain text")]
    NotText(String),
}

const LARGEST: usize = 1 << 20;

/// Reads either form.
pub(crate) fn read(text: &str) -> Result<DestinationFile, DestinationFileError> {
    if text.len() > LARGEST {
        return Err(DestinationFileError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let given = if text.starts_with(['{', '[']) { of_json(text)? } else { of_lines(text)? };
    if given.is_empty() {
        return Err(DestinationFileError::Empty);
    }
    let mut file = DestinationFile::default();
    for (name, value) in given {
        match name.as_str() {
            "Name" => file.name = Some(value),
            "Description" => file.description = value,
            _ if !holds_secret(&name) => drop(file.properties.insert(name, value)),
            _ if is_masked(&value) => file.masked.push(name),
            _ => drop(file.credentials.insert(name, value)),
        }
    }
    Ok(file)
}

fn of_lines(text: &str) -> Result<BTreeMap<String, String>, DestinationFileError> {
    let mut given = BTreeMap::new();
    for (line, name, value) in pairs(text) {
        let value = value.ok_or(DestinationFileError::NoEquals(line))?;
        if given.insert(name.clone(), value).is_some() {
            return Err(DestinationFileError::Twice { line, name });
        }
    }
    Ok(given)
}

fn of_json(text: &str) -> Result<BTreeMap<String, String>, DestinationFileError> {
    let read: Value = serde_json::from_str(text)
        .map_err(|bad| DestinationFileError::NotJson { line: bad.line(), column: bad.column() })?;
    let Value::Object(mut object) = read else { return Err(DestinationFileError::NotAnObject) };
    if let Some(Value::Object(inner)) = object.remove("destinationConfiguration") {
        object = inner;
    }
    texts(object)
}

fn texts(object: Map<String, Value>) -> Result<BTreeMap<String, String>, DestinationFileError> {
    object
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(text) => Ok((name, text)),
            Value::Bool(_) | Value::Number(_) => Ok((name, value.to_string())),
            Value::Null => Ok((name, String::new())),
            Value::Array(_) | Value::Object(_) => Err(DestinationFileError::NotText(name)),
        })
        .collect()
}

/// Whether a property of a destination is secret by its name: `Password`, `clientSecret`, `KeyStorePassword`…
pub(crate) fn holds_secret(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_credential(name) || lower.ends_with("password") || lower.ends_with("secret")
}

/// What stands in place of a secret that was taken out: nothing, dots or stars, or a remark in angle brackets.
pub(crate) fn is_masked(value: &str) -> bool {
    let value = value.trim();
    value.chars().all(|c| "*.•●·∙⋅…".contains(c)) || (value.starts_with('<') && value.ends_with('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of SAP's page on this proxy system.
    const SAMPLE: &str = "Type=HTTP
Authentication=BasicAuthentication
ProxyType=Internet
URL=https://api.authentication.eu10.hana.ondemand.com
OAuth2TokenServiceURL=https://myaccount.authentication.eu10.hana.ondemand.com/oauth/token
User=sb-full-access!a76125
Password=************
xsuaa.origin=sap.custom
xsuaa.origin.filter.enabled=true
scim.support.patch.operation=true
xsuaa.patch.response.with.resource=false
";

    #[test]
    fn the_example_of_saps_page_is_read_without_its_masked_password() {
        let file = read(SAMPLE).ok().unwrap();
        assert_eq!(file.masked, ["Password"]);
        assert!(file.credentials.is_empty());
        assert_eq!(file.properties.len(), 10);
        assert_eq!(file.properties["User"], "sb-full-access!a76125");
        assert_eq!(file.name, None);
    }

    /// Name, properties, names of credentials, masked ones.
    type Read<'a> = (Option<&'a str>, &'a [(&'a str, &'a str)], &'a [&'a str], &'a [&'a str]);

    #[test]
    fn both_forms_are_read() {
        let url = &[("URL", "https://x")][..];
        for (text, (name, properties, credentials, masked)) in [
            (
                "#\n#Tue Nov 24\nName=emea\nURL=https\\://x\nPassword=s",
                (Some("emea"), url, &["Password"][..], &[][..]),
            ),
            ("\u{feff}URL=https://x\r\nPassword=\r\n", (None, url, &[], &["Password"])),
            (
                "URL=https://x\nclientSecret=<< Existing password/certificate removed on export >>",
                (None, url, &[], &["clientSecret"]),
            ),
            (
                r#"{"Name":"emea","URL":"https://x","Password":"••••"}"#,
                (Some("emea"), url, &[], &["Password"]),
            ),
            (
                r#"{"owner":{"SubaccountId":"1"},"destinationConfiguration":{"Name":"emea","URL":"https://x","Password":"s"}}"#,
                (Some("emea"), url, &["Password"], &[]),
            ),
            (
                r#"{"TrustAll":true,"n":3,"PrivateKey":null}"#,
                (None, &[("TrustAll", "true"), ("n", "3")], &[], &["PrivateKey"]),
            ),
        ] as [(&str, Read); 6]
        {
            let file = read(text).ok().unwrap();
            assert_eq!(file.name.as_deref(), name, "{text}");
            let read: Vec<_> =
                file.properties.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(read, properties, "{text}");
            assert_eq!(file.credentials.keys().collect::<Vec<_>>(), credentials, "{text}");
            assert_eq!(file.masked, masked, "{text}");
        }
    }

    #[test]
    fn what_stands_for_a_secret_is_none() {
        for (value, masked) in [
            ("", true),
            (" **** ", true),
            ("••••", true),
            ("…", true),
            ("<redacted>", true),
            ("<< removed on export >>", true),
            // A remark has its end.
            ("<<s3cret", false),
            ("s3cret>", false),
            ("*s3cret*", false),
        ] {
            assert_eq!(is_masked(value), masked, "{value}");
        }
    }

    #[test]
    fn what_is_no_destination_is_said_without_quoting_it() {
        for (text, error) in [
            ("", "it is empty"),
            ("# only a comment", "it is empty"),
            ("{}", "it is empty"),
            ("URL", "line 1 has no ="),
            ("a=1\nPassword=s3cret\nPassword=s3cret", "line 3 names Password a second time"),
            ("{\"Password\":\"s3cret\"", "it is not JSON (line 1, column 20)"),
            ("[]", "it is JSON, but not one object"),
            ("{\"a\":{\"Password\":\"s3cret\"}}", "a is not plain text"),
            (&"x".repeat(LARGEST + 1), "it is larger than 1 MB"),
        ] {
            assert_eq!(read(text).err().map(|error| error.to_string()).as_deref(), Some(error));
        }
    }
}
