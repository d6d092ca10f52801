//! What a document refers to: properties of the system and variables of the run.

use zonedesk_jsonpath::Value;

use crate::model::{Entity, Mapping, Transformation};
use crate::properties::{Properties, expand};
use crate::template::variables;
use crate::text::{Json, Kind};

impl Transformation {
    /// The properties that the texts of the document name, once each, in the order of the text.
    #[must_use]
    pub fn properties_named(&self) -> Vec<String> {
        let mut names = Vec::new();
        in_texts(&self.root, &mut |text| {
            for used in expand(text, &Properties::new()).uses {
                add(&mut names, used.name);
            }
        });
        names
    }
}

impl Entity {
    /// The variables that the mappings read or set, once each, in the order of the text.
    #[must_use]
    pub fn variables_named(&self) -> Vec<String> {
        let mut names = Vec::new();
        for mapping in &self.mappings {
            mapping.variables(&mut names);
        }
        names
    }
}

impl Mapping {
    /// Adds the variables that it reads or sets.
    pub(crate) fn variables(&self, names: &mut Vec<String>) {
        let whole = [&self.source_variable, &self.target_variable];
        for text in whole.into_iter().flatten() {
            add(names, text.value.clone());
        }
        if let Some(condition) = &self.condition {
            in_template(&condition.value, names);
        }
        for given in [&self.constant, &self.default_value].into_iter().flatten() {
            in_value(&given.value, names);
        }
        for call in &self.functions {
            // A replacement may name a group of its regular expression.
            for parameter in call.parameters.iter().filter(|p| p.name.value != "replacement") {
                in_value(&parameter.value, names);
            }
        }
    }
}

fn add(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

fn in_texts(json: &Json, see: &mut dyn FnMut(&str)) {
    match &json.kind {
        Kind::String(text) if text.contains('%') => see(text),
        Kind::Array(items) => items.iter().for_each(|item| in_texts(item, see)),
        Kind::Object(members) => members.iter().for_each(|member| in_texts(&member.value, see)),
        _ => {}
    }
}

fn in_template(text: &str, names: &mut Vec<String>) {
    for (start, end) in variables(text) {
        add(names, text[start + 2..end - 1].to_owned());
    }
}

fn in_value(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => in_template(text, names),
        Value::Array(items) => items.iter().for_each(|item| in_value(item, names)),
        Value::Object(members) => members.iter().for_each(|(_, member)| in_value(member, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_once_in_the_order_of_the_text() {
        let (document, _) = Transformation::load(
            r#"{"user": {"condition": "'%b%' == 'x'", "mappings": [
                {"constant": ["%a%", {"m": "${two}%b%"}], "targetVariable": "one"},
                {"sourceVariable": "one", "condition": "'${three}' == '1'", "targetPath": "$.x", "functions": [
                    {"function": "concatString", "suffix": "${two}100%"},
                    {"function": "replaceAllString", "regex": "(?<g>.)", "replacement": "${g}"}]}]}}"#,
        );
        assert_eq!(document.properties_named(), ["b", "a"]);
        assert_eq!(document.entities[0].variables_named(), ["one", "two", "three"]);
    }
}
