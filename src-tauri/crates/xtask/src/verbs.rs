//! What each verb does, in order.

use crate::budget::{Budget, Done};
use crate::program::{MINUTE, program, run as run_program};
use crate::{Result, compliance, display, page, root, rust, setup, target, types, uaa};

pub fn run(arguments: &[String]) -> Result {
    if !display::here() {
        println!(
            "No display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can open.\n\
             The demo landscape in this terminal instead; in a desktop session the same command opens the window."
        );
        let demo = ["run", "--package", "zonedesk-cli", "--bin", "zonedesk", "--", "demo"];
        return start(program("cargo").args(demo).args(arguments));
    }
    setup::all()?;
    page::build()?;
    rust::build_window()?;
    start(program(rust::window()).args(arguments))
}

/// Runs for as long as the person wants.
fn start(command: &mut std::process::Command) -> Result {
    let status = command.stdin(std::process::Stdio::inherit()).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("ended with {status}")) }
}

pub fn test() -> Result {
    let mut budget = Budget::default();
    let outcome = parts(&mut budget);
    let affordable = budget.close();
    outcome.and(affordable)
}

/// Fails at the first part that fails: the later ones stand on the earlier.
fn parts(budget: &mut Budget) -> Result {
    budget.part("setup", || setup::all().map(done))?;
    budget.part("format", || rust::format(true).map(done))?;
    budget.part("front end: types", || page::types().map(done))?;
    budget.part("front end: lints", || page::lints().map(done))?;
    budget.part("front end: tests", || page::tests().map(done))?;
    budget.part("front end: build", || page::build().and_then(|()| page::weight()).map(done))?;
    budget.part("Rust: lints", || rust::lints().map(done))?;
    budget.part("Rust: build", || rust::build_all().map(done))?;
    budget.part("Rust: tests", || rust::tests().map(done))?;
    budget.part("contract with a real UAA", uaa::contract)?;
    budget.part("compliance of the proxy", compliance::check)?;
    budget.part("types for the front end", || types::check().map(done))?;
    budget.part("licences and advisories", rust::licences)?;
    budget.part("flows in the window", || flows(None))
}

fn done((): ()) -> Done {
    Done::Done
}

/// The contract's cases against a real UAA.
pub fn uaa() -> Result {
    all_of(uaa::contract()?)
}

/// scim2-tester's checks of the proxy.
pub fn compliance() -> Result {
    rust::build_command_line()?;
    all_of(compliance::check()?)
}

/// Who asks for one part alone wants it done.
fn all_of(done: Done) -> Result {
    match done {
        Done::Done => Ok(()),
        Done::Skipped(why) => Err(why),
    }
}

pub fn e2e(arguments: &[String]) -> Result {
    setup::all()?;
    page::build()?;
    rust::build_flows()?;
    all_of(flows(arguments.first().map(String::as_str))?)
}

/// Clicks and keys at random in the window, for some minutes, from a seed.
pub fn clicks(arguments: &[String]) -> Result {
    let number = |at: usize, default: u64| match arguments.get(at) {
        None => Ok(default),
        Some(text) => {
            text.parse().map_err(|_| format!("“{text}” is no number: soak clicks [MINUTES [SEED]]"))
        }
    };
    let (minutes, seed) = (number(0, 60)?, number(1, 1)?);
    setup::all()?;
    page::build()?;
    rust::build_flows()?;
    if let Some(why) = display::missing() {
        return Err(why);
    }
    let mut command = rust::flows(Some("random::"));
    command.env("ZONEDESK_BINARY", rust::window());
    command.env("ZONEDESK_CLICKS_MINUTES", minutes.to_string()).env("ZONEDESK_CLICKS_SEED", seed.to_string());
    let minutes = u32::try_from(minutes).map_err(|_| "these are too many minutes")?;
    run_program(&mut display::around(&command)?, (minutes + 10) * MINUTE)
}

/// The flows through the window that was built before. Pictures are left in `ci-output/`.
fn flows(name: Option<&str>) -> Result<Done> {
    if let Some(why) = display::missing() {
        return Ok(Done::Skipped(why));
    }
    let pictures = root().join("ci-output");
    if name.is_none() && pictures.exists() {
        std::fs::remove_dir_all(&pictures).map_err(|error| format!("{}: {error}", pictures.display()))?;
    }
    let mut command = rust::flows(name);
    command.env("ZONEDESK_BINARY", rust::window());
    // Left by a flow whose page was gone under it.
    let page_gone = pictures.join("failed/page-gone");
    let _ = std::fs::remove_file(&page_gone);
    let outcome = run_program(&mut display::around(&command)?, 20 * MINUTE);
    if outcome.is_err() && page_gone.exists() {
        println!(
            "WebKitGTK's process of a page crashed or hung: all flows once more. What is ours fails again."
        );
        run_program(&mut display::around(&command)?, 20 * MINUTE)?;
    } else {
        outcome?;
    }
    println!("pictures: {}", pictures.display());
    Ok(Done::Done)
}

pub fn bench(arguments: &[String]) -> Result {
    setup::all()?;
    match arguments.first().map(String::as_str) {
        Some("start") => start_of_the_window(),
        name => rust::bench(name),
    }
}

/// The start of the app beside the start of an empty window, a large account in it, and typing in long texts.
fn start_of_the_window() -> Result {
    if let Some(why) = display::missing() {
        return Err(why);
    }
    page::build()?;
    rust::build_release(&[
        "--bin",
        "zonedesk-desktop",
        "--example",
        "empty_window",
        "--bench",
        "start",
        "--bench",
        "large",
        "--bench",
        "typing",
    ])?;
    let mut bench = rust::bench_window();
    bench.env("ZONEDESK_BINARY", target().join("release/zonedesk-desktop"));
    bench.env("ZONEDESK_EMPTY_WINDOW", target().join("release/examples/empty_window"));
    run_program(&mut display::around(&bench)?, 60 * MINUTE)
}

pub fn check() -> Result {
    setup::all()?;
    rust::format(true)?;
    page::types()?;
    page::lints()?;
    page::build()?;
    rust::lints()
}

pub fn fmt() -> Result {
    setup::all()?;
    rust::format(false)?;
    page::format()
}
