//! Role collections of an account and their members.

use tauri::State;
use zonedesk_app::api::{
    AppError, MemberPage, MemberQuery, RoleCollectionDetail, RoleCollectionPage, RoleCollectionQuery,
};
use zonedesk_app::{App, role_collections};

#[tauri::command]
pub async fn role_collections_page(
    app: State<'_, App>,
    query: RoleCollectionQuery,
) -> Result<RoleCollectionPage, AppError> {
    role_collections::role_collections_page(&app, &query).await
}

#[tauri::command]
pub async fn role_collection(
    app: State<'_, App>,
    system: String,
    id: String,
) -> Result<RoleCollectionDetail, AppError> {
    role_collections::role_collection(&app, &system, &id).await
}

#[tauri::command]
pub async fn members_page(app: State<'_, App>, query: MemberQuery) -> Result<MemberPage, AppError> {
    role_collections::members_page(&app, &query).await
}
