//! The desktop ends its programs with SIGTERM at logout. That is no crash: size and place of the window are kept, as
//! when a person closes it.

#[cfg(unix)]
pub fn on_terminate(app: tauri::AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};

    tauri::async_runtime::spawn(async move {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
                app.exit(0);
            }
            Err(error) => tracing::warn!("the end of the session will not be heard: {error}"),
        }
    });
}

/// Windows asks the window itself, as a person does.
#[cfg(not(unix))]
pub fn on_terminate(_app: tauri::AppHandle) {}
