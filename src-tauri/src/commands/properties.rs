//! Properties of systems and destinations.

use tauri::State;
use zonedesk_app::api::{
    AppError, Destination, ImportedDestination, KnownProperty, Properties, PropertiesCheck, PropertiesEdit,
    PropertiesText,
};
use zonedesk_app::{App, destinations, properties};

#[tauri::command]
pub fn known_properties() -> Vec<KnownProperty> {
    properties::known_properties()
}

#[tauri::command]
pub async fn properties(app: State<'_, App>, owner: String) -> Result<Properties, AppError> {
    properties::properties(&app, &owner).await
}

#[tauri::command]
pub async fn properties_as_text(
    app: State<'_, App>,
    owner: String,
    edit: PropertiesEdit,
) -> Result<String, AppError> {
    properties::properties_as_text(&app, &owner, edit).await
}

#[tauri::command]
pub async fn properties_of_text(text: String) -> PropertiesText {
    properties::properties_of_text(&text)
}

#[tauri::command]
pub async fn properties_check(
    app: State<'_, App>,
    owner: String,
    edit: PropertiesEdit,
) -> Result<PropertiesCheck, AppError> {
    properties::properties_check(&app, &owner, edit).await
}

#[tauri::command]
pub async fn properties_save(
    app: State<'_, App>,
    owner: String,
    edit: PropertiesEdit,
) -> Result<Properties, AppError> {
    properties::properties_save(&app, &owner, edit).await
}

#[tauri::command]
pub async fn destinations(app: State<'_, App>) -> Result<Vec<Destination>, AppError> {
    destinations::destinations(&app).await
}

#[tauri::command]
pub async fn destination_create(
    app: State<'_, App>,
    name: String,
    description: String,
) -> Result<Destination, AppError> {
    destinations::destination_create(&app, &name, &description).await
}

#[tauri::command]
pub async fn destination_update(
    app: State<'_, App>,
    id: String,
    name: String,
    description: String,
) -> Result<Destination, AppError> {
    destinations::destination_update(&app, &id, &name, &description).await
}

#[tauri::command]
pub async fn destination_delete(app: State<'_, App>, id: String) -> Result<(), AppError> {
    destinations::destination_delete(&app, &id).await
}

#[tauri::command]
pub async fn destination_import(
    app: State<'_, App>,
    text: String,
    name: Option<String>,
    file_name: Option<String>,
) -> Result<ImportedDestination, AppError> {
    destinations::destination_import(&app, &text, name.as_deref(), file_name.as_deref()).await
}
