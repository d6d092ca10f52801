//! The project's own commands, the same on every system: `cargo xtask VERB`.
//!
//! Invariants: nothing here is part of the product. Only the standard library, so that it compiles in a second before
//! anything else does. Every program it starts has a time-out and no standard input to wait for; what the programs
//! print goes through unchanged.

mod budget;
mod compliance;
mod display;
mod dist;
mod page;
mod program;
mod rust;
mod setup;
mod soak;
mod types;
mod uaa;
mod verbs;

use std::path::PathBuf;
use std::process::ExitCode;

/// A failure is told in a sentence and ends the verb.
type Result<T = (), E = String> = std::result::Result<T, E>;

const HELP: &str = "\
cargo xtask VERB

  setup            install what is missing: system packages (apt), front-end packages (npm)
  run [ARG...]     set up, build, start the app; without a display, the demo in this terminal
  test             everything: format, lints, Rust, front end, the built app in a real window
  e2e [NAME]       only the flows in the real window, or those whose name contains NAME
  bench [NAME]     benchmarks; `bench start` measures the start of the window
  uaa              the contract's calls against a real UAA (needs Java 17 and Maven; or ZONEDESK_UAA_URL)
  compliance       scim2-tester's checks of the proxy (needs Python and its registry)
  soak [MINUTES [TARGET]]
                   the long tests: each fuzz target for 10 minutes (needs a nightly compiler)
  soak chaos [SEED]
                   a thousand changes through every fault with kills of the process, 20 seeds or the one named
  soak clicks [MINUTES [SEED]]
                   clicks and keys at random in the real window, for an hour or the minutes named
  soak proxy       the proxy under a thousand consumers for five minutes, and an initial load of 100 000 users
  dist [--debug]   .deb and .rpm with licences and a bill of materials; installs the .deb in a folder and starts it
  check            quick: format, lints, types
  fmt              format Rust and front end";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match verb.as_str() {
        "setup" => setup::all(),
        "run" => verbs::run(&rest),
        "test" => verbs::test(),
        "e2e" => verbs::e2e(&rest),
        "bench" => verbs::bench(&rest),
        "uaa" => verbs::uaa(),
        "compliance" => verbs::compliance(),
        "soak" => soak::all(&rest),
        "dist" => dist::all(&rest),
        "check" => verbs::check(),
        "fmt" => verbs::fmt(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no verb “{verb}”\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The project's root.
fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for _ in 0..3 {
        root.pop();
    }
    root
}

/// Cargo's target folder.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A folder of our own below that, empty.
fn fresh(name: &str) -> Result<PathBuf> {
    let folder = target().join("xtask").join(name);
    let make = || {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)
    };
    make().map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}
