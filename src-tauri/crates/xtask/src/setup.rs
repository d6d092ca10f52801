//! What a machine needs before the first build. Done again, it does nothing.

use std::time::Duration;

use crate::program::{MINUTE, ask, exists, program, run};
use crate::{Result, page, root};

/// For the window (WebKitGTK; TLS is rustls, there is no tray icon).
const BUILD: [&str; 4] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev"];
/// For the flows in the real window: its driver, a display, a session bus, a keychain.
const TEST: [&str; 5] = ["webkit2gtk-driver", "xvfb", "xauth", "dbus-x11", "gnome-keyring"];

/// Node's oldest major version that the front end's tools run on.
const NODE: u32 = 20;

pub fn all() -> Result {
    system_packages()?;
    front_end_packages()
}

fn system_packages() -> Result {
    if !cfg!(target_os = "linux") {
        return Ok(()); // macOS and Windows bring their web view; compilers are asked for by rustup
    }
    let wanted = || BUILD.iter().chain(&TEST).copied();
    if !exists("apt-get") {
        // only what the build cannot do without is asked for by its own error; here is what to look for
        if !exists("pkg-config") || ask(program("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_none()
        {
            return Err(format!(
                "this machine has no apt, so nothing was installed. Install with its own package manager what \
                 Debian calls\n  to build: {}\n  to test:  {}\n(Fedora: webkit2gtk4.1-devel librsvg2-devel \
                 xorg-x11-server-Xvfb dbus-x11 gnome-keyring; Arch: webkit2gtk-4.1 librsvg xorg-server-xvfb \
                 gnome-keyring), then run the same command again",
                BUILD.join(" "),
                TEST.join(" ")
            ));
        }
        return Ok(());
    }
    let installed = |package: &str| {
        ask(program("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
            .is_some_and(|status| status == "installed")
    };
    let missing: Vec<&str> = wanted().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("missing system packages: {}", missing.join(" "));
    let root_already = ask(program("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root_already && !exists("sudo") {
        return Err(format!("run as root: apt-get install --no-install-recommends {}", missing.join(" ")));
    }
    let apt = |arguments: &[&str]| {
        let mut command = program(if root_already { "apt-get" } else { "sudo" });
        if !root_already {
            // a password is asked on the terminal; without one this fails at once instead of waiting
            command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        command
    };
    run(&mut apt(&["update", "--quiet"]), 5 * MINUTE)?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    run(apt(&install).args(&missing), 20 * MINUTE)
}

fn front_end_packages() -> Result {
    let node = ask(program("node").arg("--version"));
    let major =
        node.as_deref().and_then(|v| v.trim().trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        let found = node.map_or_else(|| "none was found".into(), |v| format!("{} was found", v.trim()));
        return Err(format!(
            "Node {NODE} or newer is needed to build the front end; {found}. See https://nodejs.org"
        ));
    }
    if packages_are_fresh() {
        return Ok(());
    }
    run(page::npm().args(["ci", "--no-audit", "--no-fund", "--prefer-offline"]), 15 * MINUTE)
}

/// Whether `node_modules` was made from the lock file as it is now. npm writes its own copy last of all, or, when it
/// changes the lock file itself, a moment before that.
fn packages_are_fresh() -> bool {
    const MOMENT: Duration = Duration::from_secs(10);
    let written = |path: &str| std::fs::metadata(root().join(path)).and_then(|file| file.modified()).ok();
    let (lock, installed) = (written("ui/package-lock.json"), written("ui/node_modules/.package-lock.json"));
    lock.zip(installed).is_some_and(|(lock, installed)| lock <= installed + MOMENT)
}
