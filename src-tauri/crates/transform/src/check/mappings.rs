use super::{Checker, Direction};
use crate::codes::Code;
use crate::finding::{Fix, Found};
use crate::functions::function;
use crate::model::{Entity, Mapping, MappingType, Operation, Scope, Text};
use crate::text::Span;

impl Checker<'_> {
    pub(super) fn entity(&mut self, entity: &Entity) {
        if let Some(condition) = &entity.condition {
            self.condition(condition);
            self.condition_properties(condition);
        }
        let mut targets = Vec::new();
        for mapping in &entity.mappings {
            targets.push(self.mapping(entity, mapping));
        }
        self.variables(entity);
        self.unreachable(entity, &targets);
    }

    /// The path of the target, where there is a good one.
    fn mapping(&mut self, entity: &Entity, mapping: &Mapping) -> Option<zonedesk_jsonpath::Path> {
        self.keys(mapping);
        if !mapping.ignore {
            self.source(mapping);
            self.goal(mapping);
        }
        self.scope(entity, mapping);
        for text in [&mapping.source_path, &mapping.variable_path].into_iter().flatten() {
            self.path(text);
        }
        for text in &mapping.source_paths {
            self.path(text);
        }
        if let Some(condition) = &mapping.condition {
            self.condition(condition);
        }
        for call in &mapping.functions {
            self.call(call);
        }
        self.properties_of(mapping);
        mapping.target_path.as_ref().and_then(|text| self.target(text, mapping))
    }

    fn source(&mut self, mapping: &Mapping) {
        match mapping.kind {
            MappingType::Set => {
                let makes_its_own = mapping
                    .functions
                    .first()
                    .and_then(|call| function(&call.name.value))
                    .is_some_and(|f| f.without_value);
                let sources = mapping.source_path.is_some() as usize
                    + mapping.source_variable.is_some() as usize
                    + mapping.constant.is_some() as usize;
                if sources == 0 && !makes_its_own {
                    self.lacks(Code::NoSource, mapping, "The mapping has no source");
                }
                if sources > 1 {
                    let message = "Only one of sourcePath, sourceVariable and constant counts";
                    self.found.push(Found::new(Code::TwoSources, mapping.span, message));
                }
            }
            MappingType::Remove => {}
            MappingType::Rename => match &mapping.constant {
                None => {
                    self.lacks(Code::MissingKey, mapping, "A rename takes the new name from \"constant\"");
                }
                Some(given) if given.value.as_str().is_none_or(str::is_empty) => {
                    let message = "The new name is a text that is not empty";
                    self.found.push(Found::new(Code::WrongType, given.span, message));
                }
                Some(_) => {}
            },
            MappingType::ValueMapping => self.value_mapping(mapping),
        }
    }

    fn value_mapping(&mut self, mapping: &Mapping) {
        let paths = mapping.source_paths.len()
            + usize::from(mapping.source_paths.is_empty() && mapping.source_path.is_some());
        if paths == 0 {
            self.lacks(Code::MissingKey, mapping, "A value mapping takes its values from \"sourcePaths\"");
        }
        if mapping.value_mappings.is_empty() {
            self.lacks(Code::MissingKey, mapping, "A value mapping has \"valueMappings\"");
        }
        let mut seen = std::collections::HashSet::new();
        for entry in &mapping.value_mappings {
            let keys: Vec<String> = entry.key.iter().map(zonedesk_jsonpath::Value::to_text).collect();
            if paths > 0 && keys.len() != paths {
                let message = format!("The entry has {} of {paths} keys", keys.len());
                self.found.push(Found::new(Code::KeyCount, entry.span, message));
            } else if !seen.insert(keys) {
                let message = "An entry before this one has the same keys";
                self.found.push(Found::new(Code::SameKeys, entry.span, message));
            }
        }
    }

    fn goal(&mut self, mapping: &Mapping) {
        match mapping.kind {
            MappingType::Remove | MappingType::Rename => {
                if mapping.target_path.is_none() {
                    let message = format!("A {} has a \"targetPath\"", mapping.kind.name());
                    self.lacks(Code::MissingKey, mapping, &message);
                }
            }
            MappingType::Set | MappingType::ValueMapping => {
                let none = mapping.target_path.is_none() && mapping.target_variable.is_none();
                if none && !mapping.correlation_attribute {
                    self.lacks(Code::NoTarget, mapping, "The value goes nowhere");
                }
            }
        }
    }

    fn lacks(&mut self, code: Code, mapping: &Mapping, message: &str) {
        // The opening bracket, so that the whole mapping is not underlined.
        let span = Span::new(mapping.span.start, mapping.span.start + 1);
        self.found.push(Found::new(code, span, message).at(mapping.pointer.clone()));
    }

    /// Keys that say nothing in this mapping.
    fn keys(&mut self, mapping: &Mapping) {
        let value_mapping = mapping.kind == MappingType::ValueMapping;
        let takes_no_source = matches!(mapping.kind, MappingType::Remove | MappingType::Rename);
        let checks: [(&str, bool, &str); 8] = [
            ("sourcePaths", value_mapping, "\"sourcePaths\" counts with the type valueMapping only"),
            ("valueMappings", value_mapping, "\"valueMappings\" counts with the type valueMapping only"),
            ("sourcePath", !takes_no_source, "Nothing is read by a mapping of this type"),
            (
                "sourceVariable",
                !takes_no_source && !value_mapping,
                "Nothing is read by a mapping of this type",
            ),
            (
                "variablePath",
                mapping.source_variable.is_some(),
                "\"variablePath\" selects inside of \"sourceVariable\"",
            ),
            (
                "defaultValue",
                mapping.optional || value_mapping,
                "\"defaultValue\" counts with \"optional\": true only",
            ),
            ("functions", !takes_no_source, "No function runs in a mapping of this type"),
            ("constant", !value_mapping && mapping.kind != MappingType::Remove, "The type takes no constant"),
        ];
        let Some(json) = self.document.root.at(&mapping.pointer) else { return };
        for (key, counts, message) in checks {
            if let Some(member) = json.member(key)
                && !counts
            {
                self.found.push(Found::new(Code::UselessKey, member.name_span, message));
            }
        }
    }

    fn scope(&mut self, entity: &Entity, mapping: &Mapping) {
        let Some(scope) = mapping.scope else { return };
        let span = self
            .document
            .root
            .at(&format!("{}/scope", mapping.pointer))
            .map_or(mapping.span, |json| json.span);
        if self.direction == Some(Direction::Read) {
            let message = "Reading runs the mapping whatever its scope";
            self.found.push(Found::new(Code::ScopeIgnored, span, message));
            return;
        }
        let operation = match scope {
            Scope::Create => Operation::Create,
            Scope::Patch => Operation::Patch,
            Scope::Delete => Operation::Delete,
        };
        if entity.skip_operations.contains(&operation) {
            let message = format!("\"skipOperations\" leaves {} out", operation.name());
            self.found.push(Found::new(Code::NeverRuns, span, message));
        }
    }

    /// The constant mapping of the one origin, where the property holds several.
    pub(super) fn origins(&mut self, mapping: &Mapping) {
        let several = self.properties.get("xsuaa.origin").is_some_and(|value| value.contains(';'));
        let constant = mapping
            .constant
            .as_ref()
            .filter(|c| c.value.as_str().is_some_and(|s| s.contains("%xsuaa.origin%")));
        let is_origin = |text: &Text| matches!(text.value.as_str(), "$.origin" | "$['origin']" | "origin");
        let (true, Some(constant), Some(_)) =
            (several, constant, mapping.target_path.as_ref().filter(|t| is_origin(t)))
        else {
            return;
        };
        let pointer = format!("{}/constant", mapping.pointer);
        let mut found = Found::new(
            Code::ManyOrigins,
            constant.span,
            "xsuaa.origin holds several origins; this writes all of them as one",
        )
        .at(pointer);
        if let Some(member) = self.document.root.at(&mapping.pointer).and_then(|json| json.member("constant"))
        {
            let fix = Fix::new("Read the origin of each user", member.span(), "\"sourcePath\": \"$.origin\"");
            found = found.fix(fix);
        }
        self.found.push(found);
    }
}
