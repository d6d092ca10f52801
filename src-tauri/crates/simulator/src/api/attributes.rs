//! `attributes`: UAA reads each name as a JSON path in the entity and writes it as a flat key.

use serde_json::{Map, Value};

use super::Refusal;
use super::params::Params;

/// Names asked for, in their order.
#[derive(Debug)]
pub(super) struct Attributes(Vec<String>);

impl Attributes {
    /// `trailing`: commas at the end say nothing, as for role collections.
    pub fn of(params: &Params, trailing: bool) -> Result<Option<Self>, Refusal> {
        let Some(list) = params.get("attributes") else { return Ok(None) };
        let mut names: Vec<String> = Vec::new();
        let names_said = if trailing { list.trim_end_matches(',') } else { list };
        for name in names_said.split(',') {
            if name.contains(' ') || name.split('.').any(str::is_empty) {
                return Err(Refusal::new(400, "scim", format!("Invalid attributes: [{list}]")));
            }
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        Ok(Some(Self(names)))
    }

    /// One of them is this name, in any case.
    pub fn names(&self, wanted: &str) -> bool {
        self.0.iter().any(|name| name.eq_ignore_ascii_case(wanted))
    }

    /// An entity's row. `user`: the names that UAA maps for users.
    pub fn row(&self, entity: &Value, user: bool) -> Value {
        let mut row = Map::new();
        for name in &self.0 {
            let path = if user { mapped(name) } else { name.clone() };
            row.insert(name.clone(), at(entity, &path));
        }
        Value::Object(row)
    }
}

/// UAA replaces within the name, which is why `name.familyName` finds nothing.
fn mapped(name: &str) -> String {
    let name = match name.strip_prefix("emails.") {
        Some(rest) => format!("emails[*].{rest}"),
        None => name.to_owned(),
    };
    name.replace("familyName", "name.familyName").replace("givenName", "name.givenName")
}

fn at(entity: &Value, path: &str) -> Value {
    let mut found = vec![entity];
    let mut many = false;
    for step in path.split('.') {
        let (name, index) = match step.split_once('[') {
            Some((name, index)) => (name, Some(index.trim_end_matches(']'))),
            None => (step, None),
        };
        if name == "*" {
            many = true;
            found = found.into_iter().filter_map(Value::as_object).flat_map(Map::values).collect();
        } else {
            found = found.into_iter().filter_map(|value| value.get(name)).collect();
        }
        if found.is_empty() && !many {
            return Value::Null;
        }
        match index {
            None => {}
            Some("*") => {
                many = true;
                found = found.into_iter().filter_map(Value::as_array).flatten().collect();
            }
            Some(index) => {
                let index: Option<usize> = index.parse().ok();
                found = found.into_iter().filter_map(|value| value.get(index?)).collect();
            }
        }
    }
    if many {
        return found.into_iter().cloned().collect();
    }
    found.first().map_or(Value::Null, |value| (*value).clone())
}
