//! What the proxy costs: whole processes on this computer, no pace. An account that answers from memory, a bare
//! pass-through (axum and reqwest) and the proxy in turn in front of it, the median of five rounds; then its start, its
//! memory under a thousand consumers, and an initial load at the pace that SAP allows. With `soak`: five minutes of a
//! thousand consumers, and 100 000 users.

mod client;
mod pass_through;
mod role;
mod upstream;

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::{Client, Load, Paths, Target, load};
use role::{Outcome, Player, Upstreams};
use zonedesk_app::serve;
use zonedesk_simulator::{Landscape, Simulator};

/// As `zonedesk` has it; so has the pass-through.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;
const SPAN: Duration = Duration::from_secs(2);
const CONNECTIONS: usize = 16;
/// Of the pass-through's.
const P99_GOAL: f64 = 3.0;

const START_AT_MOST: Duration = Duration::from_millis(150);

const CONSUMERS: usize = 1_000;
/// MiB.
const MEMORY_AT_MOST: u64 = 120;

/// Requests a second.
const RATE: u32 = 3;
/// Of users / 500 / [`RATE`].
const INITIAL_LOAD_AT_MOST: f64 = 1.1;

/// What is asked for, and the least part of the pass-through's requests a second.
const CASES: [(&str, Paths, Paths, f64); 3] = [
    // Each connection has a list of its own, so that none finds what another one has asked for.
    ("a page of 100, cold", first_page, first_page, 0.4),
    ("a page of 100, read ahead", second_page, later_page, 1.0),
    ("one user", one, one, 0.8),
];

fn list(connection: usize, start: usize) -> String {
    format!(
        "/Users?filter=meta.lastModified%20gt%20%222024-01-01T00:00:00.{connection:03}Z%22&startIndex={start}&count=100"
    )
}

fn first_page(connection: usize, _: usize) -> String {
    list(connection, 1)
}

fn second_page(connection: usize, _: usize) -> String {
    list(connection, 101)
}

fn later_page(connection: usize, request: usize) -> String {
    list(connection, 101 + request % 5 * 100)
}

fn one(connection: usize, request: usize) -> String {
    format!("/Users/{connection:08}-1111-4222-8333-{request:012}")
}

/// What a thousand of them do.
fn mixed(connection: usize, request: usize) -> String {
    match (connection + request) % 4 {
        0 => first_page(connection % 50, request),
        1 | 2 => later_page(connection % 50, request),
        _ => one(connection, request),
    }
}

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(async {
        match arguments.as_slice() {
            [role, name, rest @ ..] if role == role::ARGUMENT => role::play(name, rest).await,
            _ => measure(arguments.first().is_some_and(|argument| argument == "soak")).await,
        }
    });
    runtime.shutdown_background();
    outcome
}

async fn measure(soak: bool) -> Outcome {
    let mut missed = Vec::new();
    let dir = tempfile::tempdir()?;
    let upstream = Player::start("upstream", &[])?;
    let app = role::open(dir.path());
    let (system, authorization) = role::system(&app, &Upstreams::at(upstream.address), 0, 10).await?;
    drop(app);
    let workspace = dir.path().to_str().ok_or("an odd folder")?;
    let proxy = || Player::start("proxy", &[workspace, &system]);

    let mut starts = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let player = proxy()?;
        Client::connect(&Arc::new(bare(&player)), 0).await?.get("/health").await?;
        starts.push(began.elapsed());
    }
    starts.sort_unstable();
    let start = starts[ROUNDS / 2];
    println!("start to the first answer: {start:.0?} (limit {START_AT_MOST:?})");
    if start > START_AT_MOST {
        missed.push("start");
    }

    let base = format!("/ipsproxy/service/api/v1/scim/{system}");
    let of = |player: &Player| {
        Arc::new(Target { address: player.address, base: base.clone(), authorization: authorization.clone() })
    };
    let player = proxy()?;
    let pass = Player::start("pass-through", &[&format!("http://{}", upstream.address)])?;
    signed_in(&of(&player)).await?;
    let selected = std::env::var("ZONEDESK_BENCH_CASE").unwrap_or_default();
    for (name, before, paths, at_least) in CASES.into_iter().filter(|case| case.0.contains(&selected)) {
        let (bare, ours) = ((&pass, Arc::new(bare(&pass))), (&player, of(&player)));
        if !compared(name, bare, ours, before, paths, at_least).await? {
            missed.push(name);
        }
    }
    drop(player);

    if selected.is_empty() || selected == "memory" {
        // All come at once, nobody is signed in yet.
        let player = proxy()?;
        let target = of(&player);
        let span = if soak { Duration::from_secs(300) } else { Duration::from_secs(10) };
        let Load { errors, rate, p99 } = load(&target, CONSUMERS, span, mixed, mixed).await?;
        let memory = player.most_memory();
        println!(
            "{CONSUMERS} consumers for {span:?}: {errors} errors, {rate:.0}/s, p99 {p99:.0?}, {} MiB (limit {MEMORY_AT_MOST})",
            memory.map_or_else(|| "unknown".to_owned(), |memory| memory.to_string())
        );
        if errors > 0 {
            missed.push("no errors");
        }
        if memory.is_some_and(|memory| memory > MEMORY_AT_MOST) {
            missed.push("memory");
        }
    }
    if (selected.is_empty() || selected == "initial")
        && !initial_load(if soak { 100_000 } else { 10_000 }).await?
    {
        missed.push("initial load");
    }
    if missed.is_empty() { Ok(()) } else { Err(format!("missed: {}", missed.join(", ")).into()) }
}

