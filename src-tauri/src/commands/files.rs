//! Files that a person saves. The page says what is in them, never where they are.

use tauri::WebviewWindow;
use zonedesk_app::api::AppError;
use zonedesk_app::files;

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
