//! Accounts of a simulator in a process of its own, and the app that reads them in this one: what is measured here is the
//! app alone.

use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write, stdin, stdout};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use zonedesk_app::api::{Job, JobState, NewSystem};
use zonedesk_app::{App, Options, jobs, landscape, refresh, session};
use zonedesk_simulator::{AccountInfo, Landscape, Simulator};

/// Requests a second that an account runs, as SAP's.
pub const RATE: u32 = 3;

/// Set in the process that is the simulator.
const SIMULATOR: &str = "ZONEDESK_BENCH_SIMULATOR";

pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What a bench of this kind has for its `main`: runs `bench`, or is the simulator of one.
///
/// # Errors
/// Those of the bench.
pub fn run<F: Future<Output = Outcome>>(bench: impl FnOnce() -> F) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = match std::env::var_os(SIMULATOR) {
        Some(_) => simulate(&runtime),
        None => runtime.block_on(bench()),
    };
    // A keychain that is asked in the background must not hold the end.
    runtime.shutdown_background();
    outcome
}

/// Reads a landscape, tells its accounts, then answers each name with the number of its requests. A line each.
fn simulate(runtime: &Runtime) -> Outcome {
    let mut lines = stdin().lines();
    let landscape = Landscape::from_json(&lines.next().ok_or("no landscape")??)?;
    let options = zonedesk_simulator::Options { rate: RATE, ..Default::default() };
    let simulator = runtime.block_on(Simulator::start(landscape, options))?;
    writeln!(stdout(), "{}", serde_json::to_string(&simulator.accounts)?)?;
    for name in lines {
        writeln!(stdout(), "{}", simulator.control.requests(&name?).unwrap_or_default())?;
    }
    Ok(())
}

/// The app in a workspace of its own beside a landscape that answers.
pub struct Accounts {
    pub app: App,
    pub infos: Vec<AccountInfo>,
    simulator: Child,
    asks: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
    _dir: TempDir,
}

impl Accounts {
    /// Starts both.
    ///
    /// # Errors
    /// What keeps either from starting.
    pub async fn of(landscape: &Landscape) -> Outcome<Self> {
        let mut simulator = Command::new(std::env::current_exe()?)
            .env(SIMULATOR, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut asks = simulator.stdin.take().ok_or("no way in")?;
        let mut answers = BufReader::new(simulator.stdout.take().ok_or("no way out")?).lines();
        writeln!(asks, "{}", serde_json::to_string(landscape)?)?;
        let infos = serde_json::from_str(&answers.next().ok_or("the simulator does not start")??)?;
        let dir = tempfile::tempdir()?;
        let app = App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() });
        session::secrets_this_run(&app).await?;
        Ok(Self { app, infos, simulator, asks: Some(asks), answers, _dir: dir })
    }

    /// Adds an account as a system. Its id.
    ///
    /// # Errors
    /// The app's.
    pub async fn add(&self, number: usize) -> Outcome<String> {
        let account = &self.infos[number];
        let system = NewSystem {
            name: account.name.clone(),
            url: account.url.clone(),
            token_url: account.token_url.clone(),
            client_id: account.client_id.clone(),
            secret: Some(account.client_secret.clone()),
            ..NewSystem::default()
        };
        Ok(landscape::system_add(&self.app, system).await?.id)
    }

    /// How long it takes until all have been read.
    ///
    /// # Errors
    /// One that could not be read, or not at the first attempt.
    pub async fn read(&self, systems: &[String]) -> Outcome<Duration> {
        let began = Instant::now();
        let mut started: Vec<Job> = Vec::new();
        for system in systems {
            started.push(refresh::refresh(&self.app, system).await?);
        }
        for job in started {
            let ended = jobs::job_end(&self.app, &job.id).await?;
            if ended.state != JobState::Done || ended.repeats > 0 {
                return Err(format!("{ended:?}").into());
            }
        }
        Ok(began.elapsed())
    }

    /// Requests that an account has seen.
    ///
    /// # Errors
    /// The simulator is gone.
    pub fn requests(&mut self, number: usize) -> Outcome<u64> {
        let asks = self.asks.as_mut().ok_or("the simulator has ended")?;
        writeln!(asks, "{}", self.infos[number].subdomain)?;
        Ok(self.answers.next().ok_or("the simulator has ended")??.parse()?)
    }
}

impl Drop for Accounts {
    fn drop(&mut self) {
        // It ends with what it reads.
        self.asks = None;
        let _ = self.simulator.wait();
    }
}
