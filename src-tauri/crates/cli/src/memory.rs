//! How the memory of a server is kept.

/// Puts this program in its own place once more, told to give memory back soon: mimalloc keeps what is free for a second
/// and takes that from the environment alone, before anything of a program runs. A server whose thousand consumers all
/// come at once would take a third more. Where it cannot be, all goes on as before.
#[cfg(unix)]
pub fn give_back_soon() {
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    /// Milliseconds, unless somebody has said otherwise.
    const KEEPS_FREE: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "10");

    let mut arguments = std::env::args_os();
    let (Some(name), None, Ok(program)) =
        (arguments.next(), std::env::var_os(KEEPS_FREE.0), std::env::current_exe())
    else {
        return;
    };
    let failed = Command::new(program).arg0(name).args(arguments).env(KEEPS_FREE.0, KEEPS_FREE.1).exec();
    tracing::debug!(%failed, "memory that is free is kept for longer");
}

/// A program cannot be put in its own place here.
#[cfg(not(unix))]
pub fn give_back_soon() {}
