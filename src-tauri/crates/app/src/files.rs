//! Files that leave the workspace by a person's wish.

use std::path::Path;

use crate::api::AppError;
use crate::errors::{Code, error};

/// Writes a text into a file, in place of what it held.
pub async fn write_text(path: &Path, text: &str) -> Result<(), AppError> {
    tokio::fs::write(path, text).await.map_err(|source| {
        let place = path.display().to_string();
        error(Code::FileNotWritten, format!("{place} cannot be written: {source}."))
            .help("Choose another folder, or give your user the right to write there.")
            .at(place)
    })
}

/// A folder that the desktop does not show.
pub fn not_shown(folder: &Path, source: &std::io::Error) -> AppError {
    let place = folder.display().to_string();
    error(Code::FolderNotShown, format!("The file manager cannot be started: {source}."))
        .help(format!("Open {place} yourself."))
        .at(place)
}
