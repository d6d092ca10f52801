//! Users of an account, and people in pasted text.

use tauri::State;
use zonedesk_app::api::{AppError, PeopleResult, PeopleText, UserDetail, UserPage, UserQuery};
use zonedesk_app::{App, people, users};

#[tauri::command]
pub async fn users_page(app: State<'_, App>, query: UserQuery) -> Result<UserPage, AppError> {
    users::users_page(&app, &query).await
}

#[tauri::command]
pub async fn user(app: State<'_, App>, system: String, id: String) -> Result<UserDetail, AppError> {
    users::user(&app, &system, &id).await
}

#[tauri::command]
pub async fn people_resolve(app: State<'_, App>, people: PeopleText) -> Result<PeopleResult, AppError> {
    people::people_resolve(&app, &people).await
}
