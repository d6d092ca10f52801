use zonedesk_jsonpath::{Object, Value};

use super::arguments::{Arguments, describe};
use super::operation::Operation;
use super::{FunctionError, FunctionInfo, function};
use crate::dates::Format;
use crate::model::FunctionCall;
use crate::template::{Lookup, Template};

/// The largest text, in bytes, that a function gives.
pub const MAX_SIZE: usize = 4 << 20;

/// What the functions need of the world. None of it is known here: the same inputs give the same outputs.
pub trait Outside {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now(&mut self) -> i64;

    /// Fills with random bytes, good enough for passwords.
    fn random(&mut self, bytes: &mut [u8]);

    /// The key, in the target system, of the entity with this key in the source system. `kind` is `user` or `group`;
    /// the names of the systems are given where the function names them.
    fn resolve(
        &mut self,
        key: &str,
        kind: &str,
        source: Option<&str>,
        target: Option<&str>,
    ) -> Option<String>;
}

/// What a function sees of the run that it is part of.
pub struct Env<'e> {
    /// The string value of a variable.
    pub variable: &'e Lookup<'e>,
    /// The value at a path of the input.
    pub read: &'e dyn Fn(&str) -> Option<Value>,
    /// How dates are written where no format is given: that of `currentDate`.
    pub date_format: &'e Format,
    pub outside: &'e mut dyn Outside,
}

/// A value on its way through the functions.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    Json(Value),
    Bytes(Vec<u8>),
    /// What decoding a list gives.
    BytesList(Vec<Vec<u8>>),
}

impl Data {
    /// Bytes become text, where they are no UTF-8 with U+FFFD.
    #[must_use]
    pub fn into_value(self) -> Value {
        let text = |bytes: Vec<u8>| Value::String(String::from_utf8_lossy(&bytes).into_owned());
        match self {
            Self::Json(value) => value,
            Self::Bytes(bytes) => text(bytes),
            Self::BytesList(list) => Value::Array(list.into_iter().map(text).collect()),
        }
    }
}

impl From<Value> for Data {
    fn from(value: Value) -> Self {
        Self::Json(value)
    }
}

/// A function of a mapping, ready to run. Its condition is the caller's: it knows paths.
#[derive(Debug, Clone)]
pub struct Function {
    pub info: &'static FunctionInfo,
    apply_on_elements: bool,
    apply_on_attribute: Option<Template>,
    assign_to_attribute: Option<Template>,
    operation: Operation,
}

type Holds<'h> = dyn FnMut(&Value) -> bool + 'h;

impl Function {
    /// Whether a parameter may be a path of the entity.
    pub(crate) fn reads_entity(&self) -> bool {
        self.operation.reads_entity()
    }

    /// What it puts in front of a text and behind it, where it does no more than that.
    pub(crate) fn joins(&self) -> Option<[Option<&Template>; 2]> {
        match &self.operation {
            Operation::Concat { prefix, suffix } => Some([prefix.as_ref(), suffix.as_ref()]),
            _ => None,
        }
    }

    /// `call` with the properties of the system in place.
    ///
    /// # Errors
    /// When there is no such function, or a parameter is missing or wrong.
    pub fn compile(call: &FunctionCall) -> Result<Self, FunctionError> {
        let info =
            function(&call.name.value).ok_or_else(|| FunctionError::Unknown(call.name.value.clone()))?;
        let arguments = Arguments(call);
        let attribute = match arguments.optional_text("applyOnAttribute")? {
            None => arguments.optional_text("applyOnJsonAttribute")?,
            given => given,
        };
        Ok(Self {
            info,
            apply_on_elements: arguments.flag("applyOnElements")?,
            apply_on_attribute: attribute,
            assign_to_attribute: arguments.optional_text("assignToAttribute")?,
            operation: Operation::compile(info.name, &arguments)?,
        })
    }

