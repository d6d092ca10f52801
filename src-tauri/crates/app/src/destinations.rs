//! Destinations: named sets of properties that systems share. Their properties are read and changed as a system's are
//! ([`crate::properties`], by the destination's id).

use std::collections::{BTreeMap, HashMap};

use zonedesk_workspace::{DestinationEdit, Workspace, WorkspaceError};

use crate::api::{
    AppError, Destination, DestinationUser, Event, ImportedDestination, PropertiesEdit, Severity,
};
use crate::app::{App, now};
use crate::errors::{Code, error};
use crate::landscape::name;
use crate::properties::state::{State, of_edit};
use crate::properties::{destination_file, properties_save, refusal};
use crate::secret_keeping::forget_credentials;
use crate::session::one_line;

/// All destinations by name, with the systems that use them.
pub async fn destinations(app: &App) -> Result<Vec<Destination>, AppError> {
    app.workspace(all).await
}

fn all(workspace: &Workspace) -> Result<Vec<Destination>, AppError> {
    let mut users: HashMap<String, Vec<DestinationUser>> = HashMap::new();
    for system in workspace.systems()? {
        if let Some(destination) = system.destination {
            let user = DestinationUser { id: system.id.to_string(), name: system.name.to_string() };
            users.entry(destination).or_default().push(user);
        }
    }
    let mut found = Vec::new();
    for destination in workspace.destinations()? {
        found.push(Destination {
            systems: users.remove(&destination.id).unwrap_or_default(),
            properties: count(destination.properties.len()),
            credentials: count(workspace.credentials(&destination.id)?.len()),
            id: destination.id,
            name: destination.name.to_string(),
            description: destination.description,
        });
    }
    Ok(found)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

async fn one(app: &App, id: String) -> Result<Destination, AppError> {
    app.workspace(move |workspace| -> Result<_, AppError> {
        let found = all(workspace)?.into_iter().find(|destination| destination.id == id);
        found.ok_or_else(|| WorkspaceError::NoDestination { id }.into())
    })
    .await
}

/// Creates a destination without properties. The name keeps the rule of systems' names.
pub async fn destination_create(app: &App, called: &str, description: &str) -> Result<Destination, AppError> {
    let (called, description) = (name(called)?, one_line("description", description)?);
    let created = app
        .workspace(move |workspace| workspace.add_destination(&called, &description, &BTreeMap::new()))
        .await?;
    app.emit(Event::Landscape);
    one(app, created.id).await
}

/// Renames and describes a destination.
pub async fn destination_update(
    app: &App,
    id: &str,
    called: &str,
    description: &str,
) -> Result<Destination, AppError> {
    let edit = DestinationEdit {
        name: Some(name(called)?),
        description: Some(one_line("description", description)?),
        ..DestinationEdit::default()
    };
    let destination = id.to_owned();
    app.workspace(move |workspace| workspace.update_destination(&destination, &edit)).await?;
    app.emit(Event::Landscape);
    one(app, id.to_owned()).await
}

/// Deletes a destination with its credentials. The systems that use it keep their own properties.
pub async fn destination_delete(app: &App, id: &str) -> Result<(), AppError> {
    let destination = id.to_owned();
    app.workspace(move |workspace| workspace.destination(&destination)).await?;
    forget_credentials(app, id).await?;
    let destination = id.to_owned();
    app.workspace(move |workspace| workspace.delete_destination(&destination)).await?;
    app.reconnect(None);
    app.emit(Event::Landscape);
    Ok(())
}

/// Makes a destination of a file that SAP BTP exported: `Key=Value` lines or JSON. `called`: its name, else the file's
/// own (`Name`), else `file_name` without its ending. All or nothing; a wrong value is refused with its property.
/// Credentials that the file holds go where secrets go; masked ones count as not given.
pub async fn destination_import(
    app: &App,
    text: &str,
    called: Option<&str>,
    file_name: Option<&str>,
) -> Result<ImportedDestination, AppError> {
    let file = destination_file::read(text)
        .map_err(|bad| error(Code::ValueInvalid, format!("The file is no destination: {bad}.")).at("file"))?;
    let stem = file_name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let called = called.filter(|name| !name.trim().is_empty()).or(file.name.as_deref()).or(stem);
    let called = called.ok_or_else(|| {
        error(Code::FieldMissing, "The file names no destination.").help("Give it a name.").at("name")
    })?;
    let edit = PropertiesEdit {
        properties: file.properties.into_iter().map(|(name, value)| (name, Some(value))).collect(),
        credentials: file.credentials.into_iter().map(|(name, secret)| (name, Some(secret))).collect(),
        ..PropertiesEdit::default()
    };
    let findings = of_nothing(&edit);
    if let Some(wrong) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        return Err(refusal(wrong));
    }
    let created = destination_create(app, called, &file.description).await?;
    if let Err(refused) = properties_save(app, &created.id, edit).await {
        // Nothing stays of what could not be kept whole.
        destination_delete(app, &created.id).await?;
        return Err(refused);
    }
    Ok(ImportedDestination { destination: one(app, created.id).await?, masked: file.masked, findings })
}

/// Findings of an edit to a destination that holds nothing yet.
fn of_nothing(edit: &PropertiesEdit) -> Vec<crate::api::PropertyFinding> {
    let nothing =
        State { level: None, own: BTreeMap::new(), inherited: BTreeMap::new(), credentials: BTreeMap::new() };
    let mut findings = of_edit(edit);
    findings.extend(nothing.edited(edit, None, now()).findings(None, now()));
    findings
}

/// Puts a destination behind a system's own properties, or (`None`) none. Where that changes a host, every credential
/// of the system must be given again.
pub async fn destination_use(app: &App, system: &str, destination: Option<&str>) -> Result<(), AppError> {
    let edit = PropertiesEdit {
        destination: Some(destination.unwrap_or_default().to_owned()),
        ..PropertiesEdit::default()
    };
    properties_save(app, system, edit).await.map(drop)
}
