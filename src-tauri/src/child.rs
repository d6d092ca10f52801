//! Programs that this one starts. None of them gets to see a secret that this process was given.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a person may have set for Zonedesk and means for nobody else.
const SECRETS: [&str; 2] = ["ZONEDESK_SECRET", "ZONEDESK_VAULT_PASSPHRASE"];

/// The one way to start a program.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in SECRETS {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Puts this program in its own place with one more variable; it keeps what it was given. Returns only where it cannot.
#[cfg(unix)]
pub fn begin_again(variable: &str, value: &str) -> std::io::Error {
    use std::os::unix::process::CommandExt as _;
    match std::env::current_exe() {
        Ok(program) => Command::new(program).args(std::env::args_os().skip(1)).env(variable, value).exec(),
        Err(error) => error,
    }
}

/// Shows a folder in the desktop's file manager.
pub fn show_folder(folder: &Path) -> std::io::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut child = command(program).arg(folder).spawn()?;
    // It ends at once or with the file manager; somebody must take its end.
    std::thread::spawn(move || child.wait());
    Ok(())
}
