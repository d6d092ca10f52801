//! Reading of JSON members, leniently: a missing member, `null` and a member of an unexpected kind are all "not there".

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, MapAccess};
use serde_json::{Map, Value};

use crate::stream::Item;

/// The text is no resource at all. A resource with odd members is read as far as it goes.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The body is not JSON. `column` and `line` count from 1; the body itself may hold anything, so it is not repeated.
    #[error("not JSON at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    /// The body is JSON as far as it goes, and it does not go to the end.
    #[error("the JSON ends too early, at line {line}, column {column}")]
    Cut { line: usize, column: usize },
    /// JSON, but not the object that stands for a `what`.
    #[error("{what} must be a JSON object")]
    NotAnObject { what: &'static str },
    /// A list answer without `resources`.
    #[error("a list answer must have the member \"resources\"")]
    NoResources,
}

impl From<serde_json::Error> for WireError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        // Nothing at all is no part of anything.
        if error.is_eof() && column > 0 { Self::Cut { line, column } } else { Self::NotJson { line, column } }
    }
}

/// One entity that travels as a JSON object: [`crate::User`], [`crate::Group`], [`crate::Member`].
pub trait Resource: Sized {
    /// For messages: `a user`.
    const WHAT: &'static str;

    /// Reads what a server sent. Takes the object apart, so that nothing is copied.
    fn from_object(object: Map<String, Value>) -> Self;

    /// Reads what a server sent.
    fn from_wire(value: Value) -> Result<Self, WireError> {
        match value {
            Value::Object(object) => Ok(Self::from_object(object)),
            _ => Err(WireError::NotAnObject { what: Self::WHAT }),
        }
    }

    /// Reads an object as it comes, without a tree of all that is in it.
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Map::deserialize(MapAccessDeserializer::new(map)).map(Self::from_object)
    }

    /// Reads a body.
    fn from_slice(body: &[u8]) -> Result<Self, WireError> {
        let Item(item) = serde_json::from_slice(body)?;
        item.ok_or(WireError::NotAnObject { what: Self::WHAT })
    }
}

/// The scalar as text: XSUAA and its gateways write some numbers where UAA writes strings.
pub(crate) fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// As [`text`], with empty text as absent.
pub(crate) fn filled(value: Value) -> Option<String> {
    text(value).filter(|text| !text.is_empty())
}

pub(crate) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

pub(crate) fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

pub(crate) fn objects(value: Value) -> impl Iterator<Item = Map<String, Value>> {
    let items = match value {
        Value::Array(items) => items,
        _ => Vec::new(),
    };
    items.into_iter().filter_map(|item| match item {
        Value::Object(object) => Some(object),
        _ => None,
    })
}

/// Texts of a list whose items are texts or objects with `value`: both forms occur (`attributes=emails.value`).
pub(crate) fn values(value: Value) -> impl Iterator<Item = String> {
    let items = match value {
        Value::Array(items) => items,
        Value::Null => Vec::new(),
        single => vec![single],
    };
    items.into_iter().filter_map(|item| match item {
        Value::Object(mut object) => object.remove("value").and_then(text),
        scalar => text(scalar),
    })
}
