//! The one window: hidden until its page has drawn, on a ground of the desktop's theme, back where it stood.

use std::time::Duration;

use tauri::plugin::TauriPlugin;
use tauri::window::Color;
use tauri::{AppHandle, Manager as _, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;

const LABEL: &str = "main";

/// `sapBackgroundColor` of the themes Horizon Morning and Horizon Evening: what is seen before the page has drawn.
const LIGHT: Color = Color(0xf5, 0xf6, 0xf7, 0xff);
const DARK: Color = Color(0x12, 0x17, 0x1c, 0xff);

/// A page that never says that it is ready (broken script, lost front-end file) must still be seen.
const SHOWN_AT_LATEST: Duration = Duration::from_secs(5);

pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Zonedesk")
        .inner_size(1440.0, 900.0)
        .min_inner_size(960.0, 600.0)
        .initialization_script(include_str!("page_faults.js"))
        .visible(false)
        .build()?;
    window.set_background_color(Some(match window.theme() {
        Ok(Theme::Dark) => DARK,
        _ => LIGHT,
    }))?;
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(SHOWN_AT_LATEST).await;
        show(&window);
    });
    Ok(())
}

/// Shows the window, once.
pub fn show(window: &WebviewWindow) {
    if matches!(window.is_visible(), Ok(false)) {
        let shown = window.show().and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::error!("the window could not be shown: {error}");
        }
    }
}

/// A second start lands here, in the first one.
pub fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let done = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = done {
            tracing::warn!("the window could not be brought to the front: {error}");
        }
    }
}

/// Keeps size and place over restarts. Not whether it was visible: [`show`] decides that.
pub fn remember_place() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(
            StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN,
        )
        .build()
}
