//! Starting other programs: from the project's root, with a limit, without standard input.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Result;

pub const MINUTE: Duration = Duration::from_secs(60);

/// A program by name, to be run in the project's root.
pub fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(crate::root()).stdin(Stdio::null());
    command
}

/// Runs it to its end; what it prints goes through. Past the limit it is ended with all that it started.
pub fn run(command: &mut Command, limit: Duration) -> Result {
    let said = said(command);
    println!("\n$ {said}");
    apart(command);
    let mut child = command.spawn().map_err(|error| format!("{said}: {error}"))?;
    let until = Instant::now() + limit;
    // short programs are not kept waiting, long ones are not asked too often
    let mut pause = Duration::from_millis(2);
    loop {
        match child.try_wait().map_err(|error| format!("{said}: {error}"))? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("failed ({status}): {said}")),
            None if Instant::now() > until => {
                end(&mut child);
                return Err(format!("not over after {} minutes, ended: {said}", limit.as_secs() / 60));
            }
            None => std::thread::sleep(pause),
        }
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

/// What it prints on standard output; None when it cannot be started or fails. For short questions only.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is in the search path.
pub fn exists(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| {
        folder.join(name).is_file() || (cfg!(windows) && folder.join(format!("{name}.exe")).is_file())
    })
}

/// As it would be typed; a script among the arguments is left out.
fn said(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    let words = words.map(|word| word.to_string_lossy());
    words.map(|word| if word.contains('\n') { "…".into() } else { word }).collect::<Vec<_>>().join(" ")
}

/// In a process group of its own, so that a time-out reaches what it started too. In a terminal it stays in ours, so
/// that Ctrl+C does.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    if !std::io::stdin().is_terminal() {
        command.process_group(0);
    }
}

#[cfg(not(unix))]
fn apart(_command: &mut Command) {}

fn end(child: &mut Child) {
    if cfg!(unix) && !std::io::stdin().is_terminal() {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
    } else if cfg!(windows) {
        let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &child.id().to_string()]).status();
    }
    let _ = child.kill().and_then(|()| child.wait());
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended_at_its_limit() {
        let start = Instant::now();
        // the shell waits for a child of its own, which must not outlive it and hold the output open
        let outcome = run(program("sh").args(["-c", "sleep 600 & wait"]), Duration::from_millis(100));
        assert!(outcome.is_err_and(|message| message.contains("not over")));
        assert!(start.elapsed() < MINUTE);
    }

    #[test]
    fn a_failure_says_what_was_run() {
        let outcome = run(program("sh").args(["-c", "exit 3"]), MINUTE);
        assert_eq!(outcome, Err("failed (exit status: 3): sh -c exit 3".into()));
    }
}
