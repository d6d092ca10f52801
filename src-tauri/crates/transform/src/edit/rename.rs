//! A variable under another name, wherever the engine sets or reads it.

use super::ActError;
use crate::check::PREDEFINED;
use crate::template::{is_name, variables};
use crate::text::{Json, Kind, Span, TextEdit, offset_in_literal};

pub(super) fn rename(text: &str, root: &Json, from: &str, to: &str) -> Result<Vec<TextEdit>, ActError> {
    if let Some(name) = [from, to].into_iter().find(|name| PREDEFINED.contains(name)) {
        return Err(ActError::Predefined(name.to_owned()));
    }
    if !is_name(to) {
        return Err(ActError::VariableName(to.to_owned()));
    }
    let spans = uses(text, root, from);
    if spans.is_empty() {
        return Err(ActError::NoVariable(from.to_owned()));
    }
    if from == to {
        return Ok(Vec::new());
    }
    if !uses(text, root, to).is_empty() {
        return Err(ActError::VariableTaken(to.to_owned()));
    }
    Ok(spans.into_iter().map(|span| TextEdit { span, text: to.to_owned() }).collect())
}

/// Where the name stands, in the order of the text.
fn uses(text: &str, root: &Json, name: &str) -> Vec<Span> {
    let mut uses = Uses { text, name, spans: Vec::new() };
    for entity in root.members() {
        for member in entity.value.members() {
            match member.name.as_str() {
                "condition" => uses.inside(&member.value),
                "mappings" => member.value.items().iter().for_each(|mapping| uses.mapping(mapping)),
                _ => {}
            }
        }
    }
    uses.spans
}

struct Uses<'t> {
    text: &'t str,
    name: &'t str,
    spans: Vec<Span>,
}

impl Uses<'_> {
    fn mapping(&mut self, mapping: &Json) {
        for member in mapping.members() {
            match member.name.as_str() {
                "sourceVariable" | "targetVariable" if member.value.as_str() == Some(self.name) => {
                    let Span { start, end } = member.value.span;
                    self.spans.push(Span::new(start + 1, end - 1));
                }
                "condition" | "constant" | "defaultValue" => self.inside(&member.value),
                "functions" => member.value.items().iter().for_each(|call| self.function(call)),
                _ => {}
            }
        }
    }

    fn function(&mut self, call: &Json) {
        // A replacement may name a group of its regular expression.
        let group = format!("(?<{}>", self.name);
        let names_group =
            call.get("regex").and_then(Json::as_str).is_some_and(|regex| regex.contains(&group));
        for member in call.members() {
            match member.name.as_str() {
                "function" | "type" => {}
                "replacement" if names_group => {}
                _ => self.inside(&member.value),
            }
        }
    }

    /// `${name}` in any text of the value.
    fn inside(&mut self, json: &Json) {
        match &json.kind {
            Kind::String(value) => {
                let literal = json.span.of(self.text);
                let at = |offset| json.span.start + offset_in_literal(literal, offset);
                let named = variables(value).filter(|&(start, end)| &value[start + 2..end - 1] == self.name);
                self.spans.extend(named.map(|(start, end)| Span::new(at(start + 2), at(end - 1))));
            }
            Kind::Array(items) => items.iter().for_each(|item| self.inside(item)),
            Kind::Object(members) => members.iter().for_each(|member| self.inside(&member.value)),
            _ => {}
        }
    }
}
