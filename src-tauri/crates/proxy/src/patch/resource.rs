//! Operations applied to a resource (RFC 7644 §3.5.2.1 to §3.5.2.3).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use zonedesk_scim::filter::Filter;

use super::operations::{Act, Operation};
use super::path::KEPT_ONCE;
use crate::filter::holds;
use crate::problem::Problem;

/// Applies operations in their order. `taken`: first-level names that are written at all; operations on others are
/// left out, and their names returned.
///
/// # Errors
/// `noTarget` where a filter finds nothing, `invalidValue` for a value that does not fit.
pub fn apply(
    resource: &mut Value,
    operations: &[Operation],
    taken: &BTreeSet<String>,
) -> Result<Vec<String>, Problem> {
    let mut ignored = Vec::new();
    for operation in operations {
        let name = &operation.path.name;
        let Some(known) = taken.iter().find(|known| known.eq_ignore_ascii_case(name)) else {
            ignored.push(name.clone());
            continue;
        };
        let Value::Object(members) = &mut *resource else {
            return Err(Problem::new(500, "The resource is no object."));
        };
        if KEPT_ONCE.contains(&known.as_str()) {
            one_value(members, known, operation)?;
        } else {
            any(members, known, operation)?;
        }
    }
    Ok(ignored)
}

/// The one e-mail or phone number.
fn one_value(members: &mut Map<String, Value>, name: &str, operation: &Operation) -> Result<(), Problem> {
    let invalid = || Problem::bad("invalidValue", format!("{name} must be a list of objects with a value."));
    let there = members.get(name).and_then(|items| items.get(0)).unwrap_or(&Value::Null);
    if let Some(filter) = operation.path.filter.as_ref().filter(|filter| is_of_another(filter, there)) {
        return match operation.act {
            Act::Remove => Ok(()),
            _ => Err(Problem::bad("noTarget", format!("No {name} meet [{filter}]."))),
        };
    }
    let value = match (&operation.act, &operation.value) {
        (Act::Remove, _) | (_, None) => {
            let part = operation.path.sub.as_deref().filter(|sub| *sub != "value");
            match part {
                // A type or a flag that the account does not keep.
                Some(_) => {}
                None => {
                    members.remove(name);
                }
            }
            return Ok(());
        }
        (_, Some(value)) => value,
    };
    let chosen = match (value, operation.path.sub.as_deref()) {
        (Value::String(_), None | Some("value")) => value.clone(),
        (_, Some("value")) => return Err(invalid()),
        (_, Some(_)) => return Ok(()),
        (Value::Object(item), None) => {
            item.get("value").filter(|v| v.is_string()).cloned().ok_or_else(invalid)?
        }
        (Value::Array(items), None) => {
            let is_primary = |item: &&Value| item.get("primary") == Some(&json!(true));
            let Some(item) = items.iter().find(is_primary).or_else(|| items.last()) else {
                if operation.act == Act::Replace {
                    members.remove(name);
                }
                return Ok(());
            };
            let value = if item.is_string() { Some(item) } else { item.get("value") };
            value.filter(|value| value.is_string()).cloned().ok_or_else(invalid)?
        }
        _ => return Err(invalid()),
    };
    let item = match name {
        "emails" => json!([{"value": chosen, "primary": true}]),
        _ => json!([{"value": chosen}]),
    };
    members.insert(name.to_owned(), item);
    Ok(())
}

/// Whether a filter names another value than the one that is kept. Of its type or flag the account knows nothing.
fn is_of_another(filter: &Filter, there: &Value) -> bool {
    match filter {
        Filter::Compare(attr, ..) if attr.name.eq_ignore_ascii_case("value") => !holds(filter, there),
        Filter::And(terms) => terms.iter().any(|term| is_of_another(term, there)),
        Filter::Or(terms) => terms.iter().all(|term| is_of_another(term, there)),
        _ => false,
    }
}

