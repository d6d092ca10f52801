//! From the text to the model. What does not fit is a finding; what is around it still loads.

use crate::codes::Code;
use crate::finding::{Finding, Fix, Found, place};
use crate::model::{
    Entity, FunctionCall, Given, Mapping, MappingType, Operation, Parameter, Scope, Text, Transformation,
    ValueMapping,
};
use crate::suggest::nearest;
use crate::text::{Json, Kind, Member, pointer_token};

impl Transformation {
    /// Reads a document; the findings are those of syntax and structure. The checker has the rest.
    #[must_use]
    pub fn load(text: impl Into<String>) -> (Self, Vec<Finding>) {
        let (transformation, found) = Self::read(text.into());
        let findings = place(found, &transformation.text, &transformation.root);
        (transformation, findings)
    }

    pub(crate) fn read(text: String) -> (Self, Vec<Found>) {
        let (root, found) = crate::text::read(&text);
        let mut loader = Loader { text: &text, found };
        let entities = loader.entities(&root);
        let found = loader.found;
        (Self { text, root, entities }, found)
    }
}

/// The keys of an entity type, in the order in which they are shown.
pub const ENTITY_KEYS: &[&str] = &["condition", "ignore", "skipOperations", "scimEntityEndpoint", "mappings"];

/// The keys of a mapping, in the order in which they are shown.
pub const MAPPING_KEYS: &[&str] = &[
    "condition",
    "ignore",
    "type",
    "scope",
    "sourcePath",
    "sourcePaths",
    "sourceVariable",
    "variablePath",
    "constant",
    "targetPath",
    "targetVariable",
    "optional",
    "defaultValue",
    "preserveArrayWithSingleElement",
    "correlationAttribute",
    "functions",
    "valueMappings",
];

struct Loader<'t> {
    text: &'t str,
    found: Vec<Found>,
}

