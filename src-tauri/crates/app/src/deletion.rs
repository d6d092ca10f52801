//! Deleting systems, and bringing them back. The accounts themselves are never touched.

use zonedesk_workspace::{System, SystemId, Workspace};

use crate::api::{AppError, DeletedSystem, DeletionPlan, Event, SystemNode, TransformationKind};
use crate::app::{App, now, system_id};
use crate::errors::{Code, error};
use crate::landscape::{self, is_production};
use crate::secret_keeping::forget_credentials;
use crate::session::who;

/// What would go with a system.
pub async fn system_delete_plan(app: &App, id: &str) -> Result<DeletionPlan, AppError> {
    let id = system_id(id)?;
    app.workspace(move |workspace| plan(workspace, id)).await
}

fn plan(workspace: &Workspace, id: SystemId) -> Result<DeletionPlan, AppError> {
    let system = workspace.system(id)?;
    let systems = workspace.systems()?;
    let named = |system: &System| system.name.to_string();
    let mut drafts = Vec::new();
    let mut versions = 0;
    for kind in [TransformationKind::Read, TransformationKind::Write] {
        versions += workspace.transformation_versions(id, kind.into())?.len();
        if workspace.transformation_draft(id, kind.into())?.is_some() {
            drafts.push(kind);
        }
    }
    Ok(DeletionPlan {
        system: id.to_string(),
        users: system.snapshot.as_ref().map(|snapshot| snapshot.users),
        role_collections: system.snapshot.as_ref().map(|snapshot| snapshot.role_collections),
        credentials: workspace.credentials(&id.to_string())?.into_keys().collect(),
        consumers: workspace.consumers(id)?.into_iter().map(|consumer| consumer.id).collect(),
        drafts,
        properties: u32::try_from(system.properties.len()).unwrap_or(u32::MAX),
        versions: u32::try_from(versions).unwrap_or(u32::MAX),
        below: systems.iter().filter(|below| below.parent == Some(id)).map(named).collect(),
        above: systems.iter().find(|above| Some(above.id) == system.parent).map(named),
        confirm: is_production(&system).then(|| named(&system)),
        name: named(&system),
    })
}

/// Deletes a system with its snapshot and credentials; what is below it moves up. All else can be brought back by
/// [`system_restore`]. `confirm`: its name, where the plan asks for it.
pub async fn system_delete(app: &App, id: &str, confirm: &str) -> Result<(), AppError> {
    let id = system_id(id)?;
    let system = app.workspace(move |workspace| workspace.system(id)).await?;
    if is_production(&system) && confirm.trim() != system.name.as_str() {
        return Err(error(Code::ConfirmMissing, format!("This must be confirmed: type {}.", system.name))
            .help("The system is tagged production.")
            .at("confirm"));
    }
    forget_credentials(app, &id.to_string()).await?;
    app.workspace(move |workspace| workspace.delete_system_restorably(id, now(), &who(workspace)?)).await?;
    app.given().remove(&id);
    app.0.connections.forget(id);
    app.emit(Event::Landscape);
    Ok(())
}

/// Systems that can be brought back, the last deleted first.
pub async fn systems_deleted(app: &App) -> Result<Vec<DeletedSystem>, AppError> {
    let systems = app.workspace(Workspace::deleted_systems).await?;
    Ok(systems.into_iter().map(deleted).collect())
}

fn deleted(system: zonedesk_workspace::DeletedSystem) -> DeletedSystem {
    DeletedSystem {
        id: system.id.to_string(),
        name: system.name.to_string(),
        level: landscape::level_of(system.level),
        description: system.description,
        at: system.at,
        who: system.who,
    }
}

/// Brings a deleted system back with its history. Its credentials must be given again, and its account read anew.
pub async fn system_restore(app: &App, id: &str) -> Result<SystemNode, AppError> {
    let id = system_id(id)?;
    let system =
        app.workspace(move |workspace| workspace.restore_system(id, now(), &who(workspace)?)).await?;
    app.emit(Event::Landscape);
    Ok(landscape::node(app, system, &app.demo().addresses()))
}