fn any(members: &mut Map<String, Value>, name: &str, operation: &Operation) -> Result<(), Problem> {
    let Operation { act, path, value } = operation;
    if let Some(filter) = &path.filter {
        let items = match members.get_mut(name) {
            Some(Value::Array(items)) => items,
            _ => &mut Vec::new(),
        };
        if !items.iter().any(|item| holds(filter, item)) {
            return match act {
                Act::Remove => Ok(()),
                _ => Err(Problem::bad("noTarget", format!("No {name} meet [{filter}]."))),
            };
        }
        match (act, &path.sub, value) {
            (Act::Remove, None, _) => items.retain(|item| !holds(filter, item)),
            (_, sub, value) => {
                for item in items.iter_mut().filter(|item| holds(filter, item)) {
                    match (item, sub, value) {
                        (Value::Object(item), Some(sub), value) => place(item, sub, *act, value.as_ref()),
                        (item, None, Some(value)) => put(item, *act, value),
                        _ => {}
                    }
                }
            }
        }
        return Ok(());
    }
    let Some(sub) = &path.sub else {
        match (act, value) {
            (Act::Remove, Some(Value::Array(gone))) => remove_items(members, name, gone),
            (Act::Remove, _) => {
                members.remove(name);
            }
            (_, Some(value)) => match members.get_mut(name) {
                Some(there) => put(there, *act, value),
                None => {
                    members.insert(name.to_owned(), value.clone());
                }
            },
            (_, None) => {}
        }
        return Ok(());
    };
    match members.get_mut(name) {
        Some(Value::Object(inner)) => place(inner, sub, *act, value.as_ref()),
        Some(Value::Array(items)) => {
            for item in items {
                if let Value::Object(item) = item {
                    place(item, sub, *act, value.as_ref());
                }
            }
        }
        _ if *act == Act::Remove => {}
        _ => {
            let mut inner = Map::new();
            place(&mut inner, sub, *act, value.as_ref());
            members.insert(name.to_owned(), Value::Object(inner));
        }
    }
    Ok(())
}

/// A sub-attribute.
fn place(inner: &mut Map<String, Value>, sub: &str, act: Act, value: Option<&Value>) {
    let own = inner.keys().find(|key| key.eq_ignore_ascii_case(sub)).cloned();
    let key = own.unwrap_or_else(|| sub.to_owned());
    match (act, value) {
        (Act::Remove, _) | (_, None) => {
            inner.remove(&key);
        }
        (_, Some(value)) => {
            inner.insert(key, value.clone());
        }
    }
}

