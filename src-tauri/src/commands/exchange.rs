//! Systems that leave and come as files.

use tauri::State;
use zonedesk_app::api::{AppError, IdmCsv, IdmCsvQuery};
use zonedesk_app::{App, exchange};

#[tauri::command]
pub async fn idm_csv(app: State<'_, App>, query: IdmCsvQuery) -> Result<IdmCsv, AppError> {
    exchange::idm_csv::idm_csv(&app, query).await
}
