//! `%name%`: properties that are not set, and expansions that surprise.

use zonedesk_jsonpath::Value;

use super::Checker;
use crate::codes::Code;
use crate::finding::Found;
use crate::functions::{Takes, function};
use crate::model::{Mapping, Text};
use crate::properties::{Expanded, Use, expand};
use crate::text::{Span, offset_in_literal};

/// What becomes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Path,
    Condition,
    Regex,
    /// It is, or becomes part of, what is written.
    Value,
}

const META: &[char] = &['\\', '^', '$', '.', '|', '?', '*', '+', '(', ')', '[', ']', '{', '}', '/'];

impl Checker<'_> {
    pub(super) fn condition_properties(&mut self, condition: &Text) {
        self.text_properties(condition, Role::Condition, "");
    }

    pub(super) fn properties_of(&mut self, mapping: &Mapping) {
        self.origins(mapping);
        // A condition that asks whether the property is set guards the values beside it.
        let guard = mapping.condition.as_ref().map_or("", |c| c.value.as_str());
        let paths = [&mapping.source_path, &mapping.variable_path, &mapping.target_path];
        for text in paths.into_iter().flatten().chain(&mapping.source_paths) {
            self.text_properties(text, Role::Path, guard);
        }
        for text in [&mapping.source_variable, &mapping.target_variable].into_iter().flatten() {
            self.text_properties(text, Role::Value, guard);
        }
        if let Some(condition) = &mapping.condition {
            self.text_properties(condition, Role::Condition, guard);
        }
        for given in [&mapping.constant, &mapping.default_value].into_iter().flatten() {
            self.value_properties(&given.value, given.span, Role::Value, guard);
        }
        for entry in &mapping.value_mappings {
            for value in entry.key.iter().chain(&entry.mapped_value) {
                self.value_properties(value, entry.span, Role::Value, guard);
            }
        }
        for call in &mapping.functions {
            let info = function(&call.name.value);
            let own = call.get("condition").map(|p| p.value.to_text()).unwrap_or_default();
            let guard = format!("{guard}{own}");
            for p in &call.parameters {
                let role = match info.and_then(|f| f.parameter(&p.name.value)).map(|p| p.takes) {
                    Some(Takes::Condition) => Role::Condition,
                    Some(Takes::Regex) => Role::Regex,
                    _ => Role::Value,
                };
                self.value_properties(&p.value, p.span, role, &guard);
            }
        }
    }

    fn value_properties(&mut self, value: &Value, span: Span, role: Role, guard: &str) {
        match value {
            Value::String(text) => {
                let text = Text { value: text.clone(), span };
                self.text_properties(&text, role, guard);
            }
            Value::Array(items) => items.iter().for_each(|v| self.value_properties(v, span, role, guard)),
            Value::Object(members) => {
                members.iter().for_each(|(_, v)| self.value_properties(v, span, role, guard));
            }
            _ => {}
        }
    }

    fn text_properties(&mut self, text: &Text, role: Role, guard: &str) {
        if !text.value.contains('%') {
            return;
        }
        let expanded = expand(&text.value, self.properties);
        let regexes = match role {
            Role::Condition | Role::Path => regex_literals(&text.value),
            Role::Regex => vec![(0, text.value.len())],
            Role::Value => Vec::new(),
        };
        for used in &expanded.uses {
            self.property(text, &expanded, used, role, guard, &regexes);
        }
    }

    fn property(
        &mut self,
        text: &Text,
        expanded: &Expanded,
        used: &Use,
        role: Role,
        guard: &str,
        regexes: &[(usize, usize)],
    ) {
        let span = self.use_span(text, used);
        let name = &used.name;
        let (start, end) = (used.written.start, used.written.end);
        let inside = |&(from, to): &(usize, usize)| from <= start && end <= to;
        let crosses = |&(from, to): &(usize, usize)| {
            (from < start && start < to && to < end) || (start < from && from < end && end < to)
        };
        if regexes.iter().any(crosses) {
            let message = format!(
                "%{name}% runs over the border of a regular expression and becomes \"{}\"",
                placed(expanded, used)
            );
            self.found.push(Found::new(Code::CrossesRegex, span, message));
            return;
        }
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        if !used.set && !name.chars().all(plain) {
            let message =
                format!("\"{name}\" stands between two % and is read as a property; it becomes null");
            self.found.push(Found::new(Code::NoPropertyName, span, message));
            return;
        }
        if used.set {
            let value = placed(expanded, used);
            if regexes.iter().any(inside) && value.contains(META) {
                let message = format!(
                    "%{name}% is \"{value}\", which has signs with a meaning in a regular expression"
                );
                self.found.push(Found::new(Code::RegexProperty, span, message));
            }
            let message = format!("%{name}% is set to {value} in this system");
            self.found.push(Found::new(Code::SetProperty, span, message));
            return;
        }
        let guarded = |text: &str| text.contains(&format!("%{name}%")) && text.contains("null");
        if guarded(guard) || (role == Role::Condition && guarded(&text.value)) {
            return;
        }
        let (code, message) = match role {
            Role::Value => (
                Code::NullInValue,
                format!("{name} is not set: \"{}\" would be written", shorten(&expanded.text)),
            ),
            _ => (Code::UnsetProperty, format!("{name} is not set: null takes its place")),
        };
        self.found.push(Found::new(code, span, message));
    }

    /// Where `%name%` stands in the document. Inside of lists and objects it is the whole value.
    fn use_span(&self, text: &Text, used: &Use) -> Span {
        let literal = text.span.of(&self.document.text);
        if !literal.starts_with('"') {
            return text.span;
        }
        let at = |offset| text.span.start + offset_in_literal(literal, offset);
        Span::new(at(used.written.start), at(used.written.end))
    }
}

fn placed<'e>(expanded: &'e Expanded, used: &Use) -> &'e str {
    used.placed.of(&expanded.text)
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((i, _)) => format!("{}…", &text[..i]),
        None => text.to_owned(),
    }
}

/// Where regular expressions stand in a condition or path as written, between their slashes.
fn regex_literals(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(operator) = text[at..].find("=~").map(|i| at + i) {
        let rest = &text[operator + 2..];
        let blanks = rest.len() - rest.trim_start().len();
        let open = operator + 2 + blanks;
        at = open;
        if !text[open..].starts_with('/') {
            continue;
        }
        let mut escaped = false;
        let end = text[open + 1..].find(|c| {
            let closes = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some(end) = end.map(|i| open + 1 + i) else { break };
        found.push((open, end + 1));
        at = end + 1;
    }
    found
}
