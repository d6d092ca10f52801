use zonedesk_jsonpath::{Object, Value};

use super::FunctionError;
use super::arguments::Arguments;
use crate::template::{Lookup, Template, fill_value};

/// `putIfAbsent` and `putIfPresent`.
#[derive(Debug, Clone)]
pub(super) struct PutDefault {
    key: Template,
    value: Value,
    present: bool,
}

impl PutDefault {
    pub fn compile(given: &Arguments<'_>, present: bool) -> Result<Self, FunctionError> {
        Ok(Self { key: given.text("key")?, value: given.any("defaultValue")?, present })
    }

    pub fn run(&self, input: Value, variables: &Lookup<'_>) -> Value {
        let Value::Object(mut map) = input else { return input };
        let key = self.key.fill(variables);
        let has_value = map.get(&key).is_some_and(|v| !is_empty(v));
        if has_value == self.present {
            map.insert(key.into_owned(), fill_value(&self.value, variables));
        }
        Value::Object(map)
    }
}

/// Null, `""`, `[]` and `{}`.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(s) => s.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// `copyMapEntry`, and `renameMapEntry`, which takes the old name away.
#[derive(Debug, Clone)]
pub(super) struct CopyEntry {
    source: Template,
    target: Template,
    rename: bool,
}

impl CopyEntry {
    pub fn compile(given: &Arguments<'_>, rename: bool) -> Result<Self, FunctionError> {
        Ok(Self { source: given.text("sourceKey")?, target: given.text("targetKey")?, rename })
    }

    pub fn run(&self, input: Value, variables: &Lookup<'_>) -> Value {
        let Value::Object(mut map) = input else { return input };
        let (source, target) = (self.source.fill(variables), self.target.fill(variables));
        if source == target || map.get(&source).is_none() {
            return Value::Object(map);
        }
        if !self.rename {
            let copy = map.get(&source).cloned().unwrap_or_default();
            map.insert(target.into_owned(), copy);
            return Value::Object(map);
        }
        // The entry keeps its place; one that has the new name already gives way.
        map.remove(&target);
        let renamed =
            map.into_iter().map(|(name, v)| if name == source { (target.to_string(), v) } else { (name, v) });
        Value::Object(renamed.collect::<Object>())
    }
}
