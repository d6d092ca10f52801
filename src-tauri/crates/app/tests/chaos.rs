//! Changes by the hundred through all that a network, an account and other people can do, with the process killed again
//! and again: each operation is carried out once.
//!
//! A child of this program makes the changes, as a process of the app would; this one is the account, and kills it while
//! a request is on its way. Then another child goes on with what the journal says. What was carried out is read from the
//! account's own log. Everything follows from a seed, which a failure prints:
//! `ZONEDESK_CHAOS_SEED=7 ZONEDESK_CHAOS_OPERATIONS=1000 cargo test --test chaos`, or `cargo xtask soak chaos 7`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that says what it does")]

#[path = "chaos/child.rs"]
mod child;
#[path = "chaos/told.rs"]
mod told;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use zonedesk_app::api::{
    ActivityQuery, Change, JobState, NewSystem, PropertiesEdit, Settings, UserDraft, UserSelection,
};
use zonedesk_app::{App, Options, activity, jobs, landscape, properties, refresh, session};
use zonedesk_simulator::{Control, Failure, Landscape, Running, Simulator};

/// Without a word of the environment: seconds, and all kinds of changes and failures.
const OPERATIONS: usize = 100;
const SEED: u64 = 7;

/// So often each change loses its process at most; then it may come to its end.
const KILLS: usize = 4;

fn main() {
    if let Ok(task) = std::env::var(child::TASK) {
        return child::run(&task);
    }
    // As other tests: only where the name is meant.
    let filters: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if !filters.is_empty() && !filters.iter().any(|filter| "chaos".contains(filter.as_str())) {
        return;
    }
    let seed = number("ZONEDESK_CHAOS_SEED").unwrap_or(SEED);
    let operations = number("ZONEDESK_CHAOS_OPERATIONS").map_or(OPERATIONS, |count| count as usize);
    println!("chaos: seed {seed}, {operations} operations");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(all(seed, operations));
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A small source of chance (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// What is asked for: every user in one part only, so that what became of each can be told.
struct Script {
    system: String,
    /// About a fifth of all operations.
    part: usize,
}

impl Script {
    fn ids(&self, place: usize) -> Vec<String> {
        (place * self.part..(place + 1) * self.part).map(|n| format!("u{n}")).collect()
    }

    fn selection(&self, place: usize) -> UserSelection {
        UserSelection::Ids { ids: self.ids(place) }
    }

    fn new_users(&self) -> Vec<String> {
        (0..self.part / 2).map(|n| format!("new{n}@acme.example")).collect()
    }

    fn changes(&self) -> Vec<Change> {
        let system = || self.system.clone();
        let draft = |name: String| UserDraft {
            email: name.clone(),
            user_name: name,
            origin: "ias".into(),
            active: true,
            ..UserDraft::default()
        };
        vec![
            Change::AddMembers {
                system: system(),
                role_collection: "Crew".into(),
                users: self.selection(0),
                create: self.new_users().into_iter().map(draft).collect(),
                nested: Vec::new(),
                paste: None,
            },
            Change::SetActive { system: system(), users: self.selection(1), active: false },
            Change::RemoveMembers {
                system: system(),
                role_collection: "Readers".into(),
                members: self.ids(2),
            },
            Change::DeleteUsers { system: system(), users: self.selection(3) },
            Change::EditRoleCollection {
                system: system(),
                id: "Readers".into(),
                description: "Those who read".into(),
            },
        ]
    }
}

fn account(part: usize) -> Landscape {
    let users: Vec<String> = (0..part * 5)
        .map(|n| {
            format!(
                r#"{{"id": "u{n}", "userName": "p{n}@acme.example", "origin": "ias", "emails": [{{"value": "p{n}@acme.example"}}]}}"#
            )
        })
        .collect();
    let readers: Vec<String> = (part * 2..part * 3)
        .map(|n| format!(r#"{{"userName": "p{n}@acme.example", "origin": "ias"}}"#))
        .collect();
    let text = format!(
        r#"{{"seed": 7, "accounts": [{{"name": "Shop", "level": "subaccount", "subdomain": "shop", "region": "eu10",
            "users": [{}], "roleCollections": [{{"name": "Crew"}}, {{"name": "Readers", "members": [{}]}}]}}]}}"#,
        users.join(","),
        readers.join(",")
    );
    Landscape::from_json(&text).unwrap()
}

fn open(dir: &Path) -> App {
    App::open(Options { workspace: Some(dir.to_owned()), first_pause: Duration::from_millis(1) })
}

/// A workspace with the account, read once in fair weather.
async fn set_up(dir: &Path, simulator: &Running, part: usize) -> String {
    let app = open(dir);
    session::secrets_this_run(&app).await.unwrap();
    let settings = Settings { requests_per_second: 0, ..Settings::default() };
    session::settings_save(&app, settings).await.unwrap();
    let info = &simulator.accounts[0];
    let system = NewSystem {
        name: "Shop".into(),
        url: info.url.clone(),
        token_url: info.token_url.clone(),
        client_id: info.client_id.clone(),
        secret: Some(info.client_secret.clone()),
        ..NewSystem::default()
    };
    let id = landscape::system_add(&app, system).await.unwrap().id;
    // Many PATCHes of few members each.
    let threshold = Some((part / 8).max(2).to_string());
    let properties = [("xsuaa.patch.group.members.above.threshold".to_owned(), threshold)].into();
    properties::properties_save(&app, &id, PropertiesEdit { properties, ..Default::default() })
        .await
        .unwrap();
    let job = refresh::refresh(&app, &id).await.unwrap();
    assert_eq!(jobs::job_end(&app, &job.id).await.unwrap().state, JobState::Done);
    id
}

