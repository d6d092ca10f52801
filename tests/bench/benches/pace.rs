//! Accounts read at the pace that SAP allows: three requests a second each. The whole app against a simulator that
//! runs no more, requests counted at its side.
//!
//! A large account is read with as few requests as there are pages, in the time that these take at that pace. Twenty
//! accounts together take hardly longer than the slowest of them alone.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use zonedesk_app::api::{Job, JobState, NewSystem};
use zonedesk_app::{App, Options, jobs, landscape, refresh, session};
use zonedesk_simulator::{Landscape, Running, Simulator};

const RATE: u32 = 3;

/// One account: users, role collections, and the requests that may be sent to read it.
const LARGE: (usize, usize, u64) = (100_000, 2_000, 205);
/// Of requests / [`RATE`].
const LARGE_AT_MOST: f64 = 1.05;

const SEVERAL: usize = 20;
/// The largest of several; the others are smaller.
const LARGEST: usize = 10_000;
/// Of the slowest alone.
const SEVERAL_AT_MOST: f64 = 1.1;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(async {
        large().await?;
        several().await
    });
    // A keychain that is asked in the background must not hold the end.
    runtime.shutdown_background();
    outcome
}

async fn large() -> Outcome {
    let (users, role_collections, most) = LARGE;
    let bench = Bench::of(Landscape::of_size(users, role_collections)).await?;
    let system = bench.add(0).await?;
    let took = bench.read(std::slice::from_ref(&system)).await?;
    let node = landscape::landscape(&bench.app).await?.systems.swap_remove(0);
    let requests = bench.requests(0);
    let paced = Duration::from_secs_f64(requests as f64 / f64::from(RATE));
    let share = took.as_secs_f64() / paced.as_secs_f64();
    println!(
        "{users} users and {role_collections} role collections: {requests} requests (limit {most}), {took:.1?}, \
         {share:.3} of {paced:.1?} (limit {LARGE_AT_MOST})"
    );
    if node.users != Some(users as u64) || node.role_collections != Some(role_collections as u64) {
        return Err(format!(
            "{:?} users and {:?} role collections were read",
            node.users, node.role_collections
        )
        .into());
    }
    if requests > most || share > LARGE_AT_MOST { Err("above the limit".into()) } else { Ok(()) }
}

async fn several() -> Outcome {
    let alone = Bench::of(accounts()?).await?;
    let slowest = alone.add(0).await?;
    let alone = alone.read(std::slice::from_ref(&slowest)).await?;
    let bench = Bench::of(accounts()?).await?;
    let mut systems = Vec::new();
    for number in 0..SEVERAL {
        systems.push(bench.add(number).await?);
    }
    let together = bench.read(&systems).await?;
    let requests: u64 = (0..SEVERAL).map(|number| bench.requests(number)).sum();
    let share = together.as_secs_f64() / alone.as_secs_f64();
    println!(
        "{SEVERAL} accounts: {requests} requests, {together:.2?}, {share:.3} of the slowest alone, {alone:.2?} \
         (limit {SEVERAL_AT_MOST})"
    );
    if share > SEVERAL_AT_MOST { Err("above the limit".into()) } else { Ok(()) }
}

fn accounts() -> Outcome<Landscape> {
    let mut accounts = String::new();
    for number in 0..SEVERAL {
        let users = LARGEST - number * LARGEST / SEVERAL;
        let comma = if number == 0 { "" } else { "," };
        write!(
            accounts,
            r#"{comma}{{"name": "Account {number}", "level": "subaccount", "subdomain": "a{number}", "region": "eu10", "origins": ["acme-ias"],
                "generate": {{"users": {users}, "roleCollections": 100, "firstPerson": 0}}}}"#
        )?;
    }
    Ok(Landscape::from_json(&format!(r#"{{"seed": 1, "accounts": [{accounts}]}}"#))?)
}

struct Bench {
    app: App,
    simulator: Running,
    _dir: TempDir,
}

impl Bench {
    async fn of(landscape: Landscape) -> Outcome<Self> {
        let dir = tempfile::tempdir()?;
        let app = App::open(Options { workspace: Some(dir.path().to_owned()), ..Options::default() });
        session::secrets_this_run(&app).await?;
        let options = zonedesk_simulator::Options { rate: RATE, ..Default::default() };
        Ok(Self { app, simulator: Simulator::start(landscape, options).await?, _dir: dir })
    }

    /// Its system's id.
    async fn add(&self, number: usize) -> Outcome<String> {
        let account = &self.simulator.accounts[number];
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
    async fn read(&self, systems: &[String]) -> Outcome<Duration> {
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

    fn requests(&self, number: usize) -> u64 {
        self.simulator.control.requests(&self.simulator.accounts[number].subdomain).unwrap_or_default()
    }
}
