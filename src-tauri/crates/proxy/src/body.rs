//! What consumers send: read, and put into the spelling of the schemas.

use serde_json::{Map, Value};

use crate::problem::Problem;

/// Names in the spelling of RFC 7643 and of UAA. Consumers write them in any case (RFC 7643 §2.1).
const NAMES: [&str; 30] = [
    "schemas",
    "id",
    "externalId",
    "meta",
    "userName",
    "name",
    "familyName",
    "givenName",
    "formatted",
    "emails",
    "value",
    "type",
    "primary",
    "display",
    "phoneNumbers",
    "active",
    "verified",
    "origin",
    "zoneId",
    "groups",
    "displayName",
    "description",
    "members",
    "$ref",
    "Operations",
    "op",
    "path",
    "location",
    "version",
    "resourceType",
];

/// Attributes that are booleans; some consumers send them as texts (Entra ID: `"True"`).
const FLAGS: [&str; 3] = ["active", "verified", "primary"];

/// A body that must be a JSON object.
pub fn object(body: &[u8]) -> Result<Value, Problem> {
    let syntax = |told: String| Problem::bad("invalidSyntax", told);
    match serde_json::from_slice(body) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(syntax("The body must be a JSON object.".to_owned())),
        Err(error) => {
            Err(syntax(format!("The body is no JSON: line {}, column {}.", error.line(), error.column())))
        }
    }
}

/// A resource in schema spelling, booleans as such.
///
/// # Errors
/// `invalidValue` for a boolean that is none, and for `schemas` that are no list.
pub fn resource(value: Value) -> Result<Value, Problem> {
    let folded = folded(value)?;
    if folded.get("schemas").is_some_and(|schemas| !schemas.is_array() && !schemas.is_null()) {
        return Err(Problem::bad("invalidValue", "schemas must be a list."));
    }
    Ok(folded)
}

/// Names in schema spelling at every depth, but below extensions; booleans as such.
pub fn folded(value: Value) -> Result<Value, Problem> {
    match value {
        Value::Object(members) => {
            let mut out = Map::with_capacity(members.len());
            for (key, value) in members {
                if key.contains(':') {
                    out.insert(key, value);
                    continue;
                }
                let name = spelled(&key);
                let value = if FLAGS.contains(&name) { flag(name, value)? } else { folded(value)? };
                // What is spelled right counts where both stand.
                if key == name || !out.contains_key(name) {
                    out.insert(name.to_owned(), value);
                }
            }
            Ok(Value::Object(out))
        }
        Value::Array(items) => items.into_iter().map(folded).collect::<Result<_, _>>().map(Value::Array),
        other => Ok(other),
    }
}

/// A name in the spelling of its schema; one that is not known as it is.
pub fn spelled(name: &str) -> &str {
    NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or(name)
}

pub fn is_flag(name: &str) -> bool {
    FLAGS.contains(&name)
}

/// `true`, `"True"`, `"false"`; `null` stays.
pub fn flag(name: &str, value: Value) -> Result<Value, Problem> {
    match &value {
        Value::Bool(_) | Value::Null => Ok(value),
        _ => match value.as_str().and_then(truth) {
            Some(flag) => Ok(Value::Bool(flag)),
            None => Err(Problem::bad("invalidValue", format!("{name} must be true or false."))),
        },
    }
}

/// `true` and `false` in any case: Entra ID sends them as texts.
pub fn truth(text: &str) -> Option<bool> {
    [true, false].into_iter().find(|flag| text.eq_ignore_ascii_case(if *flag { "true" } else { "false" }))
}

/// Whether a media type is one that a SCIM body has (RFC 7644 §3.1), whatever its parameters.
pub fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(name.as_str(), "application/scim+json" | "application/json")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_and_booleans_are_put_right() {
        for (given, expected) in [
            (
                json!({"USERNAME": "A", "Active": "True", "emails": [{"Value": "a@x", "PRIMARY": "false"}]}),
                Some(
                    json!({"userName": "A", "active": true, "emails": [{"value": "a@x", "primary": false}]}),
                ),
            ),
            (json!({"username": "b", "userName": "a"}), Some(json!({"userName": "a"}))),
            (json!({"userName": "a", "username": "b"}), Some(json!({"userName": "a"}))),
            (
                json!({"urn:x:2.0:User": {"Value": 1}, "Title": "t", "active": null}),
                Some(json!({"urn:x:2.0:User": {"Value": 1}, "Title": "t", "active": null})),
            ),
            (json!({"active": "yes"}), None),
            (json!({"active": 1}), None),
            (json!({"schemas": "urn"}), None),
        ] {
            let told = resource(given.clone());
            assert_eq!(told.as_ref().ok(), expected.as_ref(), "{given}");
            assert!(told.err().is_none_or(|problem| problem.scim_type == Some("invalidValue")));
        }
    }

    #[test]
    fn only_objects_are_bodies() {
        let deep = "[".repeat(1000);
        for (body, good) in [
            ("{}".as_bytes(), true),
            (b"", false),
            (b"[]", false),
            (b"null", false),
            (b"{\"a\":", false),
            (b"{\"a\":\"\xff\"}", false),
            (deep.as_bytes(), false),
        ] {
            let told = object(body);
            assert_eq!(told.is_ok(), good, "{}", String::from_utf8_lossy(body));
            assert!(told.err().is_none_or(|problem| problem.scim_type == Some("invalidSyntax")));
        }
    }

    #[test]
    fn media_types_are_taken_with_parameters() {
        for (media_type, good) in [
            ("application/scim+json", true),
            ("application/scim+json; charset=utf-8", true),
            ("Application/JSON;charset=UTF-8", true),
            ("text/plain", false),
            ("application/json+scim", false),
            ("application/x-www-form-urlencoded", false),
            ("", false),
        ] {
            assert_eq!(is_json(media_type), good, "{media_type}");
        }
    }
}
