//! Where the proxy is, who may call it, whether it runs, and who called.

use tauri::State;
use zonedesk_app::api::{
    AppError, Consumer, ConsumerEdit, ConsumerSecret, NewConsumer, ProxyCallDetail, ProxyCallPage,
    ProxyCallQuery, ProxyCounts, ProxySettings, ProxyState, Timestamp,
};
use zonedesk_app::{App, consumers, proxy_calls, proxy_running, proxy_settings};

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

#[tauri::command]
pub async fn proxy_state(app: State<'_, App>) -> Result<ProxyState, AppError> {
    proxy_running::proxy_state(&app).await
}

#[tauri::command]
pub async fn proxy_switch(app: State<'_, App>, system: String, on: bool) -> Result<ProxyState, AppError> {
    proxy_running::proxy_switch(&app, &system, on).await
}

#[tauri::command]
pub async fn proxy_restart(app: State<'_, App>) -> Result<ProxyState, AppError> {
    proxy_running::proxy_restart(&app).await
}

#[tauri::command]
pub async fn proxy_trace(
    app: State<'_, App>,
    system: String,
    minutes: Option<u32>,
) -> Result<ProxyState, AppError> {
    proxy_running::proxy_trace(&app, &system, minutes).await
}

#[tauri::command]
pub async fn proxy_calls(app: State<'_, App>, query: ProxyCallQuery) -> Result<ProxyCallPage, AppError> {
    proxy_calls::proxy_calls(&app, query).await
}

#[tauri::command]
pub async fn proxy_counts(
    app: State<'_, App>,
    system: Option<String>,
    since: Timestamp,
) -> Result<ProxyCounts, AppError> {
    proxy_calls::proxy_counts(&app, system.as_deref(), since).await
}

#[tauri::command]
pub async fn proxy_call(app: State<'_, App>, number: u64) -> Result<Option<ProxyCallDetail>, AppError> {
    proxy_calls::proxy_call(&app, number).await
}
