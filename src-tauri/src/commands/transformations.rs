//! Transformations of a system, and what was done about it.

use tauri::State;
use zonedesk_app::api::{
    AppError, Attempt, EffectOne, EffectPage, EffectQuery, EffectStart, HistoryPage, HistoryQuery, Job,
    LandscapeComparison, Language, MappingAct, MappingTable, NewVersion, SamplePage, SamplePath, SampleQuery,
    TextEdit, Transformation, TransformationCheck, TransformationComparison, TransformationDraft,
    TransformationFile, TransformationKind, TransformationSide, TransformationVersion, Tried,
};
use zonedesk_app::{App, system_history, system_transformations};

#[tauri::command]
pub async fn transformation(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
) -> Result<Transformation, AppError> {
    system_transformations::transformation(&app, &system, kind).await
}

#[tauri::command]
pub async fn transformation_versions(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
) -> Result<Vec<TransformationVersion>, AppError> {
    system_transformations::transformation_versions(&app, &system, kind).await
}

#[tauri::command]
pub async fn transformation_text(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    side: TransformationSide,
) -> Result<String, AppError> {
    system_transformations::transformation_text(&app, &system, kind, side).await
}

#[tauri::command]
pub async fn transformation_check(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    text: String,
) -> Result<TransformationCheck, AppError> {
    system_transformations::transformation_check(&app, &system, kind, text).await
}

#[tauri::command]
pub async fn transformation_language(app: State<'_, App>, system: String) -> Result<Language, AppError> {
    system_transformations::transformation_language(&app, &system).await
}

#[tauri::command]
pub async fn transformation_mappings(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    text: String,
) -> Result<MappingTable, AppError> {
    system_transformations::transformation_mappings(&app, &system, kind, text).await
}

#[tauri::command]
pub async fn transformation_edit(text: String, acts: Vec<MappingAct>) -> Result<Vec<TextEdit>, AppError> {
    system_transformations::transformation_edit(text, acts).await
}

#[tauri::command]
pub async fn transformation_compare(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    before: TransformationSide,
    after: TransformationSide,
) -> Result<TransformationComparison, AppError> {
    system_transformations::transformation_compare(&app, &system, kind, before, after).await
}

#[tauri::command]
pub async fn transformation_merge(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    before: TransformationSide,
    after: TransformationSide,
    taken: Vec<String>,
) -> Result<String, AppError> {
    system_transformations::transformation_merge(&app, &system, kind, before, after, taken).await
}

#[tauri::command]
pub async fn transformation_file(name: String, text: String) -> Result<TransformationFile, AppError> {
    system_transformations::transformation_file(&name, text).await
}

#[tauri::command]
pub async fn transformation_landscape(
    app: State<'_, App>,
    kind: TransformationKind,
    against: TransformationSide,
    system: Option<String>,
) -> Result<LandscapeComparison, AppError> {
    system_transformations::transformation_landscape(&app, kind, against, system.as_deref()).await
}

#[tauri::command]
pub async fn transformation_samples(app: State<'_, App>, query: SampleQuery) -> Result<SamplePage, AppError> {
    system_transformations::transformation_samples(&app, query).await
}

#[tauri::command]
pub async fn transformation_paths(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    entity: String,
) -> Result<Vec<SamplePath>, AppError> {
    system_transformations::transformation_paths(&app, &system, kind, entity).await
}

#[tauri::command]
pub async fn transformation_try(
    app: State<'_, App>,
    attempt: Attempt,
    text: String,
) -> Result<Tried, AppError> {
    system_transformations::transformation_try(&app, attempt, text).await
}

#[tauri::command]
pub async fn transformation_effect_start(app: State<'_, App>, effect: EffectStart) -> Result<Job, AppError> {
    system_transformations::transformation_effect_start(&app, effect).await
}

#[tauri::command]
pub async fn transformation_effect(app: State<'_, App>, query: EffectQuery) -> Result<EffectPage, AppError> {
    system_transformations::transformation_effect(&app, &query).await
}

#[tauri::command]
pub async fn transformation_effect_one(
    app: State<'_, App>,
    job: String,
    entity: String,
    id: String,
) -> Result<EffectOne, AppError> {
    system_transformations::transformation_effect_one(&app, &job, &entity, &id).await
}

#[tauri::command]
pub async fn transformation_save(
    app: State<'_, App>,
    version: NewVersion,
    text: String,
) -> Result<TransformationVersion, AppError> {
    system_transformations::transformation_save(&app, &version, text).await
}

#[tauri::command]
pub async fn transformation_apply(
    app: State<'_, App>,
    version: NewVersion,
    number: u32,
) -> Result<TransformationVersion, AppError> {
    system_transformations::transformation_apply(&app, &version, number).await
}

#[tauri::command]
pub async fn transformation_reset(
    app: State<'_, App>,
    version: NewVersion,
) -> Result<TransformationVersion, AppError> {
    system_transformations::transformation_reset(&app, &version).await
}

#[tauri::command]
pub async fn transformation_default(
    app: State<'_, App>,
    version: NewVersion,
) -> Result<TransformationVersion, AppError> {
    system_transformations::transformation_default(&app, &version).await
}

#[tauri::command]
pub async fn draft_save(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
    base: u32,
    text: String,
) -> Result<TransformationDraft, AppError> {
    system_transformations::draft_save(&app, &system, kind, base, text).await
}

#[tauri::command]
pub async fn draft_discard(
    app: State<'_, App>,
    system: String,
    kind: TransformationKind,
) -> Result<(), AppError> {
    system_transformations::draft_discard(&app, &system, kind).await
}

#[tauri::command]
pub async fn system_history(app: State<'_, App>, query: HistoryQuery) -> Result<HistoryPage, AppError> {
    system_history::system_history(&app, query).await
}

#[tauri::command]
pub async fn system_history_csv(app: State<'_, App>, query: HistoryQuery) -> Result<String, AppError> {
    system_history::system_history_csv(&app, query).await
}
