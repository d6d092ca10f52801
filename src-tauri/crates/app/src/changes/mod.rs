//! The one door for changes: plan → preview → apply → journal.
//!
//! [`plan`] computes every request before one is sent, from what the account holds now, and keeps them in memory.
//! [`apply`] sends exactly these. There is no other way to write to an account.

mod apply;
mod carry_out;
mod difference;
mod fresh;
mod guards;
mod import_users;
mod left;
mod members;
mod plans;
mod portions;
mod resume;
mod role_collections;
mod scene;
mod send;
mod sender;
mod sent;
mod step;
mod undo;
mod users;
mod view;
mod writer;

use std::sync::Arc;

use uuid::Uuid;
use zonedesk_scim::{Group, Timestamp, User};
use zonedesk_workspace::{Author, Entry, System};
use zonedesk_xsuaa::{Account, CallError};

use crate::api::{AppError, Change, Plan, PlanRequest};
use crate::app::{App, now};
use crate::errors::{Code, error};
use members::{Additions, Way};
use portions::Portions;
use resume::Again;
use scene::{Scene, Sketch};

pub use apply::apply;
pub(crate) use import_users::imported_fields;
pub(crate) use plans::Plans;
pub(crate) use writer::Writers;

/// A plan with all that is needed to send it, or to make it anew.
pub(crate) struct Planned {
    id: String,
    change: Change,
    base: Base,
    system: System,
    account: Account,
    sketch: Sketch,
    portions: Portions,
    made: Timestamp,
}

/// The entity as the person saw it when the change was asked for.
#[derive(Clone, Default)]
struct Base {
    user: Option<User>,
    role_collection: Option<Group>,
    /// Made anew at the person's word.
    reloaded: bool,
}

/// Computes what a change would send. Reads the entities concerned anew, in as few requests as possible; changes
/// nothing.
pub async fn plan(app: &App, change: Change) -> Result<Plan, AppError> {
    let base = Base::of(app, &change).await?;
    keep(app, Uuid::new_v4().to_string(), change, base).await
}

/// Computes a plan again from what the account holds now, which becomes known to the snapshot: nothing is stale then.
pub async fn plan_reload(app: &App, plan: &str) -> Result<Plan, AppError> {
    let planned = app.plans().get(plan)?;
    let (id, seen) = (planned.system.id, planned.sketch.seen.clone());
    app.workspace(move |workspace| workspace.change_snapshot(id, &seen, Author::Others, now())).await?;
    app.emit(crate::api::Event::System { system: id.to_string() });
    let base = Base { reloaded: true, ..planned.base.clone() };
    keep(app, planned.id.clone(), planned.change.clone(), base).await
}

/// One request of a plan in full.
pub async fn plan_request(app: &App, plan: &str, number: u32) -> Result<PlanRequest, AppError> {
    let request = app.plans().get(plan)?.request(number);
    request
        .ok_or_else(|| error(Code::ValueInvalid, format!("The plan has no request {number}.")).at("number"))
}

/// Forgets a plan. It is no error that it is gone already.
pub async fn plan_discard(app: &App, plan: &str) -> Result<(), AppError> {
    app.plans().take(plan);
    Ok(())
}

async fn keep(app: &App, id: String, change: Change, base: Base) -> Result<Plan, AppError> {
    let (scene, mut sketch) = sketch(app, &change, &base).await?;
    if sketch.steps.is_empty() && !sketch.notices.iter().any(|notice| notice.text.code == "notice.nothing") {
        sketch.inform("notice.nothing", []);
    }
    let Scene { system, account, portions, .. } = scene;
    let planned = Planned { id, change, base, system, account, sketch, portions, made: now() };
    let view = planned.view();
    app.plans().put(Arc::new(planned));
    Ok(view)
}

