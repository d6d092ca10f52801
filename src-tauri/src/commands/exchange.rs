//! Systems that leave and come as files.

use tauri::State;
use zonedesk_app::api::{
    AppError, IdmCsv, IdmCsvQuery, ImportApproval, ImportFile, ImportPlan, ImportResult, JsonExport,
    JsonExportQuery,
};
use zonedesk_app::{App, exchange};

#[tauri::command]
pub async fn idm_csv(app: State<'_, App>, query: IdmCsvQuery) -> Result<IdmCsv, AppError> {
    exchange::idm_csv::idm_csv(&app, query).await
}

#[tauri::command]
pub async fn export_json(app: State<'_, App>, query: JsonExportQuery) -> Result<JsonExport, AppError> {
    exchange::export::export_json(&app, query).await
}

#[tauri::command]
pub async fn import_plan(app: State<'_, App>, files: Vec<ImportFile>) -> Result<ImportPlan, AppError> {
    exchange::import::import_plan(&app, files).await
}

#[tauri::command]
pub async fn import_discard(app: State<'_, App>, plan: String) -> Result<(), AppError> {
    exchange::import::import_discard(&app, &plan).await;
    Ok(())
}

#[tauri::command]
pub async fn import_apply(app: State<'_, App>, approval: ImportApproval) -> Result<ImportResult, AppError> {
    exchange::import::import_apply(&app, approval).await
}
