//! Cargo, always over the same packages and features: each dependency is compiled once for all of them.

use std::path::PathBuf;
use std::process::Command;

use crate::program::{MINUTE, ask, exists, program, run};
use crate::{Result, budget::Done, target, types};

fn cargo(verb: &str) -> Command {
    let mut command = program("cargo");
    command.arg(verb);
    command
}

/// The whole house, with the page inside the window's program.
fn whole(verb: &str) -> Command {
    let mut command = cargo(verb);
    command.args(["--workspace", "--features", "zonedesk-desktop/custom-protocol", "--locked"]);
    command
}

pub fn format(check: bool) -> Result {
    let mut command = cargo("fmt");
    command.arg("--all");
    if check {
        command.arg("--check");
    }
    run(&mut command, 5 * MINUTE)
}

pub fn lints() -> Result {
    run(whole("clippy").args(["--all-targets", "--", "--deny", "warnings"]), 40 * MINUTE)
}

/// Every program and every test. Without this, the window's program would be built without the features that
/// development dependencies turn on, and a part of its dependencies twice.
pub fn build_all() -> Result {
    run(whole("build").args(["--bins", "--tests"]), 40 * MINUTE)
}

/// The window's program, the command line beside it, and the tests that drive both.
pub fn build_flows() -> Result {
    build(&["--bin", "zonedesk-desktop", "--bin", "zonedesk", "--test", "window"])
}

/// The command line alone.
pub fn build_command_line() -> Result {
    run(whole("build").args(["--bin", "zonedesk"]), 40 * MINUTE)
}

/// The window's program alone.
pub fn build_window() -> Result {
    build(&["--bin", "zonedesk-desktop"])
}

/// These programs and tests.
pub fn build(targets: &[&str]) -> Result {
    run(whole("build").args(targets), 40 * MINUTE)
}

/// Where the window's program lies once it is built.
pub fn window() -> PathBuf {
    target().join("debug").join(format!("zonedesk-desktop{}", std::env::consts::EXE_SUFFIX))
}

/// All tests but the flows in the window. They write the TypeScript types where [`types::check`] looks.
pub fn tests() -> Result {
    run(whole("test").env(types::FOLDER_VARIABLE, types::fresh_folder()?), 20 * MINUTE)
}

/// One test program alone.
pub fn test(name: &str) -> Command {
    let mut command = whole("test");
    command.args(["--quiet", "--test", name]);
    command
}

/// Runs the flows whose name contains `name`, one after the other: the display has one focus.
pub fn flows(name: Option<&str>) -> Command {
    let mut command = whole("test");
    command.args(["--quiet", "--test", "window", "--"]).args(name).arg("--test-threads=1");
    command
}

/// Programs as they are shipped, together with what measures them: built apart, a part of the dependencies would be
/// built twice.
pub fn build_release(targets: &[&str]) -> Result {
    run(whole("build").arg("--release").args(targets), 90 * MINUTE)
}

/// Writes what an installer says of its contents into the folder that is its argument.
pub fn papers() -> Command {
    let mut command = cargo("run");
    command.args(["--quiet", "--locked", "--package", "zonedesk-structure", "--bin", "papers", "--"]);
    command
}

/// Benchmarks that need no window; only those whose name contains `name`.
pub fn bench(name: Option<&str>) -> Result {
    run(cargo("bench").args(["--package", "zonedesk-bench", "--benches", "--"]).args(name), 90 * MINUTE)
}

/// The benchmark of the proxy with the numbers that take minutes.
pub fn soak_proxy() -> Result {
    run(cargo("bench").args(["--package", "zonedesk-bench", "--bench", "proxy", "--", "soak"]), 90 * MINUTE)
}

/// The benchmarks of the window: its start, a large account in it, long texts. They need a display.
pub fn bench_window() -> Command {
    let mut command = whole("bench");
    command.args(["--bench", "start", "--bench", "large", "--bench", "typing"]);
    command
}

pub fn licences() -> Result<Done> {
    if !exists("cargo-deny") {
        return Ok(Done::Skipped("cargo-deny is not installed".into()));
    }
    run(cargo("deny").args(["check", "licenses", "bans", "sources"]), 5 * MINUTE)?;
    if ask(cargo("deny").args(["fetch", "db"])).is_none() {
        return Ok(Done::Skipped("only the advisories: their database cannot be reached".into()));
    }
    run(cargo("deny").args(["check", "advisories"]), 5 * MINUTE)?;
    Ok(Done::Done)
}
