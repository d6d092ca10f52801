/// Something went wrong in the page that nobody caught, see `page_faults.js`.
#[tauri::command]
pub fn page_fault(kind: &str, text: &str) {
    tracing::error!("page {kind}: {text}");
}
