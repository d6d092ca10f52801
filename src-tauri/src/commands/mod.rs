//! The commands of the window, a file for each feature. A command takes arguments, calls `zonedesk_app`, returns.

mod activity;
mod backup;
mod bulk_import;
mod changes;
mod credentials;
mod exchange;
mod files;
mod frame;
mod landscape;
mod palette;
mod properties;
mod proxy;
mod role_collections;
mod secrets;
mod session;
mod transformations;
mod users;

use tauri::Wry;
use tauri::ipc::Invoke;

/// Every command by name; `ui/src/api/api.ts` is the other side of this table.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        frame::page_fault,
        session::start,
        session::workspace_open_copy,
        session::workspace_start_new,
        session::secrets_this_run,
        session::settings_save,
        session::open_log_folder,
        secrets::vault_unlock,
        secrets::vault_lock,
        secrets::vault_passphrase,
        secrets::secrets_movable,
        secrets::secrets_move,
        backup::backup,
        backup::backup_choose,
        backup::restore,
        backup::workspace_size,
        landscape::landscape,
        landscape::demo_open,
        landscape::demo_close,
        landscape::system_add,
        landscape::system_update,
        landscape::system_duplicate,
        landscape::system_delete_plan,
        landscape::system_delete,
        landscape::systems_deleted,
        landscape::system_restore,
        landscape::system_test,
        credentials::credentials_read,
        credentials::credential_by_hand,
        credentials::credentials_discard,
        credentials::credential_test,
        credentials::systems_add_found,
        credentials::system_rotate,
        landscape::refresh,
        landscape::refresh_whole,
        landscape::differences,
        landscape::user_at,
        landscape::overview,
        landscape::folder_overview,
        users::users_page,
        users::user,
        users::people_resolve,
        role_collections::role_collections_page,
        role_collections::role_collection,
        role_collections::members_page,
        bulk_import::people_choose,
        bulk_import::people_again,
        bulk_import::people_rows,
        bulk_import::people_edit,
        bulk_import::people_change,
        bulk_import::people_discard,
        bulk_import::people_result,
        changes::plan,
        changes::plan_reload,
        changes::plan_request,
        changes::plan_discard,
        changes::apply,
        activity::jobs,
        activity::job_attempts,
        activity::job_cancel,
        activity::activity_page,
        activity::activity_detail,
        activity::activity_csv,
        activity::journal_verify,
        activity::interrupted,
        activity::interrupted_settle,
        palette::palette,
        properties::known_properties,
        properties::properties,
        properties::properties_as_text,
        properties::properties_of_text,
        properties::properties_check,
        properties::properties_save,
        properties::destinations,
        properties::destination_create,
        properties::destination_update,
        properties::destination_delete,
        properties::destination_import,
        transformations::transformation,
        transformations::transformation_versions,
        transformations::transformation_text,
        transformations::transformation_check,
        transformations::transformation_language,
        transformations::transformation_mappings,
        transformations::transformation_edit,
        transformations::transformation_compare,
        transformations::transformation_merge,
        transformations::transformation_file,
        transformations::transformation_landscape,
        transformations::transformation_samples,
        transformations::transformation_paths,
        transformations::transformation_try,
        transformations::transformation_effect_start,
        transformations::transformation_effect,
        transformations::transformation_effect_one,
        transformations::transformation_save,
        transformations::transformation_apply,
        transformations::transformation_reset,
        transformations::transformation_default,
        transformations::draft_save,
        transformations::draft_discard,
        transformations::system_history,
        transformations::system_history_csv,
        files::save_text,
        files::list_export,
        exchange::idm_csv,
        exchange::export_json,
        exchange::import_plan,
        exchange::import_discard,
        exchange::import_apply,
        proxy::proxy_settings,
        proxy::proxy_settings_save,
        proxy::consumers,
        proxy::consumer_add,
        proxy::consumer_update,
        proxy::consumer_delete,
    ]
}
