//! What a run tells, in the words of callers.

use zonedesk_jsonpath::{Compared, Value};
use zonedesk_transform::{
    Entity, Explained, Mapping, MappingType, Outcome, RunError, Scope, TARGET_ID, Tested, Why,
};

use super::{SHOWN_VALUE, cut};
use crate::api::{
    ExplainedComparison, ExplainedCondition, ExplainedFunction, ExplainedMapping, MappingOutcome,
    TransformationOperation,
};
use crate::errors::capital;
use crate::system_transformations::check::title;
use crate::system_transformations::wire::{Places, count};

/// Places that are told of one mapping.
const SHOWN_PLACES: usize = 100;

/// Why an entity failed, with the path that it was about.
pub fn sentence(failure: &RunError) -> String {
    let path = failure.path.as_ref().map(|path| format!(" ({path})")).unwrap_or_default();
    format!("{}{path}.", capital(&failure.reason.to_string()))
}

pub struct Teller<'t> {
    pub places: &'t Places<'t>,
    pub operation: TransformationOperation,
}

impl Teller<'_> {
    /// Every mapping of an entity type. `told` are those that the run came to, in their order; `not_reached` says why it
    /// did not come to the others.
    pub fn mappings(&self, entity: &Entity, told: &[Explained], not_reached: &str) -> Vec<ExplainedMapping> {
        let mut told = told.iter();
        let one = |(index, mapping)| {
            let mut one = self.untouched(index, mapping);
            match told.next() {
                Some(told) => self.fill(&mut one, mapping, told),
                None => one.why = Some(not_reached.to_owned()).filter(|why| !why.is_empty()),
            }
            one
        };
        entity.mappings.iter().enumerate().map(one).collect()
    }

    fn untouched(&self, index: usize, mapping: &Mapping) -> ExplainedMapping {
        let target = mapping.target_path.as_ref().or(mapping.target_variable.as_ref());
        ExplainedMapping {
            number: count(index + 1),
            title: title(mapping).to_owned(),
            range: self.places.range(mapping.span),
            outcome: MappingOutcome::NotReached,
            why: None,
            condition: None,
            source: source(mapping),
            places: Vec::new(),
            value: None,
            functions: Vec::new(),
            targets: Vec::new(),
            target: target.map(|text| text.value.clone()),
            result: None,
        }
    }

    fn fill(&self, one: &mut ExplainedMapping, mapping: &Mapping, told: &Explained) {
        let first = |places: &[String]| places.iter().take(SHOWN_PLACES).cloned().collect();
        let (outcome, why) = self.outcome(mapping, told);
        one.outcome = outcome;
        one.why = why;
        one.condition = told.condition.as_ref().map(condition);
        one.places = first(&told.sources);
        one.targets = first(&told.targets);
        one.value = told.value.as_deref().map(json);
        one.result = told.result.as_deref().map(json);
        one.functions = told
            .functions
            .iter()
            .map(|run| ExplainedFunction {
                name: run.name.clone(),
                ran: run.ran,
                value: run.after.as_deref().map(json),
            })
            .collect();
    }

    fn outcome(&self, mapping: &Mapping, told: &Explained) -> (MappingOutcome, Option<String>) {
        let (outcome, why) = match &told.outcome {
            Outcome::Ran => return (MappingOutcome::Ran, None),
            Outcome::Failed(failure) => (MappingOutcome::Failed, sentence(failure)),
            Outcome::Not(why) => match why {
                Why::Ignored => (MappingOutcome::Ignored, "The mapping is ignored.".to_owned()),
                Why::Scope => (MappingOutcome::Scope, self.scope(mapping)),
                Why::Condition => (MappingOutcome::Condition, not_held(told.condition.as_ref())),
                Why::Missing => (MappingOutcome::Missing, missing(mapping, told)),
                Why::Null => {
                    (MappingOutcome::Null, "The value is null, and the mapping is optional.".to_owned())
                }
                Why::Unset(name) => (MappingOutcome::Unset, format!("The variable {name} is not set.")),
                Why::NoElements => (
                    MappingOutcome::NoElements,
                    "There are no elements to write into, and the mapping is optional.".to_owned(),
                ),
            },
        };
        (outcome, Some(why))
    }

    fn scope(&self, mapping: &Mapping) -> String {
        let operation = match self.operation {
            TransformationOperation::Read => "read",
            TransformationOperation::Create => "create",
            TransformationOperation::Update => "update",
            TransformationOperation::Patch => "patch",
            TransformationOperation::Delete => "delete",
        };
        let runs_on = match mapping.scope {
            None => "create and update",
            Some(Scope::Create) => "create",
            Some(Scope::Patch) => "patch",
            // This one alone counts when a proxy deletes.
            Some(Scope::Delete) if operation == "delete" => {
                return format!("On delete a proxy runs only the mapping of the variable {TARGET_ID}.");
            }
            Some(Scope::Delete) => "delete",
        };
        format!("It runs on {runs_on} only, not on {operation}.")
    }
}

