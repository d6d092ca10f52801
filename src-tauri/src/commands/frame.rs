//! The page itself: what goes wrong in it.

use tauri::State;

use crate::page_lost::Lost;

/// Something went wrong in the page that nobody caught, see `page_faults.js`.
#[tauri::command]
pub fn page_fault(kind: &str, text: &str) {
    tracing::error!("page {kind}: {text}");
}

/// Whether this page came in place of one that ended by itself. Says so once.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "so tauri hands it over")]
pub fn page_lost(lost: State<'_, Lost>) -> bool {
    lost.take()
}
