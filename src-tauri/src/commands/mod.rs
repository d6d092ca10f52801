//! The commands of the window, a file for each feature. A command takes arguments, calls `zonedesk_app`, returns.

mod frame;

use tauri::Wry;
use tauri::ipc::Invoke;

/// Every command by name; `ui/src/api/api.ts` is the other side of this table.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![frame::page_fault, frame::window_ready]
}
