use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_json::json;
use zonedesk_app::App;
use zonedesk_app::api::ProxyTls;
use zonedesk_app::proxy_front::Front;
use zonedesk_app::serve::{Serving, serve};
use zonedesk_app::serve_config::Configured;
use zonedesk_app::shared_pace::share_pace;

use crate::failure::Failure;
use crate::output::{Output, tell};
use crate::{pick, secret};

/// The variable that holds the token of the metrics.
const METRICS_TOKEN: &str = "ZONEDESK_METRICS_TOKEN";

/// Target of what the log says of the server itself.
const LOG: &str = "serve";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to listen; port 0: any free one [default: 127.0.0.1 and the port of the proxy settings]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Share the pace of each account with the other servers that name the same Redis or Valkey: redis://HOST[:PORT], or rediss:// over TLS [default: with the processes of this workspace alone]
    #[arg(long, value_name = "URL", env = "ZONEDESK_PACE", hide_env_values = true)]
    pace: Option<String>,
    /// Serve TLS with this certificate chain, a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The private key of the certificate, a PEM file without passphrase
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// Serve TLS with a certificate that is made here, for trials
    #[arg(long, conflicts_with_all = ["tls_certificate", "tls_ended_by"])]
    tls_self_signed: bool,
    /// Take plain HTTP from the routers of these networks, which end TLS, and from nobody else
    #[arg(long, value_name = "CIDR,…", value_delimiter = ',', conflicts_with = "tls_certificate")]
    tls_ended_by: Vec<String>,
    /// Believe the subjects of client certificates that these authorities vouch for, a PEM file
    #[arg(long, value_name = "FILE")]
    client_authorities: Option<PathBuf>,
    /// Who sends what this file holds as a bearer token may read /metrics (or set ZONEDESK_METRICS_TOKEN)
    #[arg(long, value_name = "FILE")]
    metrics_token_file: Option<PathBuf>,
    /// Run from this file alone, without a workspace: systems, secrets, consumers (see the README)
    #[arg(long, value_name = "FILE", conflicts_with = "tls_self_signed")]
    config: Option<PathBuf>,
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

impl Arguments {
    /// Whether no workspace is wanted.
    pub fn is_of_a_file(&self) -> bool {
        self.config.is_some()
    }

    async fn share_pace(&self, app: &App) -> Result<(), Failure> {
        match &self.pace {
            Some(url) => Ok(share_pace(app, url).await?),
            None => Ok(()),
        }
    }

    fn note(&self, output: &Output, told: &str) {
        match self.log {
            LogForm::Text => output.note(told),
            LogForm::Json => tracing::warn!(target: LOG, "{told}"),
        }
    }

    fn front(&self) -> Result<Front, Failure> {
        let path = |path: &Path| {
            let absolute = std::path::absolute(path);
            let absolute = absolute.map_err(|error| Failure::io(&path.display().to_string(), &error))?;
            Ok::<_, Failure>(absolute.display().to_string())
        };
        let tls = match (&self.tls_certificate, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                Some(ProxyTls::Pem { certificate: path(certificate)?, key: path(key)? })
            }
            _ if self.tls_self_signed => Some(ProxyTls::SelfSigned),
            _ => None,
        };
        let metrics = match &self.metrics_token_file {
            Some(path) => Some(secret::from_file(path)?),
            None => std::env::var(METRICS_TOKEN).ok().filter(|token| !token.is_empty()),
        };
        Ok(Front {
            listen: self.listen,
            public_url: None,
            tls,
            client_authorities: self.client_authorities.as_deref().map(path).transpose()?,
            ended_by: self.tls_ended_by.clone(),
            metrics: metrics.map(Into::into),
            token_keys: Vec::new(),
        })
    }
}

