//! The default read transformation over 100 000 users, as whole processes: the hand-written loop and the engine in turn,
//! the best of each, and their ratio. `ZONEDESK_TRANSFORM` may name another program to be held against the loop, with its
//! arguments separated by blanks.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zonedesk_bench::users::user;

const USERS: usize = 100_000;
const PAIRS: usize = 5;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    if std::env::args().any(|argument| argument == "--test") {
        return Ok(());
    }
    let folder = std::env::temp_dir().join(format!("zonedesk-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let input = folder.join("users.ndjson");
    let mut file = BufWriter::new(File::create(&input)?);
    for n in 0..USERS {
        writeln!(file, "{}", user(n))?;
    }
    file.into_inner()?;

    let by_hand = vec![env!("CARGO_BIN_EXE_clone-users").to_owned()];
    let engine = match std::env::var("ZONEDESK_TRANSFORM") {
        Ok(command) => command.split(' ').map(str::to_owned).collect(),
        Err(_) => vec![env!("CARGO_BIN_EXE_run-users").to_owned()],
    };
    let run = |command: &[String]| -> Result<Duration> {
        let start = Instant::now();
        let (program, arguments) = command.split_first().ok_or("an empty command")?;
        let status = Command::new(program)
            .args(arguments)
            .stdin(File::open(&input)?)
            .stdout(Stdio::null())
            .status()?;
        if status.success() { Ok(start.elapsed()) } else { Err(format!("{program}: {status}").into()) }
    };
    let (mut best_hand, mut best_engine) = (Duration::MAX, Duration::MAX);
    for _ in 0..PAIRS {
        best_hand = best_hand.min(run(&by_hand)?);
        best_engine = best_engine.min(run(&engine)?);
    }
    std::fs::remove_dir_all(&folder)?;
    println!(
        "default read, {USERS} users: by hand {best_hand:.0?}, engine {best_engine:.0?}, ratio {:.2}",
        best_hand.as_secs_f64() / best_engine.as_secs_f64()
    );
    Ok(())
}
