//! One entity through a text: what comes out, and what every mapping did. Keeps nothing.

pub(super) mod input;
mod paths;
mod proxied;
pub(super) mod ready;
mod samples;
mod told;

use std::time::Instant;

use zonedesk_jsonpath::Value;
use zonedesk_transform::text::pretty;
use zonedesk_transform::{Ended, Entity, Heard, PREDEFINED, Request, Runner, Skip, Transformation};
use zonedesk_workspace::{SystemId, Workspace};

pub use paths::transformation_paths;
pub(crate) use proxied::proxied;
pub use samples::transformation_samples;
pub(super) use told::{json, sentence};

use self::told::Teller;
use super::sized;
use super::wire::Places;
use crate::api::{AppError, Attempt, TransformationKind, Tried, TriedProperty, TriedVariable, TryEnd};
use crate::app::{App, system_id};
use crate::properties::known::is_credential;
use crate::transformations::World;

/// Characters of a whole entity that are shown.
const SHOWN_ENTITY: usize = 500_000;
/// Characters of a single value that are shown.
const SHOWN_VALUE: usize = 2_000;

/// Runs one entity through a text with the properties of a system.
///
/// # Errors
/// No such system, no snapshot, no such entity in it; a text or sample that is too large; a property that is a
/// credential. What is wrong with the text or the sample itself is no error: [`Tried::ended`] tells it.
pub async fn transformation_try(app: &App, attempt: Attempt, text: String) -> Result<Tried, AppError> {
    let (id, text) = (system_id(&attempt.system)?, sized(text)?);
    app.workspace(move |workspace| tried(workspace, id, &attempt, text)).await
}

fn tried(workspace: &Workspace, id: SystemId, attempt: &Attempt, text: String) -> Result<Tried, AppError> {
    let system = workspace.system(id)?;
    let properties = ready::properties(&system, attempt)?;
    let (document, findings) = Transformation::load(text);
    let ready = ready::program(&document, &findings, &attempt.entity, &properties);
    let groups = ready::of_groups(document.entity(&attempt.entity), &attempt.entity);
    let input = input::of(workspace, &system, attempt, groups)?;
    let request = ready::request(workspace, &system, attempt, groups, input.id.as_deref())?;

    let places = Places::of(&document.text);
    let teller = Teller { places: &places, operation: attempt.operation };
    let mut heard = Heard::default();
    let (mut ended, mut microseconds) = (TryEnd::Deleted, 0);
    let not_reached = match (&ready, &input.problem) {
        (Err(message), _) => {
            ended = TryEnd::Broken { message: message.clone() };
            "The transformation cannot run.".to_owned()
        }
        (Ok(_), Some(problem)) => {
            ended = problem.clone();
            "There is no entity to run it on.".to_owned()
        }
        (Ok(program), None) => {
            let mut output = Vec::new();
            let began = Instant::now();
            let result =
                Runner::new(program).run_traced(&input.json, &request, &mut World, &mut heard, &mut output);
            microseconds = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
            match result {
                Ok(Ended::Entity(())) => {
                    ended = TryEnd::Entity { text: laid_out(&output) };
                    String::new()
                }
                Ok(Ended::Skipped(skip)) => {
                    let why = skipped(skip);
                    ended = TryEnd::Skipped { why: why.to_owned() };
                    why.to_owned()
                }
                Ok(Ended::Deleted) => "No mapping runs on delete: the entity is deleted.".to_owned(),
                Err(failure) => {
                    let mapping = number_in(&failure.pointer);
                    ended = TryEnd::Failed { message: told::sentence(&failure), mapping };
                    failed_before(mapping)
                }
            }
        }
    };
    let variables = variables(document.entity(&attempt.entity), attempt.kind, &request, &heard);
    Ok(Tried {
        input: laid_out(&input.json),
        ended,
        microseconds,
        entity_condition: heard.condition.as_ref().map(told::condition),
        mappings: document
            .entity(&attempt.entity)
            .map(|entity| teller.mappings(entity, &heard.mappings, &not_reached))
            .unwrap_or_default(),
        properties: used_properties(&document, &properties),
        variables,
    })
}

pub(super) fn skipped(skip: Skip) -> &'static str {
    match skip {
        Skip::Ignored => "The entity type is ignored.",
        Skip::Condition => "The condition of the entity type does not hold.",
        Skip::Operation => "The entity type skips this operation.",
    }
}

/// Why a mapping was not reached. `number`: of the one that failed.
fn failed_before(number: Option<u32>) -> String {
    number.map_or_else(String::new, |number| format!("Mapping {number} failed before it."))
}

fn used_properties(
    document: &Transformation,
    properties: &zonedesk_transform::Properties,
) -> Vec<TriedProperty> {
    let told = |name: String| {
        let masked = is_credential(&name);
        let value = properties.get(&name).filter(|_| !masked);
        TriedProperty { value: value.map(|value| cut(value.clone(), SHOWN_VALUE)), masked, name }
    };
    document.properties_named().into_iter().map(told).collect()
}

fn variables(
    entity: Option<&Entity>,
    kind: TransformationKind,
    request: &Request,
    heard: &Heard,
) -> Vec<TriedVariable> {
    let Some(entity) = entity else { return Vec::new() };
    let is_predefined = |name: &str| {
        PREDEFINED.contains(&name)
            && (kind == TransformationKind::Write || !ready::SET_BY_READING.contains(&name))
    };
    // The value that the last mapping gave it.
    let set = |name: &str| {
        let mapped = entity.mappings.iter().zip(&heard.mappings).rev();
        let mut given = mapped.filter(|(mapping, _)| {
            mapping.target_variable.as_ref().is_some_and(|target| target.value == name)
        });
        given.find_map(|(_, told)| told.result.as_deref().map(Value::to_text))
    };
    let before = |name: &str| request.variables.get(name).map(Value::to_text);
    let date = |name: &str| heard.date.clone().filter(|_| name == "currentDate");
    let told = |name: String| TriedVariable {
        value: set(&name)
            .or_else(|| before(&name))
            .or_else(|| date(&name))
            .map(|value| cut(value, SHOWN_VALUE)),
        predefined: is_predefined(&name),
        name,
    };
    let mut variables: Vec<_> = entity.variables_named().into_iter().map(told).collect();
    variables.sort_by_key(|variable| !variable.predefined);
    variables
}

/// The number of a mapping, from 1, in the pointer to it or into it.
pub(super) fn number_in(pointer: &str) -> Option<u32> {
    let index: u32 = pointer.split('/').nth(3)?.parse().ok()?;
    Some(index + 1)
}

/// JSON for a person to read.
pub(super) fn laid_out(json: &[u8]) -> String {
    let text = String::from_utf8_lossy(json);
    let text = pretty(&text).unwrap_or_else(|| text.into_owned());
    cut(text, SHOWN_ENTITY)
}

fn cut(mut text: String, most: usize) -> String {
    if text.len() > most
        && let Some((end, _)) = text.char_indices().nth(most)
    {
        text.truncate(end);
        text.push('…');
    }
    text
}
