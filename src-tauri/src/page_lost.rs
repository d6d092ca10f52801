//! The page is drawn by a process of the web engine's own. Where that ends, by a fault of the engine or for want of
//! memory, an empty window would be left while everything behind it goes on: the page is loaded anew and says so.
//! WebView2 tells the person itself.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::{Manager as _, Webview};

use crate::fault;

/// A page that ends again so soon would do so for ever.
const AGAIN: Duration = Duration::from_secs(10);

/// Part of the state of the app.
#[derive(Default)]
pub struct Lost(Mutex<Last>);

#[derive(Default)]
struct Last {
    at: Option<Instant>,
    untold: bool,
}

impl Lost {
    /// Whether the page that asks came in place of one that ended. Says so once.
    pub fn take(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lost = std::mem::take(&mut last.untold);
        tracing::info!(anew = lost, "the page has begun");
        lost
    }

    fn is_again(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.untold = true;
        last.at.replace(Instant::now()).is_some_and(|at| at.elapsed() < AGAIN)
    }
}

/// Has [`begin_anew`] called whenever the page of this window ends.
#[cfg(target_os = "linux")]
pub fn watch(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;

    let page: Webview = window.as_ref().clone();
    window.with_webview(|webview| {
        webview.inner().connect_web_process_terminated(move |_, why| begin_anew(&page, &format!("{why:?}")));
    })
}

/// Loads the page anew, where it stood. `why`: what the engine says of its end.
pub fn begin_anew(page: &Webview, why: &str) {
    tracing::error!("the page ended: {why}");
    if page.state::<Lost>().is_again() {
        return fault::tell_beside(
            "The window of Zonedesk cannot be drawn: the system's web engine ended twice within seconds.\n\n\
             Close it and open Zonedesk again. What is running goes on until then; nothing that was saved is lost.",
        );
    }
    if let Err(error) = page.reload() {
        tracing::error!("the page could not be loaded anew: {error}");
    }
}
