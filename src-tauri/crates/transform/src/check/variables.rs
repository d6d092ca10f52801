//! Variables that are read before anything sets them.

use zonedesk_jsonpath::Value;

use super::{Checker, Direction};
use crate::codes::Code;
use crate::finding::{Fix, Found};
use crate::model::{Entity, Mapping};
use crate::suggest::nearest;
use crate::template::variables;
use crate::text::Span;

pub(super) const SOURCE_ID: &str = "entityIdSourceSystem";
pub(super) const TARGET_ID: &str = "entityIdTargetSystem";
pub(super) const LOCATION: &str = "entityLocationSourceSystem";

/// Variables that are there without a mapping that sets them.
pub const PREDEFINED: &[&str] = &[
    SOURCE_ID,
    TARGET_ID,
    LOCATION,
    "entityBaseLocation",
    "currentDate",
    "operationTypeVariable",
    "assignGroup",
    "unassignGroup",
];

impl Checker<'_> {
    pub(super) fn variables(&mut self, entity: &Entity) {
        let set_by_mapping =
            |name: &str| self.direction == Some(Direction::Read) && (name == SOURCE_ID || name == LOCATION);
        let mut known: Vec<&str> = PREDEFINED.iter().copied().filter(|name| !set_by_mapping(name)).collect();
        for mapping in entity.mappings.iter().filter(|m| !m.ignore) {
            for (name, span) in self.read_variables(mapping) {
                if known.contains(&name.as_str()) {
                    continue;
                }
                let later = entity
                    .mappings
                    .iter()
                    .any(|m| m.target_variable.as_ref().is_some_and(|t| t.value == name));
                let message = match later {
                    true => format!("{name} is set by a later mapping only"),
                    false => format!("No mapping sets {name}"),
                };
                let mut found = Found::new(Code::UnknownVariable, span, message);
                if let Some(meant) = nearest(&name, &known).filter(|_| !later) {
                    let written = span.of(&self.document.text);
                    found = found.fix(Fix::new(
                        format!("Write {meant}"),
                        span,
                        written.replacen(&name, meant, 1),
                    ));
                }
                self.found.push(found);
            }
            if let Some(target) = &mapping.target_variable {
                known.push(&target.value);
            }
        }
    }

    /// Names with the text that names them.
    fn read_variables(&self, mapping: &Mapping) -> Vec<(String, Span)> {
        let mut read = Vec::new();
        if let Some(variable) = &mapping.source_variable {
            read.push((variable.value.clone(), variable.span));
        }
        if let Some(condition) = &mapping.condition {
            names(&condition.value, condition.span, &mut read);
        }
        if let Some(given) = &mapping.constant {
            names_in(&given.value, given.span, &mut read);
        }
        for call in &mapping.functions {
            // A replacement may name a group of its regular expression.
            for p in call.parameters.iter().filter(|p| p.name.value != "replacement") {
                names_in(&p.value, p.span, &mut read);
            }
        }
        read
    }
}

fn names(text: &str, span: Span, out: &mut Vec<(String, Span)>) {
    out.extend(variables(text).map(|(start, end)| (text[start + 2..end - 1].to_owned(), span)));
}

fn names_in(value: &Value, span: Span, out: &mut Vec<(String, Span)>) {
    match value {
        Value::String(text) => names(text, span, out),
        Value::Array(items) => items.iter().for_each(|v| names_in(v, span, out)),
        Value::Object(members) => members.iter().for_each(|(_, v)| names_in(v, span, out)),
        _ => {}
    }
}
