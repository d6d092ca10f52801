//! The log: on stderr, and in a file of the workspace, where it is found when something went wrong last night.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One that is longer is put aside at the start, in place of the former one put aside.
const LONGEST: u64 = 1 << 20;

static FILE: OnceLock<File> = OnceLock::new();

/// Begins to log. `ZONEDESK_LOG` says how much.
pub fn start() {
    tracing_subscriber::fmt()
        .with_writer(|| Both)
        .with_ansi(io::stderr().is_terminal())
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("ZONEDESK_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .init();
}

/// The folder of the log of a workspace.
pub fn folder(workspace: &Path) -> PathBuf {
    workspace.join("logs")
}

/// From now on into the workspace's folder too. Where that cannot be written, stderr is all there is.
pub fn keep_in(workspace: &Path) {
    let folder = folder(workspace);
    let file = folder.join("zonedesk.log");
    let open = || {
        fs::create_dir_all(&folder)?;
        if fs::metadata(&file).is_ok_and(|file| file.len() > LONGEST) {
            fs::rename(&file, folder.join("zonedesk.1.log"))?;
        }
        File::options().create(true).append(true).open(&file)
    };
    match open() {
        Ok(file) => drop(FILE.set(file)),
        Err(error) => tracing::warn!("{}: {error}", folder.display()),
    }
}

struct Both;

impl Write for Both {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(mut file) = FILE.get() {
            // A full disk must not keep it from stderr.
            let _ = file.write_all(bytes);
        }
        io::stderr().write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