/// Nothing before paths, nobody to be known.
fn bare(player: &Player) -> Target {
    Target { address: player.address, base: String::new(), authorization: vec!["Basic Og==".to_owned()] }
}

/// All consumers, one after the other, and that they are given what they ask for.
async fn signed_in(target: &Arc<Target>) -> Outcome {
    for number in 0..target.authorization.len() {
        let mut client = Client::connect(target, number).await?;
        let (status, body) = client.get(&first_page(999, 0)).await?;
        let page: serde_json::Value = serde_json::from_slice(body)?;
        let users = page["Resources"].as_array().map_or(0, Vec::len);
        if (status, users) != (200, 100) {
            return Err(format!("{status}: {page}").into());
        }
    }
    Ok(())
}

/// One of the two that are compared, and where it is asked.
type Side<'p> = (&'p Player, Arc<Target>);

/// Whether the proxy is fast enough.
async fn compared(
    name: &str,
    pass: Side<'_>,
    proxy: Side<'_>,
    before: Paths,
    paths: Paths,
    at_least: f64,
) -> Outcome<bool> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let bare = timed(&pass, before, paths).await?;
        let ours = timed(&proxy, before, paths).await?;
        if bare.0.errors + ours.0.errors > 0 {
            return Err(format!("{name}: {bare:?}, {ours:?}").into());
        }
        rounds.push((ours.0.rate / bare.0.rate, ours, bare));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (share, (ours, work), (bare, least)) = &rounds[ROUNDS / 2];
    let slower = ours.p99.as_secs_f64() / bare.p99.as_secs_f64();
    println!(
        "{name}: {share:.2} of a pass-through (limit {at_least}), {:.0}/s of {:.0}/s, {work:.0?} of a processor a request \
         to {least:.0?}; p99 {:.1?} of {:.1?}, {slower:.1} times (goal {P99_GOAL})",
        ours.rate, bare.rate, ours.p99, bare.p99
    );
    Ok(*share >= at_least)
}

/// A round, and the processor time of each of its requests.
async fn timed((player, target): &Side<'_>, before: Paths, paths: Paths) -> Outcome<(Load, Duration)> {
    let began = player.processor().unwrap_or_default();
    let load = load(target, CONNECTIONS, SPAN, before, paths).await?;
    let took = player.processor().unwrap_or_default().saturating_sub(began);
    let requests = load.rate * SPAN.as_secs_f64();
    Ok((load, took.div_f64(requests.max(1.0))))
}

/// All users of an account that takes three requests a second, by pages of a hundred.
async fn initial_load(users: usize) -> Outcome<bool> {
    let options = zonedesk_simulator::Options { rate: RATE, ..Default::default() };
    let simulator = Simulator::start(Landscape::of_size(users, 10), options).await?;
    let account = &simulator.accounts[0];
    let at = Upstreams {
        url: account.url.clone(),
        token_url: account.token_url.clone(),
        client_id: account.client_id.clone(),
        secret: account.client_secret.clone(),
    };
    let dir = tempfile::tempdir()?;
    let app = role::open(dir.path());
    let (system, authorization) = role::system(&app, &at, RATE, 1).await?;
    let serving = serve::serve(&app, &role::here()).await?;
    let target = Target {
        address: serving.base.trim_start_matches("http://").parse()?,
        base: format!("/ipsproxy/service/api/v1/scim/{system}"),
        authorization,
    };
    let before = simulator.control.requests(&account.subdomain).unwrap_or_default();
    let mut client = Client::connect(&Arc::new(target), 0).await?;
    let (began, mut start) = (Instant::now(), 1);
    while start <= users {
        let (status, body) = client.get(&format!("/Users?startIndex={start}&count=100")).await?;
        let page: serde_json::Value = serde_json::from_slice(body)?;
        let read = page["Resources"].as_array().map_or(0, Vec::len);
        if status != 200 || read == 0 {
            return Err(format!("{start}: {status} {page}").into());
        }
        start += read;
    }
    let took = began.elapsed();
    let requests = simulator.control.requests(&account.subdomain).unwrap_or_default() - before;
    let paced = Duration::from_secs_f64(users as f64 / 500.0 / f64::from(RATE));
    let share = took.as_secs_f64() / paced.as_secs_f64();
    println!(
        "initial load of {users} users: {requests} requests, {took:.1?}, {share:.3} of {paced:.1?} (limit \
         {INITIAL_LOAD_AT_MOST})"
    );
    Ok(share <= INITIAL_LOAD_AT_MOST)
}
