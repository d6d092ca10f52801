//! The operations of a PATCH, whatever the dialect.

use serde_json::{Map, Value, json};

use super::path::Path;
use crate::body::{flag, folded, is_flag};
use crate::kind::Kind;
use crate::problem::Problem;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Add,
    Replace,
    Remove,
}

/// One operation on one attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    pub act: Act,
    pub path: Path,
    pub value: Option<Value>,
}

impl Operation {
    /// As RFC 7644 writes it.
    pub fn to_json(&self) -> Value {
        let op = match self.act {
            Act::Add => "add",
            Act::Replace => "replace",
            Act::Remove => "remove",
        };
        let mut told = json!({"op": op, "path": self.path.to_string()});
        if let Some(value) = &self.value {
            told["value"] = value.clone();
        }
        told
    }
}

/// RFC 7644 §3.5.2.
pub const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// More operations than any client sends in one request.
const MOST: usize = 10_000;

/// Reads a body. `id`: of the resource that is patched.
///
/// RFC 7644: `Operations`. Its operations without a path are one for each member of their value (Okta deactivates so,
/// Entra ID renames so). SCIM 1.1, which SAP Identity Management and UAA speak: the resource's attributes themselves,
/// members with `operation: "delete"`, removed attributes in `meta.attributes`.
///
/// # Errors
/// What is no PATCH.
pub fn operations(body: &Value, id: &str) -> Result<Vec<Operation>, Problem> {
    let body = folded_top(body)?;
    let syntax = |told: &str| Problem::bad("invalidSyntax", told);
    let Some(listed) = body.get("Operations") else {
        let schemas = body.get("schemas").and_then(Value::as_array).into_iter().flatten();
        if schemas.filter_map(Value::as_str).any(|schema| schema.eq_ignore_ascii_case(PATCH_OP)) {
            return Err(syntax("A PATCH has Operations."));
        }
        return of_attributes(&body, id);
    };
    let listed = match listed {
        Value::Array(items) => items.as_slice(),
        item @ Value::Object(_) => std::slice::from_ref(item),
        _ => return Err(syntax("Operations must be a list.")),
    };
    if listed.len() > MOST {
        return Err(Problem::bad("tooMany", format!("A PATCH has at most {MOST} operations.")));
    }
    let mut found = Vec::with_capacity(listed.len());
    for item in listed {
        let Value::Object(members) = folded_top(item)? else {
            return Err(syntax("An operation must be an object."));
        };
        let act = match members.get("op").and_then(Value::as_str).map(str::to_ascii_lowercase).as_deref() {
            Some("add") => Act::Add,
            Some("replace") => Act::Replace,
            Some("remove") => Act::Remove,
            _ => return Err(syntax("op is add, replace or remove.")),
        };
        let value = members.get("value").cloned();
        match members.get("path") {
            None | Some(Value::Null) => pathless(act, value, id, &mut found)?,
            Some(Value::String(text)) if text.trim().is_empty() => pathless(act, value, id, &mut found)?,
            Some(Value::String(text)) => push(act, Path::parse(text)?, value, id, &mut found)?,
            Some(_) => return Err(Problem::bad("invalidPath", "path must be a text.")),
        }
    }
    Ok(found)
}

fn folded_top(value: &Value) -> Result<Value, Problem> {
    let Value::Object(members) = value else {
        return Err(Problem::bad("invalidSyntax", "A PATCH and its operations are objects."));
    };
    let members = members.iter().map(|(key, value)| (crate::body::spelled(key).to_owned(), value.clone()));
    Ok(Value::Object(members.collect()))
}

/// Each member of the value is an operation.
fn pathless(act: Act, value: Option<Value>, id: &str, found: &mut Vec<Operation>) -> Result<(), Problem> {
    let Some(Value::Object(members)) = value else {
        let problem = match act {
            Act::Remove => {
                Problem::bad("noTarget", "A remove needs a path, or a value that names attributes.")
            }
            _ => Problem::bad("invalidValue", "Without a path, the value must be an object."),
        };
        return Err(problem);
    };
    for (key, value) in members {
        if key.eq_ignore_ascii_case("schemas") {
            continue;
        }
        push(act, Path::parse(&key)?, Some(value), id, found)?;
    }
    Ok(())
}

