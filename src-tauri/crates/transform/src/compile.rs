//! From the model to a program: everything that can be made ready before the first entity comes.

use std::collections::HashMap;
use std::sync::Arc;

use zonedesk_jsonpath::{
    Condition, Fault, Finding, Observer, Path, Scope as ReadScope, Target, TargetProblem, Use, Value,
};

use crate::dates::{DEFAULT_FORMAT, Format, PatternError};
use crate::explain::Tested;
use crate::functions::{Function, FunctionError};
use crate::model::{Entity, FunctionCall, Mapping, MappingType, Operation};
use crate::properties::Properties;
use crate::template::{Lookup, Template, fill_value, variables};

/// The property that tells how `currentDate` is written.
pub const DATE_FORMAT_PROPERTY: &str = "ips.date.variable.format";
pub(crate) const CURRENT_DATE: &str = "currentDate";
/// The id of the addressed entity in the target system.
pub const TARGET_ID: &str = "entityIdTargetSystem";

/// What is done with the entities of one type, ready to run.
#[derive(Debug, Clone)]
pub struct Program {
    pub entity: String,
    pub pointer: String,
    pub(crate) condition: Option<Test>,
    pub(crate) ignore: bool,
    pub(crate) skip_operations: Vec<Operation>,
    pub(crate) steps: Vec<Step>,
    pub(crate) properties: Set,
    pub(crate) date_format: Format,
    /// Whether anything asks for the date, which then is written once for each entity.
    pub(crate) uses_date: bool,
}

/// The properties of the system, for the conditions that ask for them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set(Properties);

impl zonedesk_jsonpath::Properties for Set {
    fn property(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// A mapping, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub mapping: Mapping,
    /// That of the mapping, for whoever is told of it.
    pub pointer: Arc<str>,
    pub action: Action,
    pub condition: Option<Test>,
    pub functions: Vec<FunctionStep>,
    pub target: Option<Target>,
    pub default: Option<Constant>,
}

#[derive(Debug, Clone)]
pub(crate) enum Action {
    /// Nothing: the mapping is left out.
    Ignore,
    Set(Source),
    Map {
        sources: Vec<Path>,
        entries: HashMap<Vec<String>, Value>,
    },
    Remove,
    Rename(String),
}

#[derive(Debug, Clone)]
pub(crate) enum Source {
    Path(Path),
    Variable {
        name: String,
        path: Option<Path>,
    },
    Constant(Constant),
    /// A function makes the value out of nothing.
    None,
}

/// A value of the document; with variables in it, it is filled for each entity.
#[derive(Debug, Clone)]
pub(crate) struct Constant {
    pub value: Value,
    /// It names variables.
    pub open: bool,
}

impl Constant {
    fn new(value: &Value) -> Self {
        Self { value: value.clone(), open: names_variable(value) }
    }

    /// `None` where the value is the one of the document.
    pub fn filled(&self, variable: &Lookup<'_>) -> Option<Value> {
        self.open.then(|| fill_value(&self.value, variable))
    }
}

fn names_variable(value: &Value) -> bool {
    match value {
        Value::String(text) => variables(text).next().is_some(),
        Value::Array(list) => list.iter().any(names_variable),
        Value::Object(object) => object.iter().any(|(_, value)| names_variable(value)),
        _ => false,
    }
}

fn names_date(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(CURRENT_DATE),
        Value::Array(list) => list.iter().any(names_date),
        Value::Object(object) => object.iter().any(|(_, value)| names_date(value)),
        _ => false,
    }
}

#[derive(Debug, Clone)]
pub(crate) struct FunctionStep {
    pub name: String,
    pub function: Function,
    pub condition: Option<Test>,
}

/// A condition; with variables in it, it is read again for each entity.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Ready(Box<Condition>, Box<str>),
    Open(Template),
}

impl Test {
    fn new(text: &str) -> Result<Self, Finding> {
        let template = Template::new(text);
        match template.plain() {
            Some(text) => Condition::parse(text).runnable().map(|c| Self::Ready(Box::new(c), text.into())),
            None => Ok(Self::Open(template)),
        }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        match self {
            Self::Ready(_, text) => text,
            Self::Open(template) => template.text(),
        }
    }

