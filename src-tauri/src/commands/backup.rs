//! Backup and restore. Which files, the person says in the desktop's dialogs.

use std::sync::PoisonError;

use tauri::{State, WebviewWindow};
use zonedesk_app::api::{AppError, Backup, Start, WorkspaceSize};
use zonedesk_app::{App, backup};

use crate::save::{self, Chosen};

/// None where the person chose no place.
#[tauri::command]
pub async fn backup(
    app: State<'_, App>,
    window: WebviewWindow,
    name: String,
) -> Result<Option<Backup>, AppError> {
    let Some(path) = save::ask(&window, &name).await else { return Ok(None) };
    backup::backup(&app, &path).await.map(Some)
}

/// What the chosen file holds; none where the person chose none. `restore` takes that file.
#[tauri::command]
pub async fn backup_choose(
    window: WebviewWindow,
    chosen: State<'_, Chosen>,
) -> Result<Option<Backup>, AppError> {
    let Some(path) = save::choose(&window, "backup.zonedesk").await else { return Ok(None) };
    let found = backup::backup_inspect(&path).await?;
    *chosen.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    Ok(Some(found))
}

#[tauri::command]
pub async fn restore(app: State<'_, App>, chosen: State<'_, Chosen>) -> Result<Start, AppError> {
    let path = chosen.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
    backup::restore(&app, &path).await
}

#[tauri::command]
pub async fn workspace_size(app: State<'_, App>) -> Result<WorkspaceSize, AppError> {
    backup::workspace_size(&app).await
}
