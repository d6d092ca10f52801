//! The start, the workspace, the settings.

use tauri::State;
use zonedesk_app::api::{AppError, Settings, Start};
use zonedesk_app::{App, files, session};

use crate::{child, log};

#[tauri::command]
pub async fn start(app: State<'_, App>) -> Result<Start, AppError> {
    session::start(&app).await
}

#[tauri::command]
pub async fn workspace_open_copy(app: State<'_, App>) -> Result<Start, AppError> {
    session::workspace_open_copy(&app).await
}

#[tauri::command]
pub async fn workspace_start_new(app: State<'_, App>) -> Result<Start, AppError> {
    session::workspace_start_new(&app).await
}

#[tauri::command]
pub async fn secrets_this_run(app: State<'_, App>) -> Result<Start, AppError> {
    session::secrets_this_run(&app).await
}

#[tauri::command]
pub async fn open_log_folder(app: State<'_, App>) -> Result<(), AppError> {
    let folder = log::folder(&session::folder(&app));
    child::show_folder(&folder).map_err(|source| files::not_shown(&folder, &source))
}

#[tauri::command]
pub async fn settings_save(app: State<'_, App>, settings: Settings) -> Result<Settings, AppError> {
    session::settings_save(&app, settings).await
}
