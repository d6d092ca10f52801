//! What needs long: every fuzz target for its minutes, with the coverage that libFuzzer steers by; and changes by the
//! thousand through all faults, with their process killed.

use std::path::PathBuf;

use crate::program::{MINUTE, ask, program, run};
use crate::{Result, root, rust, target, verbs};

/// Minutes of each target unless the command line says otherwise.
const MINUTES: u32 = 10;

/// What rustc must be told so that libFuzzer sees which edges a run took (rustc book, `sanitizer-coverage`; the flags
/// of cargo-fuzz without an address sanitizer, since no crate here has unsafe code).
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// Runs of `soak chaos` unless a seed is named.
const RUNS: u64 = 20;

/// `soak [MINUTES [TARGET]]`, `soak chaos [SEED]`, `soak clicks [MINUTES [SEED]]`. The first finding ends it; libFuzzer prints where it left the input,
/// the chaos its seed.
pub fn all(arguments: &[String]) -> Result {
    if arguments.first().is_some_and(|verb| verb == "chaos") {
        return chaos(arguments.get(1).map(String::as_str));
    }
    if arguments.first().is_some_and(|verb| verb == "clicks") {
        return verbs::clicks(&arguments[1..]);
    }
    let minutes = match arguments.first() {
        None => MINUTES,
        Some(text) => {
            text.parse().map_err(|_| format!("“{text}” is no number of minutes: soak [MINUTES [TARGET]]"))?
        }
    };
    let host = host().ok_or("fuzzing needs a nightly compiler: rustup toolchain install nightly")?;
    let names = targets()?;
    let chosen: Vec<_> =
        names.iter().filter(|name| arguments.get(1).is_none_or(|wanted| wanted == *name)).collect();
    if chosen.is_empty() {
        return Err(format!("no such target; there are {}", names.join(", ")));
    }
    let build = target().join("fuzz");
    let mut command = program("cargo");
    // with a target named, the flags are for it alone: build scripts have no libFuzzer to link with
    command.args(["+nightly", "build", "--release", "--locked", "--target", &host]).current_dir(folder());
    run(command.env("RUSTFLAGS", COVERAGE).env("CARGO_TARGET_DIR", &build), 30 * MINUTE)?;
    for name in chosen {
        let corpus = build.join("corpus").join(name);
        std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        let mut command = program(build.join(&host).join("release").join(name));
        command.arg(&corpus).arg(format!("-max_total_time={}", u64::from(minutes) * MINUTE.as_secs()));
        command.args(["-timeout=5", "-print_final_stats=1"]).current_dir(&build);
        run(&mut command, minutes * MINUTE + 5 * MINUTE)?;
    }
    Ok(())
}

/// A thousand operations a run: of the seed that is named, or of several.
fn chaos(seed: Option<&str>) -> Result {
    let seeds = match seed {
        None => 1..=RUNS,
        Some(text) => {
            let seed = text.parse().map_err(|_| format!("“{text}” is no seed: soak chaos [SEED]"))?;
            seed..=seed
        }
    };
    for seed in seeds {
        let mut command = rust::test("chaos");
        command.env("ZONEDESK_CHAOS_SEED", seed.to_string()).env("ZONEDESK_CHAOS_OPERATIONS", "1000");
        run(&mut command, 20 * MINUTE)?;
    }
    Ok(())
}

/// The machine that the nightly compiler is for, as `x86_64-unknown-linux-gnu`.
fn host() -> Option<String> {
    let about = ask(program("rustc").args(["+nightly", "--version", "--verbose"]))?;
    about.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

fn folder() -> PathBuf {
    root().join("tests/fuzz")
}

/// One file a target.
fn targets() -> Result<Vec<String>> {
    let files = folder().join("fuzz_targets");
    let entries = std::fs::read_dir(&files).map_err(|error| format!("{}: {error}", files.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}
