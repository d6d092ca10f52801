//! Files that a person saves. The page says what is in them, never where they are.

use tauri::{State, WebviewWindow};
use zonedesk_app::api::{AppError, ListExport};
use zonedesk_app::{App, files, list_export};

use crate::save;

#[tauri::command]
pub async fn save_text(
    window: WebviewWindow,
    name: String,
    text: String,
) -> Result<Option<String>, AppError> {
    let Some(path) = save::ask(&window, &name).await else { return Ok(None) };
    files::write_text(&path, &text).await?;
    Ok(Some(path.display().to_string()))
}

/// None where the person chose no place.
#[tauri::command]
pub async fn list_export(
    app: State<'_, App>,
    window: WebviewWindow,
    name: String,
    export: ListExport,
) -> Result<Option<String>, AppError> {
    let Some(path) = save::ask(&window, &name).await else { return Ok(None) };
    list_export::export_list_to(&app, export, path.clone()).await?;
    Ok(Some(path.display().to_string()))
}