fn not_held(tested: Option<&Tested>) -> String {
    match tested.and_then(|tested| tested.fault.as_ref()) {
        Some(fault) => format!("The condition cannot be evaluated, and so does not hold: {fault}."),
        None => "The condition does not hold.".to_owned(),
    }
}

fn missing(mapping: &Mapping, told: &Explained) -> String {
    if told.value.is_some() && !told.functions.is_empty() {
        return "The functions gave no value.".to_owned();
    }
    if mapping.kind == MappingType::Rename {
        return "There is nothing to be renamed.".to_owned();
    }
    if mapping.kind == MappingType::ValueMapping {
        return "No value mapping fits, and there is no default.".to_owned();
    }
    match (&mapping.source_path, &mapping.source_variable, &mapping.variable_path) {
        (Some(path), ..) => format!("Nothing stands at {}.", path.value),
        (None, Some(variable), Some(path)) => {
            format!("Nothing stands at {} of the variable {}.", path.value, variable.value)
        }
        (None, Some(variable), None) => format!("The variable {} is not set.", variable.value),
        (None, None, _) => "There is no value.".to_owned(),
    }
}

/// What a mapping reads, as written.
fn source(mapping: &Mapping) -> Option<String> {
    if let Some(path) = &mapping.source_path {
        return Some(path.value.clone());
    }
    if !mapping.source_paths.is_empty() {
        let paths: Vec<_> = mapping.source_paths.iter().map(|path| path.value.as_str()).collect();
        return Some(paths.join(", "));
    }
    if let Some(variable) = &mapping.source_variable {
        return Some(variable.value.clone());
    }
    mapping.constant.as_ref().map(|constant| json(&constant.value))
}

pub fn condition(tested: &Tested) -> ExplainedCondition {
    ExplainedCondition {
        text: tested.text.clone(),
        holds: tested.holds,
        comparisons: tested.comparisons.iter().map(|made| comparison(&tested.text, made)).collect(),
        fault: tested.fault.as_ref().map(|fault| format!("{}.", capital(&fault.to_string()))),
    }
}

fn comparison(text: &str, made: &Compared) -> ExplainedComparison {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().trim().to_owned();
    let (left, operator, right) = match &made.sides {
        Some([left, right]) => {
            (part(left.start, left.end), part(left.end, right.start), part(right.start, right.end))
        }
        None => (part(made.span.start, made.span.end), String::new(), String::new()),
    };
    // A literal says itself what it is.
    let of_path = |side: &str| side.starts_with(['$', '@', '!']) || operator.is_empty();
    ExplainedComparison {
        left_value: made.left.as_ref().filter(|_| of_path(&left)).map(json),
        right_value: made.right.as_ref().filter(|_| of_path(&right)).map(json),
        holds: made.outcome == Ok(true),
        left,
        operator,
        right,
    }
}

pub fn json(value: &Value) -> String {
    cut(value.to_string(), SHOWN_VALUE)
}
