//! Systems as a file that SAP Cloud Identity Services and Zonedesk open.

use std::collections::BTreeSet;

use zonedesk_transform::{DEFAULT_READ, DEFAULT_WRITE};
use zonedesk_workspace::{System, SystemId, TransformationKind, Workspace};

use super::chosen::{chosen, file_name};
use super::shape::{ENCRYPTED, Extra, History, Members, Version};
use super::write::{Exported, write};
use crate::api::{AppError, JsonExport, JsonExportQuery};
use crate::app::App;
use crate::landscape::level_of;
use crate::system_transformations::in_use;

/// The file. Credentials are named in it, never told.
pub async fn export_json(app: &App, query: JsonExportQuery) -> Result<JsonExport, AppError> {
    app.workspace(move |workspace| {
        let systems = chosen(workspace, &query.systems)?;
        let exported = systems
            .iter()
            .map(|system| exported(workspace, system, query.history))
            .collect::<Result<Vec<_>, AppError>>()?;
        Ok::<_, AppError>(JsonExport {
            file_name: file_name(&systems, "systems", "json"),
            text: write(&exported),
        })
    })
    .await
}

fn exported(workspace: &Workspace, system: &System, history: bool) -> Result<Exported, AppError> {
    let parent = system.parent.map(|parent| workspace.system(parent)).transpose()?;
    let read = versions(workspace, system.id, TransformationKind::Read, history)?;
    let write = versions(workspace, system.id, TransformationKind::Write, history)?;
    let newest = |versions: &[Version], default: &str| {
        versions.last().map_or_else(|| default.to_owned(), |version| version.text.clone())
    };
    Ok(Exported {
        id: system.id.to_string(),
        name: system.name.to_string(),
        description: system.description.clone(),
        enabled: system.enabled,
        properties: system.effective_properties(),
        credentials: credentials(workspace, system)?,
        read: newest(&read, DEFAULT_READ),
        write: newest(&write, DEFAULT_WRITE),
        extra: Extra {
            level: level_of(system.level),
            parent: parent.map(|parent| parent.name.to_string()),
            tags: system.tags.clone(),
            colour: system.colour,
            notes: system.notes.clone(),
            favourite: system.favourite,
            history: history.then_some(History { read, write }),
        },
        imported: system.imported.clone(),
    })
}

/// Those that are kept, and those that the file it came from named.
fn credentials(workspace: &Workspace, system: &System) -> Result<BTreeSet<String>, AppError> {
    let mut names: BTreeSet<String> = workspace.effective_credentials(system)?.into_keys().collect();
    let imported = system.imported.as_deref().and_then(Members::of);
    if let Some(named) = imported.and_then(|members| members.get(ENCRYPTED)).and_then(Members::of) {
        names.extend(named.0.into_iter().map(|(name, _)| name));
    }
    Ok(names)
}

/// The versions, the oldest first; only the one in use where the history is not wanted. None where nobody looked at the
/// transformation yet: it is the default.
fn versions(
    workspace: &Workspace,
    system: SystemId,
    kind: TransformationKind,
    history: bool,
) -> Result<Vec<Version>, AppError> {
    if history {
        // A history begins with what is in use.
        in_use(workspace, system, kind.into())?;
    }
    let mut found = Vec::new();
    let known = workspace.transformation_versions(system, kind)?;
    for version in known.iter().take(if history { known.len() } else { 1 }) {
        let (version, text) = workspace.transformation_version(system, kind, version.number)?;
        let zonedesk_workspace::TransformationVersion { at, who, description, .. } = version;
        found.push(Version { at, who, description, text });
    }
    found.reverse();
    Ok(found)
}