/// Lists grow by what they do not hold, objects take members over, all else is replaced.
fn put(there: &mut Value, act: Act, value: &Value) {
    match (there, value) {
        (Value::Object(there), Value::Object(members)) => {
            for (key, value) in members {
                place(there, key, act, Some(value));
            }
        }
        (Value::Array(items), Value::Array(more)) if act == Act::Add => {
            for item in more {
                if !items.contains(item) {
                    items.push(item.clone());
                }
            }
        }
        (Value::Array(items), item @ Value::Object(_)) if act == Act::Add => {
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
        (there, value) => *there = value.clone(),
    }
}

/// Only what is named goes.
fn remove_items(members: &mut Map<String, Value>, name: &str, gone: &[Value]) {
    if let Some(Value::Array(items)) = members.get_mut(name) {
        let key = |item: &Value| item.get("value").unwrap_or(item).clone();
        items.retain(|item| !gone.iter().any(|other| key(other) == key(item)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::operations::operations;
    use super::*;

    fn user() -> Value {
        json!({"id": "1", "userName": "jo", "name": {"familyName": "Doe", "givenName": "Jo"}, "active": true,
            "emails": [{"value": "jo@x", "primary": true}], "roles": [{"value": "a", "type": "t"}, {"value": "b"}]})
    }

    fn patched(listed: &Value) -> Result<(Value, Vec<String>), Problem> {
        let taken = ["userName", "name", "active", "emails", "phoneNumbers", "externalId", "roles"];
        let taken = taken.map(str::to_owned).into();
        let mut user = user();
        let operations = operations(&json!({"Operations": listed}), "1")?;
        let ignored = apply(&mut user, &operations, &taken)?;
        Ok((user, ignored))
    }

    #[test]
    fn a_user_is_changed_as_the_operations_say() {
        for (listed, member, expected) in [
            (json!([{"op": "replace", "path": "active", "value": "False"}]), "active", json!(false)),
            (json!([{"op": "replace", "value": {"active": false}}]), "active", json!(false)),
            (
                json!([{"op": "add", "path": "name.familyName", "value": "Roe"}]),
                "name",
                json!({"familyName": "Roe", "givenName": "Jo"}),
            ),
            (
                json!([{"op": "replace", "path": "name", "value": {"familyName": "Roe"}}]),
                "name",
                json!({"familyName": "Roe", "givenName": "Jo"}),
            ),
            (json!([{"op": "remove", "path": "name.givenName"}]), "name", json!({"familyName": "Doe"})),
            (json!([{"op": "remove", "path": "name"}]), "name", Value::Null),
            (
                json!([{"op": "add", "value": {"name.familyName": "Roe"}}]),
                "name",
                json!({"familyName": "Roe", "givenName": "Jo"}),
            ),
            (
                json!([{"op": "Add", "path": "emails[type eq \"work\"].value", "value": "a@x"}]),
                "emails",
                json!([{"value": "a@x", "primary": true}]),
            ),
            (
                json!([{"op": "Replace", "path": "emails[primary eq true].value", "value": "a@x"}]),
                "emails",
                json!([{"value": "a@x", "primary": true}]),
            ),
            (
                json!([{"op": "remove", "path": "emails[value eq \"other@x\" and type eq \"work\"]"}]),
                "emails",
                json!([{"value": "jo@x", "primary": true}]),
            ),
            (
                json!([{"op": "replace", "path": "emails[type eq \"work\" and value eq \"jo@x\"].value", "value": "a@x"}]),
                "emails",
                json!([{"value": "a@x", "primary": true}]),
            ),
            (
                json!([{"op": "replace", "path": "emails[0].value", "value": "a@x"}]),
                "emails",
                json!([{"value": "a@x", "primary": true}]),
            ),
            (
                json!([{"op": "replace", "path": "emails[type eq \"work\"].type", "value": "home"}]),
                "emails",
                json!([{"value": "jo@x", "primary": true}]),
            ),
            (
                json!([{"op": "add", "path": "emails", "value": [{"value": "b@x"}, {"value": "a@x", "primary": true}, {"value": "c@x"}]}]),
                "emails",
                json!([{"value": "a@x", "primary": true}]),
            ),
            (
                json!([{"op": "replace", "path": "emails", "value": {"value": "a@x"}}]),
                "emails",
                json!([{"value": "a@x", "primary": true}]),
            ),
            (json!([{"op": "remove", "path": "emails"}]), "emails", Value::Null),
            (
                json!([{"op": "add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+49"}]),
                "phoneNumbers",
                json!([{"value": "+49"}]),
            ),
            (
                json!([{"op": "add", "path": "roles", "value": [{"value": "b"}, {"value": "c"}]}]),
                "roles",
                json!([{"value": "a", "type": "t"}, {"value": "b"}, {"value": "c"}]),
            ),
            (
                json!([{"op": "replace", "path": "roles", "value": [{"value": "c"}]}]),
                "roles",
                json!([{"value": "c"}]),
            ),
            (
                json!([{"op": "replace", "path": "roles[value eq \"a\"].type", "value": "u"}]),
                "roles",
                json!([{"value": "a", "type": "u"}, {"value": "b"}]),
            ),
            (json!([{"op": "remove", "path": "roles[value eq \"a\"]"}]), "roles", json!([{"value": "b"}])),
            (json!([{"op": "remove", "path": "roles[value eq \"z\"]"}]), "roles", user()["roles"].clone()),
            (
                json!([{"op": "remove", "path": "roles", "value": [{"value": "b"}]}]),
                "roles",
                json!([{"value": "a", "type": "t"}]),
            ),
            (json!([{"op": "replace", "path": "externalId", "value": "e"}]), "externalId", json!("e")),
        ] {
            let (user, ignored) = patched(&listed).unwrap_or_else(|problem| panic!("{listed}: {problem}"));
            assert_eq!(user.get(member).cloned().unwrap_or_default(), expected, "{listed}");
            assert!(ignored.is_empty(), "{listed}");
        }
    }

    #[test]
    fn what_is_not_written_is_left_out_and_what_finds_nothing_refused() {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        let (user_after, ignored) = patched(&json!([
            {"op": "replace", "path": "title", "value": "Dr."},
            {"op": "replace", "path": "addresses[type eq \"work\"].country", "value": "DE"},
            {"op": "add", "path": format!("{enterprise}:department"), "value": "Sales"},
            {"op": "replace", "path": "active", "value": false}]))
        .unwrap();
        assert_eq!(ignored, ["title", "addresses", enterprise]);
        assert_eq!(user_after["active"], false);
        for (listed, scim_type) in [
            (json!([{"op": "replace", "path": "roles[value eq \"z\"].type", "value": "x"}]), "noTarget"),
            (json!([{"op": "replace", "path": "emails", "value": [{"type": "work"}]}]), "invalidValue"),
            (json!([{"op": "replace", "path": "emails.value", "value": 1}]), "invalidValue"),
        ] {
            let problem = patched(&listed).unwrap_err();
            assert_eq!(problem.scim_type, Some(scim_type), "{listed}");
        }
    }
}