/// Prints one line when ready, then answers until Ctrl+C or a signal to end. The signal to hang up reads files again.
pub async fn run(app: &App, output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let mut signals = Signals::new().map_err(|error| Failure::io("signals", &error))?;
    arguments.share_pace(app).await?;
    let serving = serve(app, &arguments.front()?).await?;
    // A secret in the environment is meant for the one system that there is.
    if let [only] = serving.systems.as_slice() {
        pick::account(app, &only.id).await?;
    }
    for system in serving.systems.iter().filter(|system| system.consumers == 0) {
        arguments.note(
            output,
            &format!("{} has no consumer: add one with `zonedesk consumers add`.", system.name),
        );
    }
    ready(&line(&serving, output.json));
    while signals.next().await? == Signal::Reload {
        let reloaded = match arguments.front() {
            Ok(front) => serving.reload(app, &front).await.map_err(Failure::from),
            Err(failure) => Err(failure),
        };
        told(output, arguments.log, reloaded);
    }
    Ok(serving.stop(app).await?)
}

/// As [`run`], from the file of `--config`.
pub async fn run_file(output: &Output, arguments: Arguments) -> Result<(), Failure> {
    let mut signals = Signals::new().map_err(|error| Failure::io("signals", &error))?;
    let path = arguments.config.as_deref().unwrap_or(Path::new(""));
    let mut configured = Configured::open(path).await?;
    arguments.share_pace(&configured.app).await?;
    if arguments.pace.is_none() {
        let alone = "The pace of each account is kept by this process alone: with several servers, name a Redis (--pace).";
        arguments.note(output, alone);
    }
    let serving = serve(&configured.app, &arguments.front()?.over(configured.front.clone())).await?;
    ready(&line(&serving, output.json));
    while signals.next().await? == Signal::Reload {
        let reloaded = match arguments.front() {
            Ok(over) => configured.reload(&serving, &over).await.map_err(Failure::from),
            Err(failure) => Err(failure),
        };
        told(output, arguments.log, reloaded);
    }
    Ok(serving.stop(&configured.app).await?)
}

/// Tells whoever started this, and waits for the line, that it answers. A pipe that is closed is no reason to stop.
pub fn ready(line: &str) {
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

/// Waits for Ctrl+C or a signal to end; here there is nothing to be read again.
pub async fn ended() -> Result<(), Failure> {
    let mut signals = Signals::new().map_err(|error| Failure::io("signals", &error))?;
    signals.next().await.map(drop)
}

fn told(output: &Output, log: LogForm, reloaded: Result<(), Failure>) {
    const DONE: &str = "Read again; no connection was closed.";
    const FAILED: &str = "Reading again failed; all stays as it was.";
    match (reloaded, log) {
        (Ok(()), LogForm::Text) => eprintln!("{DONE}"),
        (Ok(()), LogForm::Json) => tracing::info!(target: LOG, "{DONE}"),
        (Err(failure), LogForm::Text) => {
            eprintln!("{FAILED}");
            tell(&failure, output.json);
        }
        (Err(failure), LogForm::Json) => {
            let error = failure.error.as_ref();
            tracing::error!(
                target: LOG,
                code = error.map(|error| error.code.as_str()),
                error = error.map(|error| error.message.as_str()),
                help = error.and_then(|error| error.help.as_deref()),
                "where" = error.and_then(|error| error.place.as_deref()),
                "{FAILED}"
            );
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Signal {
    End,
    Reload,
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    hangup: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, hangup: signal(SignalKind::hangup())? })
    }

    async fn next(&mut self) -> Result<Signal, Failure> {
        tokio::select! {
            told = tokio::signal::ctrl_c() => interrupted(told),
            _ = self.terminate.recv() => Ok(Signal::End),
            _ = self.hangup.recv() => Ok(Signal::Reload),
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Result<Signal, Failure> {
        interrupted(tokio::signal::ctrl_c().await)
    }
}

fn interrupted(told: std::io::Result<()>) -> Result<Signal, Failure> {
    told.map(|()| Signal::End).map_err(|error| Failure::io("the signal to end", &error))
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