/// What the weather of a child's life is to be: failures for the requests that come, then silence.
fn weather(control: &Control, chance: &mut Chance, kill: bool, reach: usize) {
    let html = |status| Failure::Html { status };
    let nothing = Failure::Slow { milliseconds: 0 };
    let mut failures = Vec::new();
    for _ in 0..chance.below(reach) {
        failures.push(match chance.below(40) {
            0 => html(502),
            1 => html(503),
            2 => html(504),
            3 => Failure::Status { status: 429, retry_after: Some(0) },
            4 => Failure::Reset,
            5 => Failure::Lost,
            6 => Failure::Truncated,
            7 => Failure::Half,
            8 => Failure::Slow { milliseconds: 3 },
            9 => Failure::Expired,
            _ => nothing.clone(),
        });
    }
    if kill {
        failures.push(Failure::Silence { run: chance.below(2) == 0 });
    }
    let mut some = |most| chance.below(most) as u32;
    let (storm, newcomers, vanishing, stale) = (some(8), some(3), some(2), some(4));
    let skew = i64::from(some(7_200_000)) - 3_600_000;
    control
        .set("shop", |settings| {
            settings.fail_next = failures.into();
            (settings.storm, settings.storm_retry_after) = (storm, 0);
            (settings.newcomers, settings.vanishing) = (newcomers, vanishing);
            settings.stale_writes = stale;
            settings.clock_skew = skew;
        })
        .unwrap();
}

fn fair(control: &Control) {
    control
        .set("shop", |settings| {
            settings.fail_next.clear();
            (settings.storm, settings.newcomers, settings.vanishing) = (0, 0, 0);
            (settings.stale_writes, settings.clock_skew) = (0, 0);
        })
        .unwrap();
}

/// Lives until its work is done, or until a request of it meets silence. Whether it was killed.
async fn live(mut process: Child, control: &Control) -> bool {
    let mut silences = control.silences("shop").unwrap();
    let mut output = process.stdout.take().unwrap();
    // Its end of the pipe is closed when it ends, in whatever way.
    let ended = tokio::task::spawn_blocking(move || {
        let mut text = String::new();
        output.read_to_string(&mut text).map(|_| text)
    });
    tokio::pin!(ended);
    let killed = tokio::select! {
        text = &mut ended => {
            let status = process.wait().unwrap();
            assert!(status.success(), "the child failed: {}", text.unwrap().unwrap_or_default());
            return false;
        }
        changed = silences.changed() => changed.is_ok(),
    };
    process.kill().unwrap();
    process.wait().unwrap();
    killed
}

async fn all(seed: u64, operations: usize) {
    let part = (operations / 5).max(8);
    let began = Instant::now();
    let simulator = Simulator::start(account(part), Default::default()).await.unwrap();
    let control = &simulator.control;
    let dir = tempfile::tempdir().unwrap();
    let script = Script { system: set_up(dir.path(), &simulator, part).await, part };
    control.set("shop", |settings| settings.keep_writes = true).unwrap();
    let mut chance = Chance(seed);
    let (mut kills, mut children) = (0, 0);
    for change in script.changes() {
        let entries = journal(dir.path()).await.0;
        let mut lives = 0;
        loop {
            let (now, interrupted) = journal(dir.path()).await;
            let task = match interrupted {
                Some(entry) => Change::Resume { entry },
                None if now == entries => change.clone(),
                None => break,
            };
            // Near its beginning, in its middle, or as late as it comes.
            let reach = [6, 25, part * 2][chance.below(3)];
            weather(control, &mut chance, lives < KILLS, reach);
            children += 1;
            let child = Command::new(std::env::current_exe().unwrap())
                .env(child::TASK, serde_json::to_string(&task).unwrap())
                .env(child::WORKSPACE, dir.path())
                .env(child::SECRET, &simulator.accounts[0].client_secret)
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            kills += usize::from(live(child, control).await);
            lives += 1;
            fair(control);
            assert!(lives < 50, "{change:?} comes to no end");
        }
    }
    let writes = control.writes("shop").unwrap();
    if number("ZONEDESK_CHAOS_SEED").is_some() {
        tell(dir.path()).await;
    }
    let there: BTreeSet<String> = told::users(&simulator).await;
    told::check(&script, &writes, &there);
    let app = open(dir.path());
    let check = activity::journal_verify(&app).await.unwrap();
    assert!(check.intact, "{check:?}");
    assert_eq!(std::fs::read_dir(dir.path().join("runs")).unwrap().count(), 0);
    assert!(kills > 0, "nobody was killed");
    println!(
        "chaos: {} entries intact, {children} processes, {kills} killed, {} writes, {:.1} s",
        check.entries,
        writes.len(),
        began.elapsed().as_secs_f32()
    );
}

/// How many entries there are, and the first that was interrupted.
async fn journal(dir: &Path) -> (u64, Option<i64>) {
    let app = open(dir);
    let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
    let total = activity::activity_page(&app, &query).await.unwrap().total;
    let interrupted = activity::interrupted(&app).await.unwrap();
    (total, interrupted.first().map(|entry| entry.entry))
}

/// What did not go as planned, for whoever looks why a seed fails.
async fn tell(dir: &Path) {
    let app = open(dir);
    for entry in 1..=journal(dir).await.0 {
        let detail = activity::activity_detail(&app, entry as i64).await.unwrap();
        println!("{entry}: {}", detail.entry.title.message);
        for result in detail.results.iter().filter(|result| result.error.is_some()) {
            println!("   {} {} {:?}: {:?}", result.method, result.path, result.status, result.error);
            for attempt in &result.attempts {
                println!("      {:?} {:?}", attempt.status, attempt.note);
            }
        }
    }
}