    /// The next value; `None` is a missing one, as input and as output. `holds` tests the condition with `@` as given.
    ///
    /// # Errors
    /// When the function has no result for the value.
    pub fn apply(
        &self,
        input: Option<Data>,
        holds: &mut Holds<'_>,
        env: &mut Env<'_>,
    ) -> Result<Option<Data>, FunctionError> {
        let Some(input) = input else {
            if self.info.without_value && self.apply_on_attribute.is_none() && holds(&Value::Null) {
                return self.operation.run(None, env).and_then(bounded);
            }
            return Ok(None);
        };
        let input = match input {
            Data::Json(value) => value,
            bytes if self.operation.takes_bytes() => {
                // A condition sees bytes as the text that they are.
                return if holds(&bytes.clone().into_value()) {
                    self.operation.run(Some(bytes), env).and_then(bounded)
                } else {
                    Ok(Some(bytes))
                };
            }
            bytes => bytes.into_value(),
        };
        let each =
            self.apply_on_elements || self.apply_on_attribute.is_some() || self.operation.goes_into_lists();
        match input {
            Value::Array(items) if each => self.each(items, holds, env),
            value => self.one(value, holds, env),
        }
    }

    fn each(
        &self,
        items: Vec<Value>,
        holds: &mut Holds<'_>,
        env: &mut Env<'_>,
    ) -> Result<Option<Data>, FunctionError> {
        let mut values = Vec::with_capacity(items.len());
        let mut bytes = Vec::new();
        let count = items.len();
        for item in items {
            match self.one(item, holds, env)? {
                Some(Data::Json(value)) => values.push(value),
                Some(Data::Bytes(b)) => bytes.push(b),
                Some(list) => values.push(list.into_value()),
                None => {}
            }
        }
        if bytes.len() == count && count > 0 {
            return Ok(Some(Data::BytesList(bytes)));
        }
        values.extend(bytes.into_iter().map(|b| Data::Bytes(b).into_value()));
        Ok(Some(Data::Json(Value::Array(values))))
    }

    fn one(
        &self,
        value: Value,
        holds: &mut Holds<'_>,
        env: &mut Env<'_>,
    ) -> Result<Option<Data>, FunctionError> {
        if !holds(&value) {
            return Ok(Some(Data::Json(value)));
        }
        let attribute = self.apply_on_attribute.as_ref().map(|t| t.fill(env.variable).into_owned());
        let assign = self.assign_to_attribute.as_ref().map(|t| t.fill(env.variable).into_owned());
        match (value, attribute) {
            (Value::Object(map), Some(name)) => {
                self.on_attribute(map, &name, assign.as_deref(), env).map(Some)
            }
            // What is no map has no members.
            (other, Some(_)) => Ok(Some(Data::Json(other))),
            (Value::Object(mut map), None) if assign.is_some() && !self.info.on_maps => {
                let result = self.operation.run(Some(Data::Json(Value::Object(map.clone()))), env)?;
                if let (Some(result), Some(name)) = (bounded(result)?, assign) {
                    map.insert(name, result.into_value());
                }
                Ok(Some(Data::Json(Value::Object(map))))
            }
            (value, None) => self.operation.run(Some(Data::Json(value)), env).and_then(bounded),
        }
    }

    fn on_attribute(
        &self,
        mut map: Object,
        name: &str,
        assign: Option<&str>,
        env: &mut Env<'_>,
    ) -> Result<Data, FunctionError> {
        let input = map.get(name).cloned();
        if input.is_none() && !self.info.without_value {
            return Ok(Data::Json(Value::Object(map)));
        }
        let result = match input {
            Some(Value::Array(items)) if self.operation.goes_into_lists() => {
                self.inner().each(items, &mut |_| true, env)?
            }
            input => bounded(self.operation.run(input.map(Data::Json), env)?)?,
        };
        let target = assign.unwrap_or(name);
        match result {
            Some(data) => {
                map.insert(target, data.into_value());
            }
            None if assign.is_none() => {
                map.remove(name);
            }
            None => {}
        }
        Ok(Data::Json(Value::Object(map)))
    }

    /// The function without what tells where it applies.
    fn inner(&self) -> Self {
        Self { apply_on_elements: false, apply_on_attribute: None, assign_to_attribute: None, ..self.clone() }
    }
}

fn bounded(data: Option<Data>) -> Result<Option<Data>, FunctionError> {
    let size = match &data {
        Some(Data::Json(Value::String(s))) => s.len(),
        Some(Data::Bytes(b)) => b.len(),
        _ => 0,
    };
    if size > MAX_SIZE { Err(FunctionError::TooLarge) } else { Ok(data) }
}

/// The text that a function on text works on. Numbers and booleans are their text.
pub(super) fn text_of(data: Data) -> Result<String, FunctionError> {
    match data.into_value() {
        Value::String(s) => Ok(s),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Ok(scalar.to_text()),
        other => Err(FunctionError::Input { wanted: "text", given: describe(&other) }),
    }
}
