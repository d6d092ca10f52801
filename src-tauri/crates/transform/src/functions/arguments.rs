//! Parameters as what they mean.

use zonedesk_jsonpath::Value;

use super::FunctionError;
use crate::model::FunctionCall;
use crate::template::Template;

/// The parameters of a call whose properties are in place.
pub(super) struct Arguments<'c>(pub &'c FunctionCall);

impl Arguments<'_> {
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|p| &p.value)
    }

    pub fn any(&self, name: &'static str) -> Result<Value, FunctionError> {
        self.value(name).cloned().ok_or(FunctionError::MissingParameter(name))
    }

    /// Text, or a number or boolean as text.
    pub fn optional_text(&self, name: &'static str) -> Result<Option<Template>, FunctionError> {
        match self.value(name) {
            None => Ok(None),
            Some(v @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => {
                Ok(Some(Template::new(v.to_text())))
            }
            Some(other) => Err(wrong(name, "a text", other)),
        }
    }

    pub fn text(&self, name: &'static str) -> Result<Template, FunctionError> {
        self.optional_text(name)?.ok_or(FunctionError::MissingParameter(name))
    }

    /// An integer, or the text of one: a property may stand in it.
    pub fn optional_integer(&self, name: &'static str) -> Result<Option<i64>, FunctionError> {
        let number = match self.value(name) {
            None => return Ok(None),
            Some(Value::Number(n)) => {
                whole(n.as_f64()).filter(|_| n.as_i64().is_some() || n.as_f64().abs() < 1e15)
            }
            Some(Value::String(s)) => {
                let text = s.trim();
                text.strip_prefix('+').unwrap_or(text).parse().ok()
            }
            Some(_) => None,
        };
        match (number, self.value(name)) {
            (Some(number), _) => Ok(Some(number)),
            (None, Some(other)) => Err(wrong(name, "an integer", other)),
            (None, None) => Ok(None),
        }
    }

    pub fn integer(&self, name: &'static str) -> Result<i64, FunctionError> {
        self.optional_integer(name)?.ok_or(FunctionError::MissingParameter(name))
    }

    pub fn count(&self, name: &'static str) -> Result<usize, FunctionError> {
        usize::try_from(self.integer(name)?)
            .map_err(|_| FunctionError::ParameterValue { name, problem: "it cannot be negative".to_owned() })
    }

    pub fn flag(&self, name: &'static str) -> Result<bool, FunctionError> {
        match self.value(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(Value::String(s)) if s == "true" || s == "false" => Ok(s == "true"),
            Some(other) => Err(wrong(name, "true or false", other)),
        }
    }

    pub fn choice(
        &self,
        name: &'static str,
        names: &[&'static str],
    ) -> Result<Option<&'static str>, FunctionError> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(s)) => match names.iter().find(|n| *n == s) {
                Some(found) => Ok(Some(found)),
                None => Err(FunctionError::ParameterValue {
                    name,
                    problem: format!("it takes {}, not \"{s}\"", names.join(", ")),
                }),
            },
            Some(other) => Err(wrong(name, "a text", other)),
        }
    }

    pub fn required_choice(
        &self,
        name: &'static str,
        names: &[&'static str],
    ) -> Result<&'static str, FunctionError> {
        self.choice(name, names)?.ok_or(FunctionError::MissingParameter(name))
    }

    /// One text or a list of them.
    pub fn names(&self, name: &'static str) -> Result<Vec<String>, FunctionError> {
        match self.value(name) {
            None => Err(FunctionError::MissingParameter(name)),
            Some(Value::String(s)) => Ok(vec![s.clone()]),
            Some(Value::Array(items)) => items
                .iter()
                .map(|v| v.as_str().map(str::to_owned).ok_or_else(|| wrong(name, "a list of texts", v)))
                .collect(),
            Some(other) => Err(wrong(name, "a text or a list of texts", other)),
        }
    }
}

fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e18).then_some(number as i64)
}

fn wrong(name: &'static str, wanted: &'static str, given: &Value) -> FunctionError {
    FunctionError::ParameterType { name, wanted, given: describe(given) }
}

/// A value in a message: what it is, and a small one itself.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(s) if s.len() > 40 => "a text".to_owned(),
        small => small.to_string(),
    }
}
