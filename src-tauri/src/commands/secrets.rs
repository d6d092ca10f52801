//! Where secrets go, and the vault's passphrase.

use tauri::State;
use zonedesk_app::api::{AppError, SecretsMovable, SecretsMoved, SecretsStatus, SecretsTarget};
use zonedesk_app::{App, secrets};

#[tauri::command]
pub async fn vault_unlock(app: State<'_, App>, passphrase: String) -> Result<SecretsStatus, AppError> {
    secrets::vault_unlock(&app, passphrase).await
}

#[tauri::command]
pub async fn vault_lock(app: State<'_, App>) -> Result<SecretsStatus, AppError> {
    secrets::vault_lock(&app).await
}

#[tauri::command]
pub async fn vault_passphrase(app: State<'_, App>, passphrase: String) -> Result<SecretsStatus, AppError> {
    secrets::vault_passphrase(&app, passphrase).await
}

#[tauri::command]
pub async fn secrets_movable(app: State<'_, App>, to: SecretsTarget) -> Result<SecretsMovable, AppError> {
    secrets::secrets_movable(&app, to).await
}

#[tauri::command]
pub async fn secrets_move(app: State<'_, App>, to: SecretsTarget) -> Result<SecretsMoved, AppError> {
    secrets::secrets_move(&app, to).await
}