fn push(
    act: Act,
    path: Path,
    value: Option<Value>,
    id: &str,
    found: &mut Vec<Operation>,
) -> Result<(), Problem> {
    if path.name == "id" {
        return match &value {
            Some(Value::String(own)) if own == id && act != Act::Remove => Ok(()),
            _ => Err(Problem::bad("mutability", "The id of a resource cannot be changed.")),
        };
    }
    // What a core schema holds is what the resource holds.
    if path.sub.is_none() && Kind::ALL.iter().any(|kind| path.name.eq_ignore_ascii_case(kind.schema())) {
        return pathless(act, value, id, found);
    }
    // An extension as a whole: an operation for each of its attributes.
    if path.name.contains(':')
        && path.sub.is_none()
        && act != Act::Remove
        && let Some(Value::Object(members)) = value
    {
        for (key, value) in members {
            let path = Path { sub: Some(key), ..path.clone() };
            found.push(Operation { act, path, value: Some(value) });
        }
        return Ok(());
    }
    let value = match value {
        Some(value) if path.name.contains(':') => Some(value),
        Some(value) => {
            let last = path.sub.as_deref().unwrap_or(&path.name);
            let value = single(last, value);
            Some(if is_flag(last) && act != Act::Remove { flag(last, value)? } else { folded(value)? })
        }
        None => None,
    };
    match (act, &value) {
        (Act::Add | Act::Replace, None) => {
            Err(Problem::bad("invalidValue", format!("The operation on {} needs a value.", path.name)))
        }
        // Nothing in its place is what a removal leaves (RFC 7643 §2.5).
        (Act::Replace, Some(Value::Null)) => {
            found.push(Operation { act: Act::Remove, path, value: None });
            Ok(())
        }
        _ => {
            found.push(Operation { act, path, value });
            Ok(())
        }
    }
}

/// Attributes that have one value, of those that are known.
const SINGLE: [&str; 10] = [
    "userName",
    "displayName",
    "description",
    "externalId",
    "active",
    "verified",
    "origin",
    "familyName",
    "givenName",
    "value",
];

/// Entra ID may send `[{"value": "v"}]` for an attribute with one value.
fn single(name: &str, value: Value) -> Value {
    if !SINGLE.contains(&name) {
        return value;
    }
    match &value {
        Value::Array(items) => match items.as_slice() {
            [Value::Object(member)] if member.len() == 1 || member.contains_key("$ref") => {
                member.get("value").cloned().unwrap_or(value)
            }
            _ => value,
        },
        _ => value,
    }
}

