//! The window of the same shell with nothing in it: what the start of the app is measured against.

// only opening it is wanted of the real one
#[allow(dead_code)]
#[path = "../../src/child.rs"]
mod child;
#[allow(dead_code)]
#[path = "../../src/window.rs"]
mod window;

use zonedesk_app::api::Theme;

fn main() -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    window::paint_plainly_without_graphics_processor()?;
    tauri::Builder::default()
        .plugin(window::remember_place())
        .setup(|app| Ok(window::open(app.handle(), Theme::Light, None).map(drop)?))
        .run(tauri::generate_context!("examples/empty_window/tauri.conf.json"))
}
