//! The command palette's search.

use tauri::State;
use zonedesk_app::api::{AppError, PaletteResult};
use zonedesk_app::{App, palette};

#[tauri::command]
pub async fn palette(app: State<'_, App>, text: String) -> Result<PaletteResult, AppError> {
    palette::palette(&app, &text).await
}
