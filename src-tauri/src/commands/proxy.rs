//! Where the proxy is, and who may call it.

use tauri::State;
use zonedesk_app::api::{AppError, Consumer, ConsumerEdit, ConsumerSecret, NewConsumer, ProxySettings};
use zonedesk_app::{App, consumers, proxy_settings};

#[tauri::command]
pub async fn proxy_settings(app: State<'_, App>) -> Result<ProxySettings, AppError> {
    proxy_settings::proxy_settings(&app).await
}

#[tauri::command]
pub async fn proxy_settings_save(
    app: State<'_, App>,
    settings: ProxySettings,
) -> Result<ProxySettings, AppError> {
    proxy_settings::proxy_settings_save(&app, settings).await
}

#[tauri::command]
pub async fn consumers(app: State<'_, App>, system: String) -> Result<Vec<Consumer>, AppError> {
    consumers::consumers(&app, &system).await
}

#[tauri::command]
pub async fn consumer_add(
    app: State<'_, App>,
    system: String,
    consumer: NewConsumer,
) -> Result<ConsumerSecret, AppError> {
    consumers::consumer_add(&app, &system, consumer).await
}

#[tauri::command]
pub async fn consumer_update(
    app: State<'_, App>,
    system: String,
    id: String,
    edit: ConsumerEdit,
) -> Result<ConsumerSecret, AppError> {
    consumers::consumer_update(&app, &system, &id, edit).await
}

#[tauri::command]
pub async fn consumer_delete(app: State<'_, App>, system: String, id: String) -> Result<(), AppError> {
    consumers::consumer_delete(&app, &system, &id).await
}
