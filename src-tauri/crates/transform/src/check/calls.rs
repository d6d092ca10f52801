//! Functions and their parameters.

use zonedesk_jsonpath::Value;

use super::Checker;
use crate::codes::Code;
use crate::dates::Format;
use crate::finding::{Fix, Found};
use crate::functions::{
    COMMON, FUNCTIONS, Function, FunctionError, FunctionInfo, ParameterInfo, Takes, function,
};
use crate::model::{FunctionCall, Parameter, Text};
use crate::properties::{expand, expand_value};
use crate::suggest::nearest;
use crate::text::Span;

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &FunctionCall) {
        let name = &call.name.value;
        if name.is_empty() {
            return;
        }
        let expanded = expand(name, self.properties).text;
        let Some(info) = function(&expanded) else {
            let names: Vec<&str> = FUNCTIONS.iter().map(|f| f.name).collect();
            let mut found =
                Found::new(Code::UnknownFunction, call.name.span, format!("There is no function {name}"));
            if let Some(meant) = nearest(name, &names) {
                found = found.fix(Fix::new(format!("Write {meant}"), call.name.span, format!("\"{meant}\"")));
            }
            self.found.push(found);
            return;
        };
        let before = self.found.len();
        for p in info.parameters.iter().filter(|p| p.required && call.get(p.name).is_none()) {
            let span = Span::new(call.span.start, call.span.start + 1);
            let message = format!("{name} needs \"{}\": {}", p.name, p.help);
            self.found.push(Found::new(Code::MissingParameter, span, message).at(call.pointer.clone()));
        }
        for given in &call.parameters {
            match info.parameter(&given.name.value) {
                Some(p) => self.parameter(given, p),
                None => self.unknown(call, info, given),
            }
        }
        let errors = self.found[before..].iter().any(|f| f.code.severity() == crate::Severity::Error);
        if !errors {
            self.compiles(call);
        }
    }

    fn unknown(&mut self, call: &FunctionCall, info: &FunctionInfo, given: &Parameter) {
        let known: Vec<&str> = info.parameters.iter().chain(COMMON).map(|p| p.name).collect();
        let message = format!("{} has no parameter {}", info.name, given.name.value);
        let mut found = Found::new(Code::UnknownParameter, given.name.span, message);
        if let Some(meant) = nearest(&given.name.value, &known).filter(|name| call.get(name).is_none()) {
            found = found.fix(Fix::new(format!("Write {meant}"), given.name.span, format!("\"{meant}\"")));
        }
        self.found.push(found);
    }

    fn parameter(&mut self, given: &Parameter, info: &ParameterInfo) {
        if info.name == "applyOnJsonAttribute" {
            let fix = Fix::new("Write applyOnAttribute", given.name.span, "\"applyOnAttribute\"");
            let message = "applyOnJsonAttribute is the old name of applyOnAttribute";
            self.found.push(Found::new(Code::Deprecated, given.name.span, message).fix(fix));
        }
        // A property or a variable may stand for anything.
        let open = given.value.as_str().is_some_and(|s| s.contains("${"));
        let from_property = given.value.as_str().is_some_and(|s| s.contains('%'));
        let value = expand_value(&given.value, self.properties);
        let wanted = match info.takes {
            Takes::AnyJson => None,
            Takes::Condition => match &given.value {
                Value::String(text) => {
                    self.condition(&Text { value: text.clone(), span: given.span });
                    None
                }
                _ => Some("a condition"),
            },
            Takes::Text | Takes::DateFormat => (!matches!(value, Value::String(_))).then_some("a text"),
            // SAP: both are text or a number.
            Takes::Scalar | Takes::Regex => matches!(value, Value::Null | Value::Array(_) | Value::Object(_))
                .then_some("a text or a number"),
            Takes::Integer => {
                let text = value.as_str().is_some_and(|s| s.trim().parse::<i64>().is_ok());
                let fits = whole(&value) || open || (from_property && text);
                (!fits).then_some("an integer")
            }
            Takes::Step => {
                let fits = whole(&value) || open || value.as_str().is_some_and(is_step);
                (!fits).then_some("an integer, or one with its sign in a text")
            }
            Takes::Flag => {
                let text = matches!(value.as_str(), Some("true" | "false"));
                let fits = value.as_bool().is_some() || open || (from_property && text);
                (!fits).then_some("true or false")
            }
            Takes::OneOf(_) => (!matches!(value, Value::String(_))).then_some("a text"),
            Takes::Names => {
                let all = |items: &[Value]| items.iter().all(|v| v.as_str().is_some());
                let fits = value.as_str().is_some() || value.as_array().is_some_and(all);
                (!fits).then_some("a text or a list of texts")
            }
        };
        if let Some(wanted) = wanted {
            let message = format!("{} takes {wanted}", info.name);
            let mut found = Found::new(Code::ParameterType, given.span, message);
            if let Some(meant) = mended(&given.value, info.takes) {
                found = found.fix(Fix::new(format!("Write {meant}"), given.span, meant));
            }
            self.found.push(found);
            return;
        }
        match (info.takes, value.as_str()) {
            (Takes::OneOf(names), Some(text)) if !open && !names.contains(&text) => {
                let message = format!("{} takes {}, not \"{text}\"", info.name, names.join(", "));
                let mut found = Found::new(Code::ParameterValue, given.span, message);
                if let Some(meant) = nearest(text, names) {
                    found =
                        found.fix(Fix::new(format!("Write \"{meant}\""), given.span, format!("\"{meant}\"")));
                }
                self.found.push(found);
            }
            (Takes::DateFormat, Some(text)) => {
                if let Err(error) = Format::parse(text) {
                    let message = super::expressions::sentence(&error.to_string());
                    self.found.push(Found::new(Code::DatePattern, given.span, message));
                }
            }
            _ => {}
        }
    }

    /// What only shows when the function is made ready: regular expressions, groups, lengths.
    fn compiles(&mut self, call: &FunctionCall) {
        let mut ready = call.clone();
        for p in &mut ready.parameters {
            p.value = expand_value(&p.value, self.properties);
        }
        ready.name.value = expand(&ready.name.value, self.properties).text;
        let Err(error) = Function::compile(&ready) else { return };
        let (code, parameter) = match &error {
            FunctionError::Regex(_) => (Code::Regex, "regex"),
            FunctionError::NoGroup(_) if call.get("groupIndex").is_some() => {
                (Code::ParameterValue, "groupIndex")
            }
            FunctionError::NoGroup(_) => (Code::ParameterValue, "replacement"),
            FunctionError::ParameterValue { name, .. } => (Code::ParameterValue, *name),
            FunctionError::ParameterType { name, .. } => (Code::ParameterType, *name),
            FunctionError::Pattern(_) => (Code::DatePattern, "targetDateFormat"),
            _ => (Code::ParameterValue, ""),
        };
        let span = call.get(parameter).map_or(call.name.span, |p| p.span);
        self.found.push(Found::new(code, span, super::expressions::sentence(&error.to_string())));
    }
}

fn whole(value: &Value) -> bool {
    matches!(value, Value::Number(n) if n.as_f64().fract() == 0.0)
}

/// `+2`, `-2`, `2`, or nothing.
fn is_step(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.strip_prefix('+').unwrap_or(text).parse::<i64>().is_ok()
}

/// A text as the number or flag that it spells.
fn mended(value: &Value, takes: Takes) -> Option<String> {
    let text = value.as_str()?.trim();
    let fits = match takes {
        Takes::Integer => text.parse::<i64>().is_ok(),
        Takes::Flag => matches!(text, "true" | "false"),
        _ => false,
    };
    fits.then(|| text.to_owned())
}
