//! A transformation as its rules see it: entity types, mappings and functions, each with its place in the text.
//!
//! Keys and their meaning: SAP documentation, "Transformation Expressions" and "Transformation Types".

use zonedesk_jsonpath::Value;

use crate::properties::{Properties, expand, expand_value};
use crate::text::{Json, Span};

/// A transformation document: its text, what stands in it, and what that means.
#[derive(Debug, Clone, PartialEq)]
pub struct Transformation {
    pub text: String,
    pub root: Json,
    /// In the order of the document.
    pub entities: Vec<Entity>,
}

/// A text of the document and where its literal (with the quotes) stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    pub span: Span,
}

/// Any JSON of the document and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    pub value: Value,
    pub span: Span,
}

/// What a transformation does with one entity type.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// `user`, `group`, `role` or any other name.
    pub name: Text,
    pub pointer: String,
    pub span: Span,
    /// Entities that do not meet it are skipped.
    pub condition: Option<Text>,
    /// The entity type is not processed at all.
    pub ignore: bool,
    pub skip_operations: Vec<Operation>,
    /// `Users` or `Groups`.
    pub scim_entity_endpoint: Option<Text>,
    pub mappings: Vec<Mapping>,
}

/// What is done with an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    Read,
    Create,
    /// A replacement of the whole entity (PUT).
    Update,
    Patch,
    Delete,
}

/// The operations that a mapping is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Create,
    Patch,
    Delete,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MappingType {
    #[default]
    Set,
    Remove,
    Rename,
    ValueMapping,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    pub pointer: String,
    pub span: Span,
    pub kind: MappingType,
    pub source_path: Option<Text>,
    /// With [`MappingType::ValueMapping`] only.
    pub source_paths: Vec<Text>,
    pub source_variable: Option<Text>,
    /// Selects inside the variable.
    pub variable_path: Option<Text>,
    pub constant: Option<Given>,
    pub target_path: Option<Text>,
    pub target_variable: Option<Text>,
    pub optional: bool,
    pub default_value: Option<Given>,
    pub preserve_array_with_single_element: bool,
    pub correlation_attribute: bool,
    pub condition: Option<Text>,
    pub ignore: bool,
    pub scope: Option<Scope>,
    pub value_mappings: Vec<ValueMapping>,
    pub functions: Vec<FunctionCall>,
}

/// One line of a value mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueMapping {
    /// One for each source path.
    pub key: Vec<Value>,
    pub mapped_value: Option<Value>,
    pub span: Span,
}

/// A function of a mapping, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionCall {
    pub pointer: String,
    pub span: Span,
    /// From `function` or `type`; empty where neither stands.
    pub name: Text,
    /// All other members, in order.
    pub parameters: Vec<Parameter>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    pub name: Text,
    pub value: Value,
    pub span: Span,
}

impl Operation {
    pub const ALL: [Operation; 5] =
        [Operation::Read, Operation::Create, Operation::Update, Operation::Patch, Operation::Delete];

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.name() == name)
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }
}

impl Scope {
    pub const ALL: [Scope; 3] = [Scope::Create, Scope::Patch, Scope::Delete];

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "createEntity",
            Self::Patch => "patchEntity",
            Self::Delete => "deleteEntity",
        }
    }
}

impl MappingType {
    pub const ALL: [MappingType; 4] = [Self::Set, Self::Remove, Self::Rename, Self::ValueMapping];

    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Remove => "remove",
            Self::Rename => "rename",
            Self::ValueMapping => "valueMapping",
        }
    }
}

impl Mapping {
    /// Whether an operation runs the mapping, its own condition apart. Reading knows no scopes.
    #[must_use]
    pub fn runs_on(&self, operation: Operation) -> bool {
        !self.ignore
            && match operation {
                Operation::Read => true,
                Operation::Create => matches!(self.scope, None | Some(Scope::Create)),
                Operation::Update => self.scope.is_none(),
                Operation::Patch => self.scope == Some(Scope::Patch),
                Operation::Delete => self.scope == Some(Scope::Delete),
            }
    }
}

impl FunctionCall {
    #[must_use]
    pub fn get(&self, parameter: &str) -> Option<&Parameter> {
        self.parameters.iter().rev().find(|p| p.name.value == parameter)
    }
}

impl Transformation {
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.entities.iter().find(|e| e.name.value == name)
    }

    /// The same with the properties of a system in place. Spans stay those of the text as written.
    #[must_use]
    pub fn with_properties(&self, properties: &Properties) -> Self {
        let mut out = self.clone();
        for entity in &mut out.entities {
            entity.replace(properties);
        }
        out
    }
}

impl Text {
    fn replace(&mut self, properties: &Properties) {
        if self.value.contains('%') {
            self.value = expand(&self.value, properties).text;
        }
    }
}

impl Entity {
    /// The same with the properties of a system in place.
    #[must_use]
    pub fn with_properties(&self, properties: &Properties) -> Self {
        let mut out = self.clone();
        out.replace(properties);
        out
    }

    fn replace(&mut self, properties: &Properties) {
        for text in [&mut self.condition, &mut self.scim_entity_endpoint].into_iter().flatten() {
            text.replace(properties);
        }
        for mapping in &mut self.mappings {
            mapping.replace(properties);
        }
    }
}

impl Mapping {
    fn replace(&mut self, properties: &Properties) {
        let texts = [
            &mut self.source_path,
            &mut self.source_variable,
            &mut self.variable_path,
            &mut self.target_path,
            &mut self.target_variable,
            &mut self.condition,
        ];
        for text in texts.into_iter().flatten().chain(&mut self.source_paths) {
            text.replace(properties);
        }
        for given in [&mut self.constant, &mut self.default_value].into_iter().flatten() {
            given.value = expand_value(&given.value, properties);
        }
        for entry in &mut self.value_mappings {
            for value in entry.key.iter_mut().chain(&mut entry.mapped_value) {
                *value = expand_value(value, properties);
            }
        }
        for function in &mut self.functions {
            function.name.replace(properties);
            for parameter in &mut function.parameters {
                parameter.value = expand_value(&parameter.value, properties);
            }
        }
    }
}
