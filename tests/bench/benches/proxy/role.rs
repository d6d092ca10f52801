//! The programs that take part, each a process of its own: this one, started with the name of a role.

use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use zonedesk_app::api::{NewConsumer, NewSystem};
use zonedesk_app::proxy_front::Front;
use zonedesk_app::{App, Options, consumers, landscape, serve, session};

use crate::pass_through;
use crate::upstream::Upstream;

pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Before the name of a role.
pub const ARGUMENT: &str = "--role";
const HERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// The client secret of the one account.
const SECRET: &str = "bench";

/// Plays a role until the one who started it goes.
pub async fn play(role: &str, arguments: &[String]) -> Outcome {
    match (role, arguments) {
        ("upstream", []) => {
            let upstream = Arc::new(Upstream::default());
            answer(move |request| upstream.clone().answer(request)).await
        }
        ("pass-through", [upstream]) => {
            let listener = TcpListener::bind(HERE).await?;
            ready(&listener.local_addr()?.to_string())?;
            tokio::spawn(pass_through::serve(listener, upstream.clone()));
            ended().await;
            Ok(())
        }
        ("proxy", [workspace, system]) => {
            let app = open(Path::new(workspace));
            session::secret_for_system(&app, system, SECRET.to_owned()).await?;
            let serving = serve::serve(&app, &here()).await?;
            ready(serving.base.trim_start_matches("http://"))?;
            ended().await;
            Ok(())
        }
        _ => Err(format!("no role {role}").into()),
    }
}

/// A free port of this computer.
pub fn here() -> Front {
    Front { listen: Some(HERE), ..Front::default() }
}

pub fn open(workspace: &Path) -> App {
    App::open(Options { workspace: Some(workspace.to_owned()), ..Options::default() })
}

/// A system in front of `upstream`, and so many consumers of it: its id, and their values of `Authorization`.
pub async fn system(
    app: &App,
    upstream: &Upstreams,
    limit: u32,
    how_many: usize,
) -> Outcome<(String, Vec<String>)> {
    session::secrets_this_run(app).await?;
    let settings = session::settings(app).await?;
    session::settings_save(app, zonedesk_app::api::Settings { requests_per_second: limit, ..settings })
        .await?;
    let new = NewSystem {
        name: "Bench".to_owned(),
        url: upstream.url.clone(),
        token_url: upstream.token_url.clone(),
        client_id: upstream.client_id.clone(),
        secret: Some(upstream.secret.clone()),
        ..NewSystem::default()
    };
    let system = landscape::system_add(app, new).await?.id;
    let mut headers = Vec::new();
    for number in 0..how_many {
        let id = format!("consumer-{number}");
        let new = NewConsumer { id: id.clone(), access: true, ..NewConsumer::default() };
        let secret = consumers::consumer_add(app, &system, new).await?.secret.ok_or("no secret")?;
        headers.push(format!("Basic {}", data_encoding::BASE64.encode(format!("{id}:{secret}").as_bytes())));
    }
    Ok((system, headers))
}

/// Where an account answers, and who asks it.
pub struct Upstreams {
    pub url: String,
    pub token_url: String,
    pub client_id: String,
    pub secret: String,
}

impl Upstreams {
    /// The one that plays that role.
    pub fn at(address: SocketAddr) -> Self {
        Self {
            url: format!("http://{address}"),
            token_url: format!("http://{address}/oauth/token"),
            client_id: "sb-bench".to_owned(),
            secret: SECRET.to_owned(),
        }
    }
}

async fn answer<F, B>(service: impl Fn(Request<Incoming>) -> F + Clone + Send + 'static) -> Outcome
where
    F: Future<Output = Result<Response<B>, std::convert::Infallible>> + Send + 'static,
    B: hyper::body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let listener = TcpListener::bind(HERE).await?;
    ready(&listener.local_addr()?.to_string())?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let service = service_fn(service.clone());
            tokio::spawn(async move {
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    ended().await;
    Ok(())
}

fn ready(address: &str) -> Outcome {
    let mut out = std::io::stdout();
    writeln!(out, "{address}")?;
    Ok(out.flush()?)
}

/// Whoever started this has gone, or closed its side.
async fn ended() {
    let _ = tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await;
}

/// A process that plays a role; it ends with this.
pub struct Player {
    child: Child,
    pub address: SocketAddr,
}

impl Player {
    pub fn start(role: &str, arguments: &[&str]) -> Outcome<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args([ARGUMENT, role])
            .args(arguments)
            // As `zonedesk serve` has it.
            .env("MIMALLOC_PURGE_DELAY", "10")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.trim().parse().map_err(|_| format!("{role}: {line:?}"))?;
        Ok(Self { child, address })
    }

    /// Time of processors that it took so far (proc_pid_stat(5), `utime` and `stime`). None where this is not known.
    pub fn processor(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        // Hundredths of a second, on every Linux of today.
        Some(Duration::from_millis(ticks * 10))
    }

    /// The most memory that it had, in MiB (proc_pid_status(5), `VmHWM`). None where this is not known.
    pub fn most_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? >> 10)
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
