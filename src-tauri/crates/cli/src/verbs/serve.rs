use std::io::Write;
use std::net::SocketAddr;

use serde_json::json;
use zonedesk_app::App;
use zonedesk_app::serve::{Serving, serve};

use crate::failure::Failure;
use crate::output::Output;
use crate::pick;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to listen, an address of this computer; port 0: any free one [default: 127.0.0.1 and the port of the proxy settings]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// How each request is told of on stderr
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub log: LogForm,
}

/// A line for each request: for people, or one JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum LogForm {
    #[default]
    Text,
    Json,
}

/// Prints one line when ready, then answers until Ctrl+C or a signal to end.
pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let serving = serve(app, arguments.listen).await?;
    // A secret in the environment is meant for the one system that there is.
    if let [only] = serving.systems.as_slice() {
        pick::account(app, &only.id).await?;
    }
    for system in serving.systems.iter().filter(|system| system.consumers == 0) {
        output.note(&format!("{} has no consumer: add one with `zonedesk consumers add`.", system.name));
    }
    ready(&line(&serving, output.json));
    ended().await?;
    Ok(serving.stop(app).await?)
}

/// Tells whoever started this, and waits for the line, that it answers. A pipe that is closed is no reason to stop.
pub fn ready(line: &str) {
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

fn line(serving: &Serving, as_json: bool) -> String {
    if as_json {
        return json!({"base": serving.base, "systems": serving.systems}).to_string();
    }
    let systems: Vec<_> =
        serving.systems.iter().map(|system| format!("{} {}", system.name, system.url)).collect();
    let systems = if systems.is_empty() { "no enabled system yet".to_owned() } else { systems.join(", ") };
    format!("Serving at {}: {systems}", serving.base)
}

/// Waits for Ctrl+C or a signal to end.
pub async fn ended() -> Result<(), Failure> {
    signalled().await.map_err(|error| Failure::io("the signal to end", &error))
}

#[cfg(unix)]
async fn signalled() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn signalled() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