/// SCIM 1.1: a resource with what is to be changed.
fn of_attributes(body: &Value, id: &str) -> Result<Vec<Operation>, Problem> {
    let empty = Map::new();
    let members = body.as_object().unwrap_or(&empty);
    let mut found = Vec::new();
    if let Some(removed) =
        members.get("meta").and_then(|meta| meta.get("attributes")).and_then(Value::as_array)
    {
        for name in removed.iter().filter_map(Value::as_str) {
            push(Act::Remove, Path::parse(name)?, None, id, &mut found)?;
        }
    }
    for (key, value) in members {
        match (key.as_str(), value) {
            ("schemas" | "meta", _) => {}
            ("members", Value::Array(items)) => {
                let is_deleted = |item: &&Value| {
                    let operation = item.get("operation").and_then(Value::as_str);
                    operation.is_some_and(|operation| operation.eq_ignore_ascii_case("delete"))
                };
                let (gone, come): (Vec<&Value>, Vec<&Value>) = items.iter().partition(is_deleted);
                for (act, items) in [(Act::Add, come), (Act::Remove, gone)] {
                    if !items.is_empty() {
                        let items = items.into_iter().cloned().collect();
                        push(act, Path::of("members"), Some(Value::Array(items)), id, &mut found)?;
                    }
                }
            }
            _ => push(Act::Replace, Path::parse(key)?, Some(value.clone()), id, &mut found)?,
        }
    }
    if found.is_empty() && !members.contains_key("schemas") {
        return Err(Problem::bad("invalidSyntax", "A PATCH has Operations."));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &Value) -> Result<Vec<String>, Problem> {
        let one = |operation: Operation| {
            let Operation { act, path, value } = operation;
            let filter = path.filter.map(|filter| format!("[{filter}]")).unwrap_or_default();
            let sub = path.sub.map(|sub| format!(".{sub}")).unwrap_or_default();
            let value = value.map(|value| format!(" {value}")).unwrap_or_default();
            format!("{act:?} {}{filter}{sub}{value}", path.name)
        };
        Ok(operations(body, "1")?.into_iter().map(one).collect())
    }

    #[test]
    fn every_dialect_says_the_same() {
        let patch = |operations: Value| json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations});
        for (body, expected) in [
            // RFC 7644.
            (
                patch(json!([{"op": "add", "path": "members", "value": [{"value": "u1"}]},
                    {"op": "remove", "path": "members[value eq \"u2\"]"}, {"op": "remove", "path": "description"}])),
                vec![
                    r#"Add members [{"value":"u1"}]"#,
                    r#"Remove members[value eq "u2"]"#,
                    "Remove description",
                ],
            ),
            // Entra ID: capitals, booleans as texts, members to be removed in the value.
            (
                patch(json!([{"op": "Replace", "path": "active", "value": "False"},
                    {"op": "Add", "path": "emails[type eq \"work\"].value", "value": "a@x"},
                    {"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "u1"}]},
                    {"op": "Replace", "path": "displayName", "value": [{"$ref": null, "value": "New"}]}])),
                vec![
                    "Replace active false",
                    r#"Add emails[type eq "work"].value "a@x""#,
                    r#"Remove members [{"$ref":null,"value":"u1"}]"#,
                    r#"Replace displayName "New""#,
                ],
            ),
            // Entra ID: dotted names, extensions.
            (
                patch(json!([{"op": "Add", "value": {"name.familyName": "Doe",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Sales"}},
                    {"op": "Add", "value": {"urn:x:2.0:User": {"a": 1, "b": "2"}}}])),
                vec![
                    r#"Add name.familyName "Doe""#,
                    r#"Add urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department "Sales""#,
                    "Add urn:x:2.0:User.a 1",
                    r#"Add urn:x:2.0:User.b "2""#,
                ],
            ),
            // Okta: no path.
            (patch(json!([{"op": "replace", "value": {"active": false}}])), vec!["Replace active false"]),
            (
                patch(json!([{"op": "replace", "value": {"id": "1", "displayName": "New"}}])),
                vec![r#"Replace displayName "New""#],
            ),
            // A core schema as a path, and as a key.
            (
                patch(json!([
                    {"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User", "value": {"active": "False"}},
                    {"op": "add", "value": {"urn:ietf:params:scim:schemas:core:2.0:user": {"name.familyName": "Doe"}}}])),
                vec!["Replace active false", r#"Add name.familyName "Doe""#],
            ),
            // One operation where a list should be, another spelling of the list.
            (
                json!({"operations": {"OP": "REPLACE", "Path": "UserName", "VALUE": "a"}}),
                vec![r#"Replace userName "a""#],
            ),
            // SAP Identity Management, SCIM 1.1.
            (
                json!({"schemas": ["urn:scim:schemas:core:1.0"], "meta": {"attributes": ["description"]},
                    "displayName": "New", "members": [{"value": "u1"}, {"value": "u2", "operation": "delete"}]}),
                vec![
                    "Remove description",
                    r#"Replace displayName "New""#,
                    r#"Add members [{"value":"u1"}]"#,
                    r#"Remove members [{"operation":"delete","value":"u2"}]"#,
                ],
            ),
            (
                patch(json!([{"op": "replace", "path": "description", "value": null}])),
                vec!["Remove description"],
            ),
            (patch(json!([])), vec![]),
        ] {
            assert_eq!(told(&body).unwrap_or_else(|problem| panic!("{body}: {problem}")), expected, "{body}");
        }
    }

    #[test]
    fn what_is_no_patch_is_refused() {
        for (body, scim_type) in [
            (json!({}), "invalidSyntax"),
            (json!({"Operations": "x"}), "invalidSyntax"),
            (json!({"schemas": [PATCH_OP], "operation": []}), "invalidSyntax"),
            (json!({"Operations": [1]}), "invalidSyntax"),
            (json!({"Operations": [{"op": "move", "path": "a", "value": 1}]}), "invalidSyntax"),
            (json!({"Operations": [{"op": "add", "path": "a b", "value": 1}]}), "invalidPath"),
            (json!({"Operations": [{"op": "add", "path": 1, "value": 1}]}), "invalidPath"),
            (json!({"Operations": [{"op": "add", "path": "a"}]}), "invalidValue"),
            (json!({"Operations": [{"op": "add", "value": "a"}]}), "invalidValue"),
            (json!({"Operations": [{"op": "replace", "path": "active", "value": "maybe"}]}), "invalidValue"),
            (json!({"Operations": [{"op": "remove"}]}), "noTarget"),
            (json!({"Operations": [{"op": "replace", "value": {"id": "2"}}]}), "mutability"),
            (json!({"Operations": [{"op": "remove", "path": "id"}]}), "mutability"),
        ] {
            let problem = told(&body).unwrap_err();
            assert_eq!((problem.status, problem.scim_type), (400, Some(scim_type)), "{body}");
        }
    }
}
