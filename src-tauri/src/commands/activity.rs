//! Jobs that run, and the journal of what was done.

use tauri::State;
use zonedesk_app::api::{
    ActivityDetail, ActivityEntry, ActivityPage, ActivityQuery, AppError, Job, JobAttempt, JournalCheck,
};
use zonedesk_app::{App, activity, jobs};

#[tauri::command]
pub async fn jobs(app: State<'_, App>) -> Result<Vec<Job>, AppError> {
    jobs::jobs(&app).await
}

#[tauri::command]
pub async fn job_attempts(app: State<'_, App>, id: String) -> Result<Vec<JobAttempt>, AppError> {
    jobs::job_attempts(&app, &id).await
}

#[tauri::command]
pub async fn job_cancel(app: State<'_, App>, id: String) -> Result<(), AppError> {
    jobs::job_cancel(&app, &id).await
}

#[tauri::command]
pub async fn activity_page(app: State<'_, App>, query: ActivityQuery) -> Result<ActivityPage, AppError> {
    activity::activity_page(&app, &query).await
}

#[tauri::command]
pub async fn activity_detail(app: State<'_, App>, entry: i64) -> Result<ActivityDetail, AppError> {
    activity::activity_detail(&app, entry).await
}

#[tauri::command]
pub async fn activity_csv(app: State<'_, App>, entry: i64) -> Result<String, AppError> {
    activity::activity_csv(&app, entry).await
}

#[tauri::command]
pub async fn journal_verify(app: State<'_, App>) -> Result<JournalCheck, AppError> {
    activity::journal_verify(&app).await
}

#[tauri::command]
pub async fn interrupted(app: State<'_, App>) -> Result<Vec<ActivityEntry>, AppError> {
    activity::interrupted(&app).await
}

#[tauri::command]
pub async fn interrupted_settle(app: State<'_, App>, entry: i64) -> Result<(), AppError> {
    activity::interrupted_settle(&app, entry).await
}
