//! Where a file is saved, and which one is opened: the person says so in the desktop's own dialog, which this process
//! opens. The page can propose a name, not a place.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tauri::{Manager as _, WebviewWindow, Wry};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// The folder that answers instead of a person, see [`crate::arguments::Arguments::downloads`].
pub struct Downloads(pub Option<PathBuf>);

/// The path to save at; none when the person chose none. `name` is what is proposed: a folder in it is left out.
pub async fn ask(window: &WebviewWindow, name: &str) -> Option<PathBuf> {
    let name = Path::new(name).file_name()?;
    if let Some(folder) = &window.state::<Downloads>().0 {
        return Some(folder.join(name));
    }
    chosen_in(window, |dialog, answer| dialog.set_file_name(name.to_string_lossy()).save_file(answer)).await
}

/// The file that the person chose last to be opened.
#[derive(Default)]
pub struct Chosen(pub Mutex<Option<PathBuf>>);

/// The path of a file to open; none when the person chose none. `name` is what a test's folder holds.
pub async fn choose(window: &WebviewWindow, name: &str) -> Option<PathBuf> {
    if let Some(folder) = &window.state::<Downloads>().0 {
        return Some(folder.join(name));
    }
    chosen_in(window, FileDialogBuilder::pick_file).await
}

type Answer = Box<dyn FnOnce(Option<FilePath>) + Send>;

/// Opens the desktop's dialog and waits for what is chosen in it.
async fn chosen_in(
    window: &WebviewWindow,
    open: impl FnOnce(FileDialogBuilder<Wry>, Answer),
) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    let answer = Box::new(move |path| {
        // Nobody waits any more when the window was closed under the dialog.
        let _ = answer.send(path);
    });
    open(window.dialog().file().set_parent(window), answer);
    chosen.await.ok().flatten()?.into_path().ok()
}
