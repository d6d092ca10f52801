//! What one would write by hand for the default transformations of a proxy: parse to `serde_json::Value`, clone what is
//! needed into a new one, serialise.

use serde_json::{Map, Value};

/// Where the proxy says that users are.
pub const LOCATION: &str = "https://proxy.example/Users/";

/// The default read transformation. Appends a line.
///
/// # Errors
/// Where the line is no JSON or lacks what the transformation needs.
pub fn read(line: &[u8], out: &mut Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
    let user: Value = serde_json::from_slice(line)?;
    let id = user.get("id").and_then(Value::as_str).ok_or("no id")?;
    let mut meta = Map::new();
    meta.insert("location".to_owned(), Value::from(format!("{LOCATION}{id}")));
    if let Some(Value::Object(members)) = user.get("meta") {
        meta.extend(members.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    let mut result = Map::new();
    result.insert("meta".to_owned(), Value::Object(meta));
    for name in ["id", "userName", "emails"] {
        result.insert(name.to_owned(), user.get(name).ok_or(name)?.clone());
    }
    copy(
        &user,
        &["name", "groups", "phoneNumbers", "active", "externalId", "origin", "zoneId", "verified"],
        &mut result,
    );
    result.insert("schemas".to_owned(), Value::from(vec!["urn:ietf:params:scim:schemas:core:2.0:User"]));
    write_line(&Value::Object(result), out)
}

/// The default write transformation, as for creating a user. Appends a line.
///
/// # Errors
/// As [`read`].
pub fn write(line: &[u8], out: &mut Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
    let user: Value = serde_json::from_slice(line)?;
    let mut result = Map::new();
    result.insert("id".to_owned(), Value::from("xsuaa-dummy-value"));
    result.insert("userName".to_owned(), user.get("userName").ok_or("no userName")?.clone());
    let mut emails = user.get("emails").and_then(Value::as_array).ok_or("no emails")?.clone();
    let primary = |email: &Value| email.get("primary") == Some(&Value::Bool(true));
    if !emails.iter().any(primary)
        && let Some(Value::Object(first)) = emails.first_mut()
    {
        first.insert("primary".to_owned(), Value::Bool(true));
    }
    result.insert("emails".to_owned(), Value::Array(emails));
    copy(&user, &["name", "phoneNumbers", "externalId", "active", "verified"], &mut result);
    result.insert("origin".to_owned(), Value::from("sap.ids"));
    result.insert("schemas".to_owned(), Value::from(vec!["urn:scim:schemas:core:1.0"]));
    write_line(&Value::Object(result), out)
}

fn copy(user: &Value, names: &[&str], result: &mut Map<String, Value>) {
    for name in names {
        if let Some(value) = user.get(name).filter(|value| !value.is_null()) {
            result.insert((*name).to_owned(), value.clone());
        }
    }
}

fn write_line(value: &Value, out: &mut Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
    serde_json::to_writer(&mut *out, value)?;
    out.push(b'\n');
    Ok(())
}
