//! The one door for changes: plan, look, apply.

use tauri::State;
use zonedesk_app::api::{AppError, Approval, Change, Job, Plan, PlanRequest};
use zonedesk_app::{App, changes};

#[tauri::command]
pub async fn plan(app: State<'_, App>, change: Change) -> Result<Plan, AppError> {
    changes::plan(&app, change).await
}

#[tauri::command]
pub async fn plan_reload(app: State<'_, App>, plan: String) -> Result<Plan, AppError> {
    changes::plan_reload(&app, &plan).await
}

#[tauri::command]
pub async fn plan_request(app: State<'_, App>, plan: String, number: u32) -> Result<PlanRequest, AppError> {
    changes::plan_request(&app, &plan, number).await
}

#[tauri::command]
pub async fn plan_discard(app: State<'_, App>, plan: String) -> Result<(), AppError> {
    changes::plan_discard(&app, &plan).await
}

#[tauri::command]
pub async fn apply(app: State<'_, App>, approval: Approval) -> Result<Job, AppError> {
    changes::apply(&app, approval).await
}
