//! What entities are run with: the program of a text, and the variables that the proxy would set.

use zonedesk_jsonpath::Value;
use zonedesk_transform::{
    Entity, Finding, Operation, Program, Properties, Request, TARGET_ID, Transformation,
};
use zonedesk_workspace::{System, Workspace};

use crate::api::{AppError, Attempt, TransformationKind, TransformationOperation};
use crate::errors::{Code, capital, error};
use crate::properties::known::is_credential;
use crate::proxy_settings::{BASE_PATH, PublicUrl, read_proxy_settings};

/// Variables that a read transformation sets itself, for others to know its entity by.
pub const SET_BY_READING: &[&str] = &["entityIdSourceSystem", "entityLocationSourceSystem"];

impl From<TransformationOperation> for Operation {
    fn from(operation: TransformationOperation) -> Self {
        match operation {
            TransformationOperation::Read => Self::Read,
            TransformationOperation::Create => Self::Create,
            TransformationOperation::Update => Self::Update,
            TransformationOperation::Patch => Self::Patch,
            TransformationOperation::Delete => Self::Delete,
        }
    }
}

/// Whether an entity type stands for role collections; every other stands for users.
pub fn of_groups(entity: Option<&Entity>, name: &str) -> bool {
    match entity.and_then(|entity| entity.scim_entity_endpoint.as_ref()) {
        Some(endpoint) => endpoint.value == "Groups",
        None => name == "group",
    }
}

/// The program of an entity type; else why there is none, in a sentence.
pub fn program(
    document: &Transformation,
    findings: &[Finding],
    entity: &str,
    properties: &Properties,
) -> Result<Program, String> {
    if let Some(broken) = findings.iter().find(|finding| finding.is_syntax_error()) {
        return Err(format!("Line {}: {}.", broken.start.line, broken.message));
    }
    let Some(found) = document.entity(entity) else {
        let names: Vec<_> = document.entities.iter().map(|entity| entity.name.value.as_str()).collect();
        let has = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        return Err(format!("The transformation has no entity type {entity}; it has {has}."));
    };
    Program::compile(&found.with_properties(properties), properties).map_err(|problems| {
        let told = problems.first().map(|problem| {
            let number = found.mappings.iter().position(|m| is_of(&problem.pointer, &m.pointer));
            let place = number.map_or_else(|| capital(entity), |index| format!("Mapping {}", index + 1));
            format!("{place}: {}.", problem.problem)
        });
        told.unwrap_or_default()
    })
}

/// Whether a pointer leads to a mapping or into it.
fn is_of(pointer: &str, mapping: &str) -> bool {
    pointer.strip_prefix(mapping).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The operation and the variables that are set before the first mapping. `id`: of the entity that is addressed.
pub fn request(
    workspace: &Workspace,
    system: &System,
    attempt: &Attempt,
    groups: bool,
    id: Option<&str>,
) -> Result<Request, AppError> {
    let mut request = of_proxy(workspace, system, attempt.kind, attempt.operation, groups)?;
    if let Some(id) = id
        && sets_target_id(attempt.kind, attempt.operation)
    {
        request.variables.insert(TARGET_ID.to_owned(), Value::from(id));
    }
    for (name, value) in &attempt.variables {
        request.variables.insert(name.clone(), Value::from(value.as_str()));
    }
    Ok(request)
}

/// Whether the proxy knows the id of the entity that is written.
pub fn sets_target_id(kind: TransformationKind, operation: TransformationOperation) -> bool {
    kind == TransformationKind::Write && operation != TransformationOperation::Create
}

/// What the proxy runs every entity of a type with.
pub fn of_proxy(
    workspace: &Workspace,
    system: &System,
    kind: TransformationKind,
    operation: TransformationOperation,
    groups: bool,
) -> Result<Request, AppError> {
    let public = PublicUrl::of(&read_proxy_settings(workspace)?)?;
    let endpoint = if groups { "Groups" } else { "Users" };
    let base = public.join(&format!("{BASE_PATH}{}/{endpoint}/", system.id));
    let mut request = Request::new(operation.into());
    request.proxy = kind == TransformationKind::Write;
    request.variables.insert("entityBaseLocation".to_owned(), Value::from(base));
    Ok(request)
}

/// The properties in force, with those of this try over them.
pub fn properties(system: &System, attempt: &Attempt) -> Result<Properties, AppError> {
    let mut properties = system.effective_properties();
    for (name, value) in &attempt.properties {
        if is_credential(name) {
            return Err(error(Code::ValueInvalid, format!("{name} is a credential."))
                .help("No transformation is given its value.")
                .at(name.as_str()));
        }
        properties.insert(name.clone(), value.clone());
    }
    Ok(properties)
}