async fn sketch(app: &App, change: &Change, base: &Base) -> Result<(Scene, Sketch), AppError> {
    if let Change::Undo { entry } = change {
        let entry = entry_of(app, *entry).await?;
        let scene = Scene::of(app, &entry.head.draft.system.to_string()).await?;
        let sketch = undo::undo(&scene, entry, base.reloaded).await?;
        return Ok((scene, sketch));
    }
    let again = match change {
        Change::Resume { entry } => Some((*entry, Again::Open)),
        Change::Retry { entry } => Some((*entry, Again::Failed)),
        _ => None,
    };
    if let Some((number, again)) = again {
        let entry = entry_of(app, number).await?;
        let scene = Scene::of(app, &entry.head.draft.system.to_string()).await?;
        let sketch = resume::resume(&scene, entry, again, base.reloaded).await?;
        if sketch.steps.is_empty() {
            // All had been carried out.
            app.workspace(move |workspace| workspace.settle_interrupted(number)).await?;
        }
        return Ok((scene, sketch));
    }
    let scene = Scene::of(app, system(change)).await?;
    let sketch = match change {
        Change::CreateUser { user, role_collections, .. } => {
            users::create(&scene, user, role_collections).await
        }
        Change::EditUser { id, user, .. } => users::edit(&scene, id, user, base.user.as_ref()).await,
        Change::ImportUsers { import, .. } => import_users::plan(&scene, import).await,
        Change::SetActive { users, active, .. } => users::set_active(&scene, users, *active).await,
        Change::DeleteUsers { users, .. } => users::delete(&scene, users).await,
        Change::CreateRoleCollection { name, description, .. } => {
            role_collections::create(&scene, name, description).await
        }
        Change::EditRoleCollection { id, description, .. } => {
            role_collections::edit(&scene, id, description, base.role_collection.as_ref()).await
        }
        Change::DeleteRoleCollections { ids, .. } => role_collections::delete(&scene, ids).await,
        Change::AddMembers { role_collection, users, create, nested, paste, .. } => {
            let what = Additions { users, create, nested, paste: paste.clone() };
            members::add(&scene, role_collection, what).await
        }
        Change::RemoveMembers { role_collection, members, .. } => {
            members::remove(&scene, role_collection, members).await
        }
        Change::Assign { users, role_collections, .. } => {
            members::assign(&scene, users, role_collections, Way::In).await
        }
        Change::Unassign { users, role_collections, .. } => {
            members::assign(&scene, users, role_collections, Way::Out).await
        }
        Change::Undo { .. } | Change::Resume { .. } | Change::Retry { .. } => Ok(Sketch::default()),
    }?;
    Ok((scene, sketch))
}

async fn entry_of(app: &App, entry: i64) -> Result<Entry, AppError> {
    app.workspace(move |workspace| workspace.journal_entry(entry)).await
}

fn system(change: &Change) -> &str {
    match change {
        Change::CreateUser { system, .. }
        | Change::EditUser { system, .. }
        | Change::ImportUsers { system, .. }
        | Change::SetActive { system, .. }
        | Change::DeleteUsers { system, .. }
        | Change::CreateRoleCollection { system, .. }
        | Change::EditRoleCollection { system, .. }
        | Change::DeleteRoleCollections { system, .. }
        | Change::AddMembers { system, .. }
        | Change::RemoveMembers { system, .. }
        | Change::Assign { system, .. }
        | Change::Unassign { system, .. } => system,
        Change::Undo { .. } | Change::Resume { .. } | Change::Retry { .. } => "",
    }
}

impl Base {
    async fn of(app: &App, change: &Change) -> Result<Self, AppError> {
        let (user, role_collection) = match change {
            Change::EditUser { id, .. } => (Some(id.clone()), None),
            Change::EditRoleCollection { id, .. } => (None, Some(id.clone())),
            _ => return Ok(Self::default()),
        };
        let system = crate::app::system_id(system(change))?;
        app.workspace(move |workspace| {
            let Some(snapshot) = workspace.snapshot(system)? else { return Ok(Self::default()) };
            let user = user.map(|id| snapshot.user(&id)).transpose()?.flatten();
            let role_collection =
                role_collection.map(|id| snapshot.role_collection(&id, 0)).transpose()?.flatten();
            Ok::<_, zonedesk_workspace::WorkspaceError>(Self { user, role_collection, reloaded: false })
        })
        .await
    }
}

/// An id that no path can name.
fn unaddressable(source: CallError) -> AppError {
    error(Code::Unaddressable, format!("{source}.")).help("Change it in SAP BTP Cockpit.").at(source.id)
}
