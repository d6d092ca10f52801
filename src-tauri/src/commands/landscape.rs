//! The tree of systems, the demo, and what an account looks like from above.

use tauri::State;
use zonedesk_app::api::{
    AppError, DeletedSystem, DeletionPlan, DifferencePage, DifferenceQuery, FolderOverview, Job, Landscape,
    NewSystem, Overview, PastUser, SystemEdit, SystemNode, TestStep, Timestamp,
};
use zonedesk_app::{
    App, connection_test, deletion, demo, differences, duplicate, landscape, overview, refresh,
};

#[tauri::command]
pub async fn landscape(app: State<'_, App>) -> Result<Landscape, AppError> {
    landscape::landscape(&app).await
}

#[tauri::command]
pub async fn demo_open(app: State<'_, App>) -> Result<Landscape, AppError> {
    demo::demo_open(&app).await
}

#[tauri::command]
pub async fn demo_close(app: State<'_, App>) -> Result<Landscape, AppError> {
    demo::demo_close(&app).await
}

#[tauri::command]
pub async fn system_add(app: State<'_, App>, system: NewSystem) -> Result<SystemNode, AppError> {
    landscape::system_add(&app, system).await
}

#[tauri::command]
pub async fn system_update(
    app: State<'_, App>,
    id: String,
    edit: SystemEdit,
) -> Result<SystemNode, AppError> {
    landscape::system_update(&app, &id, edit).await
}

#[tauri::command]
pub async fn system_duplicate(
    app: State<'_, App>,
    id: String,
    name: Option<String>,
    credentials: bool,
) -> Result<SystemNode, AppError> {
    duplicate::system_duplicate(&app, &id, name.as_deref(), credentials).await
}

#[tauri::command]
pub async fn system_delete_plan(app: State<'_, App>, id: String) -> Result<DeletionPlan, AppError> {
    deletion::system_delete_plan(&app, &id).await
}

#[tauri::command]
pub async fn system_delete(app: State<'_, App>, id: String, confirm: String) -> Result<(), AppError> {
    deletion::system_delete(&app, &id, &confirm).await
}

#[tauri::command]
pub async fn systems_deleted(app: State<'_, App>) -> Result<Vec<DeletedSystem>, AppError> {
    deletion::systems_deleted(&app).await
}

#[tauri::command]
pub async fn system_restore(app: State<'_, App>, id: String) -> Result<SystemNode, AppError> {
    deletion::system_restore(&app, &id).await
}

#[tauri::command]
pub async fn system_test(app: State<'_, App>, id: String) -> Result<Vec<TestStep>, AppError> {
    connection_test::system_test(&app, &id).await
}

#[tauri::command]
pub async fn refresh(app: State<'_, App>, system: String) -> Result<Job, AppError> {
    refresh::refresh(&app, &system).await
}

#[tauri::command]
pub async fn refresh_whole(app: State<'_, App>, system: String) -> Result<Job, AppError> {
    refresh::refresh_whole(&app, &system).await
}

#[tauri::command]
pub async fn user_at(
    app: State<'_, App>,
    system: String,
    user: String,
    at: Timestamp,
) -> Result<PastUser, AppError> {
    differences::user_at(&app, &system, &user, at).await
}

#[tauri::command]
pub async fn differences(app: State<'_, App>, query: DifferenceQuery) -> Result<DifferencePage, AppError> {
    differences::differences(&app, query).await
}

#[tauri::command]
pub async fn overview(app: State<'_, App>, system: String) -> Result<Overview, AppError> {
    overview::overview(&app, &system).await
}

#[tauri::command]
pub async fn folder_overview(app: State<'_, App>, system: String) -> Result<FolderOverview, AppError> {
    overview::folder_overview(&app, &system).await
}
