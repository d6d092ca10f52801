use tauri::WebviewWindow;

/// The page has drawn its first frame.
#[tauri::command]
pub fn window_ready(window: WebviewWindow) {
    crate::window::show(&window);
}

/// Something went wrong in the page that nobody caught, see `page_faults.js`.
#[tauri::command]
pub fn page_fault(kind: &str, text: &str) {
    tracing::error!("page {kind}: {text}");
}
