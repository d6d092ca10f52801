//! People from files. Which file, the person says in the desktop's dialog.

use tauri::{State, WebviewWindow};
use zonedesk_app::api::{
    AppError, Change, PeopleEdit, PeopleFile, PeopleImport, PeoplePage, PeoplePurpose, PeopleQuery,
    PeopleSettings,
};
use zonedesk_app::{App, bulk_import};

use crate::save;

/// None where the person chose no file.
#[tauri::command]
pub async fn people_choose(
    app: State<'_, App>,
    window: WebviewWindow,
    system: String,
    purpose: PeoplePurpose,
) -> Result<Option<PeopleImport>, AppError> {
    let Some(path) = save::choose(&window, "people.csv").await else { return Ok(None) };
    let file = PeopleFile { system, purpose, path, settings: PeopleSettings::default() };
    bulk_import::people_import(&app, file).await.map(Some)
}

#[tauri::command]
pub async fn people_again(
    app: State<'_, App>,
    import: String,
    settings: PeopleSettings,
) -> Result<PeopleImport, AppError> {
    bulk_import::people_again(&app, &import, settings).await
}

#[tauri::command]
pub async fn people_rows(app: State<'_, App>, query: PeopleQuery) -> Result<PeoplePage, AppError> {
    bulk_import::people_rows(&app, &query).await
}

#[tauri::command]
pub async fn people_edit(app: State<'_, App>, edit: PeopleEdit) -> Result<PeopleImport, AppError> {
    bulk_import::people_edit(&app, edit).await
}

#[tauri::command]
pub async fn people_change(app: State<'_, App>, import: String) -> Result<Change, AppError> {
    bulk_import::people_change(&app, &import).await
}

#[tauri::command]
pub async fn people_discard(app: State<'_, App>, import: String) -> Result<(), AppError> {
    bulk_import::people_discard(&app, &import).await
}

/// None where the person chose no place.
#[tauri::command]
pub async fn people_result(
    app: State<'_, App>,
    window: WebviewWindow,
    import: String,
    entry: Option<i64>,
    name: String,
) -> Result<Option<String>, AppError> {
    let Some(path) = save::ask(&window, &name).await else { return Ok(None) };
    bulk_import::people_result(&app, &import, entry, path.clone()).await?;
    Ok(Some(path.display().to_string()))
}