    pub fn holds<O: Observer>(
        &self,
        scope: ReadScope<'_>,
        variable: &Lookup<'_>,
        observer: &mut O,
    ) -> Result<bool, Fault> {
        match self {
            Self::Ready(condition, _) => condition.explain(scope, observer),
            Self::Open(template) => Condition::parse(&template.fill(variable))
                .runnable()
                .map_err(|_| Fault::Failed("the condition can't be read with the variables in place"))?
                .explain(scope, observer),
        }
    }

    /// Like [`Test::holds`], with all that was looked at.
    pub fn explain(&self, scope: ReadScope<'_>, variable: &Lookup<'_>) -> Tested {
        let text = match self {
            Self::Ready(_, text) => text.to_string(),
            Self::Open(template) => template.fill(variable).into_owned(),
        };
        let mut comparisons = Vec::new();
        let holds = self.holds(scope, variable, &mut comparisons);
        Tested { text, holds: holds == Ok(true), comparisons, fault: holds.err() }
    }
}

/// Why a transformation can't be run.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{pointer}: {problem}")]
pub struct CompileError {
    /// JSON pointer of what is wrong.
    pub pointer: String,
    pub problem: CompileProblem,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CompileProblem {
    #[error("{}", .0.problem)]
    Path(Finding),
    #[error("{}", .0.problem)]
    Condition(Finding),
    #[error(transparent)]
    Target(#[from] TargetProblem),
    #[error(transparent)]
    Function(#[from] FunctionError),
    #[error("it takes a {0}")]
    Lacks(&'static str),
    #[error("it has {keys} keys for {paths} source paths")]
    KeyCount { keys: usize, paths: usize },
    #[error("date format: {0}")]
    DateFormat(#[from] PatternError),
}

impl Program {
    /// Makes an entity type ready to run. `entity` has the properties of the system in place already
    /// ([`Transformation::with_properties`](crate::Transformation::with_properties)).
    ///
    /// # Errors
    /// All that keeps it from running.
    pub fn compile(entity: &Entity, properties: &Properties) -> Result<Self, Vec<CompileError>> {
        let mut compiler = Compiler { errors: Vec::new(), uses_date: false };
        let condition = compiler.test(entity.condition.as_ref().map(|t| t.value.as_str()), &entity.pointer);
        let steps = entity.mappings.iter().filter_map(|mapping| compiler.step(mapping)).collect();
        let format = properties.get(DATE_FORMAT_PROPERTY).map_or(DEFAULT_FORMAT, String::as_str);
        let date_format = match Format::parse(format) {
            Ok(format) => Some(format),
            Err(problem) => {
                compiler.error(&entity.pointer, problem);
                None
            }
        };
        match date_format {
            Some(date_format) if compiler.errors.is_empty() => Ok(Self {
                entity: entity.name.value.clone(),
                pointer: entity.pointer.clone(),
                condition,
                ignore: entity.ignore,
                skip_operations: entity.skip_operations.clone(),
                steps,
                properties: Set(properties.clone()),
                date_format,
                uses_date: compiler.uses_date,
            }),
            _ => Err(compiler.errors),
        }
    }
}

struct Compiler {
    errors: Vec<CompileError>,
    uses_date: bool,
}

impl Compiler {
    fn error(&mut self, pointer: &str, problem: impl Into<CompileProblem>) {
        self.errors.push(CompileError { pointer: pointer.to_owned(), problem: problem.into() });
    }

    /// Takes a result apart, keeping its error with the place.
    fn kept<T, E: Into<CompileProblem>>(&mut self, result: Result<T, E>, pointer: &str) -> Option<T> {
        result.map_err(|problem| self.error(pointer, problem)).ok()
    }

    fn test(&mut self, text: Option<&str>, owner: &str) -> Option<Test> {
        let text = text?;
        self.uses_date |= text.contains(CURRENT_DATE);
        let test = Test::new(text).map_err(CompileProblem::Condition);
        self.kept(test, &format!("{owner}/condition"))
    }

    fn path(&mut self, text: &str, pointer: &str) -> Option<Path> {
        self.kept(Path::parse(text).runnable().map_err(CompileProblem::Path), pointer)
    }

    fn constant(&mut self, value: &Value) -> Constant {
        let constant = Constant::new(value);
        self.uses_date |= constant.open && names_date(value);
        constant
    }

    fn step(&mut self, mapping: &Mapping) -> Option<Step> {
        let pointer = &mapping.pointer;
        if mapping.ignore {
            return Some(Step {
                mapping: mapping.clone(),
                pointer: pointer.as_str().into(),
                action: Action::Ignore,
                condition: None,
                functions: Vec::new(),
                target: None,
                default: None,
            });
        }
        let condition = self.test(mapping.condition.as_ref().map(|t| t.value.as_str()), pointer);
        let action = self.action(mapping);
        let functions = mapping.functions.iter().filter_map(|call| self.function(call)).collect();
        let target = mapping.target_path.as_ref().and_then(|text| {
            let at = format!("{pointer}/targetPath");
            let path = self.path(&text.value, &at)?;
            let used = match mapping.kind {
                MappingType::Remove => Use::Remove,
                MappingType::Rename => Use::Rename,
                MappingType::Set | MappingType::ValueMapping => Use::Set,
            };
            self.kept(Target::new(&path, used), &at)
        });
        let default = mapping.default_value.as_ref().map(|given| self.constant(&given.value));
        let (mapping, pointer) = (mapping.clone(), pointer.as_str().into());
        Some(Step { mapping, pointer, action: action?, condition, functions, target, default })
    }

    fn action(&mut self, mapping: &Mapping) -> Option<Action> {
        let pointer = &mapping.pointer;
        let needs_target = matches!(mapping.kind, MappingType::Remove | MappingType::Rename);
        if needs_target && mapping.target_path.is_none() {
            self.error(pointer, CompileProblem::Lacks("targetPath"));
            return None;
        }
        Some(match mapping.kind {
            MappingType::Set => Action::Set(self.source(mapping)?),
            MappingType::Remove => Action::Remove,
            MappingType::Rename => match mapping.constant.as_ref().map(|given| &given.value) {
                Some(Value::String(name)) => Action::Rename(name.clone()),
                _ => {
                    self.error(pointer, CompileProblem::Lacks("constant: the new name"));
                    return None;
                }
            },
            MappingType::ValueMapping => self.value_mapping(mapping)?,
        })
    }

    fn source(&mut self, mapping: &Mapping) -> Option<Source> {
        let pointer = &mapping.pointer;
        Some(if let Some(text) = &mapping.source_path {
            Source::Path(self.path(&text.value, &format!("{pointer}/sourcePath"))?)
        } else if let Some(name) = &mapping.source_variable {
            self.uses_date |= name.value == CURRENT_DATE;
            let path = match &mapping.variable_path {
                Some(text) => Some(self.path(&text.value, &format!("{pointer}/variablePath"))?),
                None => None,
            };
            Source::Variable { name: name.value.clone(), path }
        } else if let Some(given) = &mapping.constant {
            Source::Constant(self.constant(&given.value))
        } else {
            Source::None
        })
    }

    fn value_mapping(&mut self, mapping: &Mapping) -> Option<Action> {
        let pointer = &mapping.pointer;
        let listed = mapping.source_paths.iter().enumerate();
        let mut texts: Vec<(String, &str)> =
            listed.map(|(i, text)| (format!("{pointer}/sourcePaths/{i}"), text.value.as_str())).collect();
        if let (true, Some(text)) = (texts.is_empty(), &mapping.source_path) {
            texts.push((format!("{pointer}/sourcePath"), &text.value));
        }
        if texts.is_empty() {
            self.error(pointer, CompileProblem::Lacks("sourcePaths"));
            return None;
        }
        let sources: Vec<Path> = texts.iter().filter_map(|(at, text)| self.path(text, at)).collect();
        let mut entries = HashMap::new();
        for (i, entry) in mapping.value_mappings.iter().enumerate() {
            let at = format!("{pointer}/valueMappings/{i}");
            if entry.key.len() != texts.len() {
                self.error(&at, CompileProblem::KeyCount { keys: entry.key.len(), paths: texts.len() });
            }
            let Some(value) = &entry.mapped_value else {
                self.error(&at, CompileProblem::Lacks("mappedValue"));
                continue;
            };
            let key = entry.key.iter().map(Value::to_text).collect();
            entries.entry(key).or_insert_with(|| value.clone());
        }
        Some(Action::Map { sources, entries })
    }

    fn function(&mut self, call: &FunctionCall) -> Option<FunctionStep> {
        self.uses_date |= call.parameters.iter().any(|p| names_date(&p.value));
        let condition = self.test(call.get("condition").and_then(|p| p.value.as_str()), &call.pointer);
        let function = self.kept(Function::compile(call), &call.pointer)?;
        Some(FunctionStep { name: call.name.value.clone(), function, condition })
    }
}
