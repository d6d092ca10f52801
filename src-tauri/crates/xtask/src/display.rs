//! A display, a session bus, an unlocked keychain and an empty home, for tests that open windows. All of it ends with
//! the program inside.

use std::path::PathBuf;
use std::process::Command;

use crate::program::{exists, program};
use crate::{Result, fresh};

/// Whether this machine can open a window.
pub fn here() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Why no test can drive a window here; None when one can.
pub fn missing() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return Some("only WebKitGTK has a driver for its window; run this on Linux".into());
    }
    let needed = ["WebKitWebDriver", "xvfb-run", "dbus-run-session", "gnome-keyring-daemon"];
    let absent: Vec<&str> = needed.into_iter().filter(|name| !exists(name)).collect();
    (!absent.is_empty()).then(|| format!("not installed: {}", absent.join(", ")))
}

/// The same program on a display of its own. The chatter of the bus and its services stays out of the output.
pub fn around(inside: &Command) -> Result<Command> {
    const INSIDE: &str = "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n\
                          exec \"$@\" >&4 2>&3";
    const OUTSIDE: &str = "exec 3>&2 4>&1\n\
        exec xvfb-run --auto-servernum --server-args='-screen 0 1440x900x24' \
        dbus-run-session -- sh -c \"$0\" sh \"$@\" >/dev/null 2>&1";
    let home = fresh_home()?;
    let mut command = program("sh");
    command.args(["-c", OUTSIDE, INSIDE]).arg(inside.get_program()).args(inside.get_args());
    for (name, value) in inside.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    // cargo and rustup live in the person's home
    for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        if let (None, Some(person)) = (std::env::var_os(name), std::env::var_os("HOME")) {
            command.env(name, PathBuf::from(person).join(folder));
        }
    }
    command
        .env("HOME", &home)
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env_remove("WAYLAND_DISPLAY")
        // no bus of its own for screen readers: nobody listens
        .env("NO_AT_BRIDGE", "1");
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env_remove(name);
    }
    Ok(command)
}

fn fresh_home() -> Result<PathBuf> {
    let home = fresh("home")?;
    let run = home.join("run");
    std::fs::create_dir(&run)
        .and_then(|()| private(&run))
        .map_err(|error| format!("{}: {error}", run.display()))?;
    Ok(home)
}

/// The runtime folder must be the user's alone (XDG Base Directory Specification).
#[cfg(unix)]
fn private(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn private(_folder: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}
