use serde_json::{Map, Value, json};

use crate::wire::{integer, text};
use crate::{Meta, Timestamp};

/// The only schema of UAA's resources, users and groups alike.
pub const CORE_SCHEMA: &str = "urn:scim:schemas:core:1.0";

impl Meta {
    /// Takes one member of `meta` in; `false` when there is no such member.
    pub(crate) fn take(&mut self, key: &str, value: Value) -> bool {
        match key {
            "version" => self.version = integer(&value).unwrap_or_default(),
            "created" => self.created = moment(value),
            "lastModified" => self.last_modified = moment(value),
            _ => return false,
        }
        true
    }

    pub(crate) fn from_object(object: Map<String, Value>) -> Self {
        let mut meta = Self::default();
        for (key, value) in object {
            meta.take(&key, value);
        }
        meta
    }

    pub(crate) fn to_wire(&self) -> Value {
        let mut object = Map::new();
        object.insert("version".into(), json!(self.version));
        put(&mut object, "created", self.created);
        put(&mut object, "lastModified", self.last_modified);
        Value::Object(object)
    }
}

/// RFC 3339 text or Unix milliseconds: UAA writes `meta` the first way and logon times the second.
pub(crate) fn moment(value: Value) -> Option<Timestamp> {
    if let Value::Number(number) = &value {
        return number.as_i64().map(Timestamp);
    }
    text(value)?.parse().ok()
}

fn put(object: &mut Map<String, Value>, key: &str, moment: Option<Timestamp>) {
    if let Some(moment) = moment {
        object.insert(key.into(), json!(moment));
    }
}
