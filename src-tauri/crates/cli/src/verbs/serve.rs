use std::io::Write;
use std::net::SocketAddr;

use serde_json::json;
use zonedesk_app::App;
use zonedesk_app::serve::{Serving, serve};
use zonedesk_app::shared_pace::share_pace;

use crate::failure::Failure;
use crate::output::Output;
use crate::pick;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to listen, an address of this computer; port 0: any free one [default: 127.0.0.1 and the port of the proxy settings]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Share the pace of each account with the other servers that name the same Redis or Valkey: redis://HOST[:PORT], or rediss:// over TLS [default: the pace is this process's own]
    #[arg(long, value_name = "URL", env = "ZONEDESK_PACE", hide_env_values = true)]
    pace: Option<String>,
}

/// Prints one line when ready, then answers until Ctrl+C or a signal to end.
pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    match &arguments.pace {
        Some(url) => share_pace(app, url).await?,
        None => output.note("The pace is per process: servers that share accounts need --pace."),
    }
    let serving = serve(app, arguments.listen).await?;
    // A secret in the environment is meant for the one system that there is.
    if let [only] = serving.systems.as_slice() {
        pick::account(app, &only.id).await?;
    }
    for system in serving.systems.iter().filter(|system| system.consumers == 0) {
        output.note(&format!("{} has no consumer: add one with `zonedesk consumers add`.", system.name));
    }
    let mut stdout = std::io::stdout();
    // Whoever started this waits for the line; a pipe that is closed is no reason to stop answering.
    let _ = writeln!(stdout, "{}", ready(&serving, output.json)).and_then(|()| stdout.flush());
    ended().await.map_err(|error| Failure::io("the signal to end", &error))?;
    Ok(serving.stop(app).await?)
}

fn ready(serving: &Serving, as_json: bool) -> String {
    if as_json {
        return json!({"base": serving.base, "systems": serving.systems}).to_string();
    }
    let systems: Vec<_> =
        serving.systems.iter().map(|system| format!("{} {}", system.name, system.url)).collect();
    let systems = if systems.is_empty() { "no enabled system yet".to_owned() } else { systems.join(", ") };
    format!("Serving at {}: {systems}", serving.base)
}

#[cfg(unix)]
async fn ended() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn ended() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