impl Loader<'_> {
    fn entities(&mut self, root: &Json) -> Vec<Entity> {
        match &root.kind {
            Kind::Object(members) => {
                let last = |m: &&Member| root.member(&m.name).is_some_and(|l| std::ptr::eq(l, *m));
                members.iter().filter(last).filter_map(|m| self.entity(m)).collect()
            }
            Kind::Broken => Vec::new(),
            _ => {
                let message = format!("A transformation is an object; this is {}", root.kind_name());
                self.found.push(Found::new(Code::NotAnObject, root.span, message));
                Vec::new()
            }
        }
    }

    fn entity(&mut self, member: &Member) -> Option<Entity> {
        let json = &member.value;
        let pointer = format!("/{}", pointer_token(&member.name));
        if json.kind == Kind::Broken {
            return None;
        }
        if !matches!(json.kind, Kind::Object(_)) {
            self.wrong_type(json, &member.name, "an object");
            return None;
        }
        self.unknown_keys(json, ENTITY_KEYS, "entity type");
        let mut mappings = Vec::new();
        match json.get("mappings") {
            Some(list) => {
                for (i, item) in self.list(list, "mappings").iter().enumerate() {
                    mappings.extend(self.mapping(item, format!("{pointer}/mappings/{i}")));
                }
            }
            None => {
                let message = format!("\"{}\" has no mappings", member.name);
                self.found.push(Found::new(Code::MissingKey, member.name_span, message).at(pointer.clone()));
            }
        }
        Some(Entity {
            name: Text { value: member.name.clone(), span: member.name_span },
            span: json.span,
            condition: self.text(json, "condition"),
            ignore: self.flag(json, "ignore"),
            skip_operations: self.skip_operations(json),
            scim_entity_endpoint: self.text(json, "scimEntityEndpoint"),
            mappings,
            pointer,
        })
    }

    fn skip_operations(&mut self, entity: &Json) -> Vec<Operation> {
        let Some(list) = entity.get("skipOperations") else { return Vec::new() };
        let mut operations = Vec::new();
        for item in self.list(list, "skipOperations") {
            let Some(name) = item.as_str() else {
                self.wrong_type(item, "skipOperations", "a list of texts");
                continue;
            };
            match Operation::parse(name) {
                Some(o @ (Operation::Create | Operation::Update | Operation::Delete)) => operations.push(o),
                _ => self.wrong_value(item, "skipOperations", name, &["create", "update", "delete"]),
            }
        }
        operations
    }

    fn mapping(&mut self, json: &Json, pointer: String) -> Option<Mapping> {
        if !matches!(json.kind, Kind::Object(_)) {
            self.wrong_type(json, "mapping", "an object");
            return None;
        }
        self.unknown_keys(json, MAPPING_KEYS, "mapping");
        let mut functions = Vec::new();
        if let Some(list) = json.get("functions") {
            for (i, item) in self.list(list, "functions").iter().enumerate() {
                functions.extend(self.function(item, format!("{pointer}/functions/{i}")));
            }
        }
        let types = MappingType::ALL.map(MappingType::name);
        let scopes = Scope::ALL.map(Scope::name);
        Some(Mapping {
            span: json.span,
            kind: self.choice(json, "type", MappingType::parse, &types).unwrap_or_default(),
            source_path: self.text(json, "sourcePath"),
            source_paths: self.texts(json, "sourcePaths"),
            source_variable: self.text(json, "sourceVariable"),
            variable_path: self.text(json, "variablePath"),
            constant: self.given(json, "constant"),
            target_path: self.text(json, "targetPath"),
            target_variable: self.text(json, "targetVariable"),
            optional: self.flag(json, "optional"),
            default_value: self.given(json, "defaultValue"),
            preserve_array_with_single_element: self.flag(json, "preserveArrayWithSingleElement"),
            correlation_attribute: self.flag(json, "correlationAttribute"),
            condition: self.text(json, "condition"),
            ignore: self.flag(json, "ignore"),
            scope: self.choice(json, "scope", Scope::parse, &scopes),
            value_mappings: self.value_mappings(json),
            functions,
            pointer,
        })
    }

    fn value_mappings(&mut self, mapping: &Json) -> Vec<ValueMapping> {
        let Some(list) = mapping.get("valueMappings") else { return Vec::new() };
        let mut entries = Vec::new();
        for item in self.list(list, "valueMappings") {
            if !matches!(item.kind, Kind::Object(_)) {
                self.wrong_type(item, "valueMappings", "a list of objects");
                continue;
            }
            self.unknown_keys(item, &["key", "mappedValue"], "value mapping");
            for needed in ["key", "mappedValue"] {
                if item.get(needed).is_none() {
                    let message = format!("The entry has no \"{needed}\"");
                    self.found.push(Found::new(Code::MissingKey, item.span, message));
                }
            }
            let key = item.get("key").map_or(&[][..], |key| self.list(key, "key"));
            entries.push(ValueMapping {
                key: key.iter().map(|v| v.to_value(self.text)).collect(),
                mapped_value: item.get("mappedValue").map(|v| v.to_value(self.text)),
                span: item.span,
            });
        }
        entries
    }

    fn function(&mut self, json: &Json, pointer: String) -> Option<FunctionCall> {
        if !matches!(json.kind, Kind::Object(_)) {
            self.wrong_type(json, "function", "an object");
            return None;
        }
        let (function, alias) = (self.text(json, "function"), self.text(json, "type"));
        if let (Some(f), Some(a)) = (&function, &alias)
            && f.value != a.value
        {
            let message =
                format!("\"function\" says {}, \"type\" says {}; \"function\" counts", f.value, a.value);
            self.found.push(Found::new(Code::TwoFunctionNames, a.span, message));
        }
        let name = function.or(alias).unwrap_or_else(|| {
            if json.get("function").or_else(|| json.get("type")).is_none() {
                let message = "A function is named by \"function\" or \"type\"";
                self.found.push(Found::new(Code::MissingKey, json.span, message));
            }
            Text { value: String::new(), span: json.span }
        });
        let parameters = json.members().iter().filter(|m| m.name != "function" && m.name != "type");
        Some(FunctionCall {
            pointer,
            span: json.span,
            name,
            parameters: parameters
                .map(|m| Parameter {
                    name: Text { value: m.name.clone(), span: m.name_span },
                    value: m.value.to_value(self.text),
                    span: m.value.span,
                })
                .collect(),
        })
    }

    fn unknown_keys(&mut self, json: &Json, known: &[&str], what: &str) {
        for m in json.members().iter().filter(|m| !known.contains(&m.name.as_str())) {
            let message = format!("\"{}\" is no key of {} {what}", m.name, article(what));
            let mut found = Found::new(Code::UnknownKey, m.name_span, message);
            if let Some(meant) = nearest(&m.name, known).filter(|name| json.get(name).is_none()) {
                found =
                    found.fix(Fix::new(format!("Write \"{meant}\""), m.name_span, format!("\"{meant}\"")));
            }
            self.found.push(found);
        }
    }

    fn text(&mut self, json: &Json, key: &str) -> Option<Text> {
        let value = json.get(key)?;
        match &value.kind {
            Kind::String(s) => Some(Text { value: s.clone(), span: value.span }),
            _ => {
                self.wrong_type(value, key, "a text");
                None
            }
        }
    }

    fn texts(&mut self, json: &Json, key: &str) -> Vec<Text> {
        let Some(list) = json.get(key) else { return Vec::new() };
        let mut texts = Vec::new();
        for item in self.list(list, key) {
            match item.as_str() {
                Some(s) => texts.push(Text { value: s.to_owned(), span: item.span }),
                None => self.wrong_type(item, key, "a list of texts"),
            }
        }
        texts
    }

    fn given(&mut self, json: &Json, key: &str) -> Option<Given> {
        let value = json.get(key).filter(|v| v.kind != Kind::Broken)?;
        Some(Given { value: value.to_value(self.text), span: value.span })
    }

    /// A text that says `true` or `false` is an error and taken for what it says.
    fn flag(&mut self, json: &Json, key: &str) -> bool {
        let Some(value) = json.get(key) else { return false };
        if let Some(flag) = value.as_bool() {
            return flag;
        }
        let said = value.as_str().filter(|s| ["true", "false"].contains(s));
        let message = format!("\"{key}\" takes true or false, not {}", value.kind_name());
        let mut found = Found::new(Code::WrongType, value.span, message);
        if let Some(said) = said {
            found = found.fix(Fix::new(format!("Write {said}"), value.span, said));
        }
        if value.kind != Kind::Broken {
            self.found.push(found);
        }
        said == Some("true")
    }

    fn choice<T>(
        &mut self,
        json: &Json,
        key: &str,
        parse: impl Fn(&str) -> Option<T>,
        names: &[&str],
    ) -> Option<T> {
        let text = self.text(json, key)?;
        let choice = parse(&text.value);
        if choice.is_none()
            && let Some(value) = json.get(key)
        {
            self.wrong_value(value, key, &text.value, names);
        }
        choice
    }

    fn list<'j>(&mut self, json: &'j Json, key: &str) -> &'j [Json] {
        if !matches!(json.kind, Kind::Array(_)) {
            self.wrong_type(json, key, "a list");
        }
        json.items()
    }

    fn wrong_type(&mut self, json: &Json, key: &str, wanted: &str) {
        // What is no JSON has its finding already.
        if json.kind != Kind::Broken {
            let message = format!("\"{key}\" takes {wanted}, not {}", json.kind_name());
            self.found.push(Found::new(Code::WrongType, json.span, message));
        }
    }

    fn wrong_value(&mut self, json: &Json, key: &str, value: &str, names: &[&str]) {
        let message = format!("\"{key}\" takes {}, not \"{value}\"", names.join(", "));
        let mut found = Found::new(Code::WrongValue, json.span, message);
        if let Some(meant) = nearest(value, names) {
            found = found.fix(Fix::new(format!("Write \"{meant}\""), json.span, format!("\"{meant}\"")));
        }
        self.found.push(found);
    }
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        Transformation::load(text).1.iter().map(|f| format!("{} {}", f.code, f.pointer)).collect()
    }

    #[test]
    fn structure() {
        for (text, findings) in [
            (r#"{"user":{"mappings":[]}}"#, vec![]),
            ("[]", vec!["ZT014 "]),
            (r#"{"user":1}"#, vec!["ZT016 /user"]),
            (r#"{"user":{}}"#, vec!["ZT021 /user"]),
            (r#"{"user":{"mappings":{}}}"#, vec!["ZT016 /user/mappings"]),
            (r#"{"user":{"mappings":[1]}}"#, vec!["ZT016 /user/mappings/0"]),
            (r#"{"user":{"mappings":[{"sorucePath":"$"}]}}"#, vec!["ZT015 /user/mappings/0/sorucePath"]),
            (r#"{"user":{"mappings":[{"optional":"true"}]}}"#, vec!["ZT016 /user/mappings/0/optional"]),
            (r#"{"user":{"mappings":[{"scope":"create"}]}}"#, vec!["ZT017 /user/mappings/0/scope"]),
            (r#"{"user":{"mappings":[{"functions":[{}]}]}}"#, vec!["ZT021 /user/mappings/0/functions/0"]),
            (r#"{"user":{"mappings":[],"skipOperations":["read"]}}"#, vec!["ZT017 /user/skipOperations/0"]),
            (
                r#"{"u":{"mappings":[{"functions":[{"function":"a","type":"b"}]}]}}"#,
                vec!["ZT068 /u/mappings/0/functions/0/type"],
            ),
        ] {
            assert_eq!(codes(text), findings, "{text}");
        }
    }

    #[test]
    fn members_find_their_place_in_the_model() {
        let text = r#"{"user":{"ignore":true,"skipOperations":["update"],"mappings":[
            {"type":"valueMapping","sourcePaths":["$.a"],"targetPath":"$.%p%","optional":true,"scope":"patchEntity",
             "valueMappings":[{"key":[1.0],"mappedValue":null}],"functions":[{"type":"substring","beginIndex":1}]}]}}"#;
        let (t, findings) = Transformation::load(text);
        assert_eq!(findings, []);
        let user = t.entity("user").expect("user");
        assert!(user.ignore);
        assert_eq!(user.skip_operations, [Operation::Update]);
        let m = &user.mappings[0];
        assert_eq!((m.kind, m.scope, m.optional), (MappingType::ValueMapping, Some(Scope::Patch), true));
        assert_eq!(m.value_mappings[0].key[0].to_string(), "1.0");
        assert_eq!(m.value_mappings[0].mapped_value, Some(zonedesk_jsonpath::Value::Null));
        assert_eq!(m.functions[0].name.value, "substring");
        assert_eq!(m.functions[0].get("beginIndex").expect("given").span.of(text), "1");
        let target =
            |t: &Transformation| t.entities[0].mappings[0].target_path.clone().expect("target").value;
        assert_eq!(target(&t.with_properties(&[("p".to_owned(), "x".to_owned())].into())), "$.x");
    }
}
