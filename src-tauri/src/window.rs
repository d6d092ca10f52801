//! The one window: there at once, on a ground of the theme's colour, back where it stood.

use tauri::plugin::TauriPlugin;
use tauri::window::Color;
use tauri::{AppHandle, Manager as _, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;
use zonedesk_app::api::Theme;

const LABEL: &str = "main";

/// Opens the window. It is shown before its page has drawn: a hidden page is laid out at no size and gets no frames,
/// so it would draw twice, and later. The ground spares the eye the white between.
///
/// `place`: where its page begins, from [`zonedesk_app::links::place`]; a page that is loaded anew stays where it is.
pub fn open(app: &AppHandle, theme: Theme, place: Option<&str>) -> tauri::Result<WebviewWindow> {
    let begin = place.map(|place| format!("if (!location.hash) location.replace('#{place}');"));
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Zonedesk")
        .inner_size(1440.0, 900.0)
        .min_inner_size(960.0, 600.0)
        // files that are dropped go to the page, as in a browser: it gets what they hold and never a path
        .disable_drag_drop_handler()
        .initialization_script(include_str!("page_faults.js"))
        .initialization_script(begin.unwrap_or_default())
        .visible(false)
        .build()?;
    window.set_background_color(Some(ground(theme, &window)))?;
    window.show()?;
    Ok(window)
}

/// `sapBackgroundColor` of the Horizon themes.
fn ground(theme: Theme, window: &WebviewWindow) -> Color {
    let dark_desktop = || matches!(window.theme(), Ok(tauri::Theme::Dark));
    match theme {
        Theme::System if dark_desktop() => ground(Theme::Dark, window),
        Theme::System | Theme::Light => Color(0xf5, 0xf6, 0xf7, 0xff),
        Theme::Dark => Color(0x12, 0x17, 0x1c, 0xff),
        Theme::HighContrastBlack => Color(0x00, 0x00, 0x00, 0xff),
        Theme::HighContrastWhite => Color(0xff, 0xff, 0xff, 0xff),
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

/// Keeps size and place over restarts. Not whether it was visible: it always is.
pub fn remember_place() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(
            StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN,
        )
        .build()
}

/// On a virtual machine or terminal server, WebKitGTK draws through a graphics processor imitated in software: that
/// takes 100 MB, and twice the time to the first rows. Without one the program starts once more, told to paint by
/// itself; WebKitGTK looks at its environment alone. Comes before anything else in `main`.
#[cfg(target_os = "linux")]
pub fn paint_plainly_without_graphics_processor() -> std::io::Result<()> {
    const VARIABLE: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
    // the kernel's Direct Rendering Infrastructure
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let has_one =
        devices.into_iter().any(|device| device.file_name().to_string_lossy().starts_with("renderD"));
    if has_one || std::env::var_os(VARIABLE).is_some() {
        return Ok(());
    }
    Err(crate::child::begin_again(VARIABLE, "1"))
}
