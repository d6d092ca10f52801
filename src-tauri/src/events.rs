//! The one stream from the app to the page.

use tauri::{AppHandle, Emitter as _};
use tokio::sync::broadcast::error::RecvError;
use zonedesk_app::App;

const NAME: &str = "zonedesk://event";

/// Passes on what happens for as long as the app lives.
pub fn forward(window: AppHandle, app: &App) {
    let mut events = app.events();
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                Ok(event) => {
                    if let Err(error) = window.emit(NAME, event) {
                        tracing::error!("an event did not reach the page: {error}");
                    }
                }
                // the page asks again at the next event; the missed ones were older states of the same things
                Err(RecvError::Lagged(missed)) => tracing::warn!("{missed} events were missed"),
                Err(RecvError::Closed) => return,
            }
        }
    });
}
