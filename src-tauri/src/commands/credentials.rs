//! Pasted credentials, known to the page by handle.

use tauri::State;
use zonedesk_app::api::{
    AddedSystem, AppError, CredentialsRead, FoundCredential, FoundSystem, PastedText, Rotation,
    RotationConsent, TestStep, TypedCredential,
};
use zonedesk_app::{App, credentials};

#[tauri::command]
pub async fn credentials_read(
    app: State<'_, App>,
    texts: Vec<PastedText>,
) -> Result<CredentialsRead, AppError> {
    credentials::credentials_read(&app, texts).await
}

#[tauri::command]
pub async fn credential_by_hand(
    app: State<'_, App>,
    credential: TypedCredential,
) -> Result<FoundCredential, AppError> {
    credentials::credential_by_hand(&app, credential).await
}

#[tauri::command]
pub async fn credentials_discard(app: State<'_, App>, handles: Vec<String>) -> Result<(), AppError> {
    credentials::credentials_discard(&app, &handles).await
}

#[tauri::command]
pub async fn credential_test(
    app: State<'_, App>,
    handle: String,
    name: String,
) -> Result<Vec<TestStep>, AppError> {
    credentials::credential_test(&app, &handle, &name).await
}

#[tauri::command]
pub async fn systems_add_found(
    app: State<'_, App>,
    systems: Vec<FoundSystem>,
) -> Result<Vec<AddedSystem>, AppError> {
    credentials::systems_add_found(&app, systems).await
}

#[tauri::command]
pub async fn system_rotate(
    app: State<'_, App>,
    id: String,
    handle: String,
    consent: RotationConsent,
) -> Result<Rotation, AppError> {
    credentials::system_rotate(&app, &id, &handle, consent).await
}
