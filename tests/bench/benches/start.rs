//! From the start of the process to the first rows on the screen, against the start of an empty window of the same
//! shell: five pairs, one after the other in turn, the best of each. Run by `cargo xtask bench start`, which builds both
//! and brings a display.

use serde_json::json;
use zonedesk_bench::window::{go, load, until};
use zonedesk_e2e::{Result, Setting};

const PAIRS: usize = 5;
/// The app may take this many times the start of the empty window.
const AT_MOST: f64 = 3.0;

#[tokio::main]
async fn main() -> Result<()> {
    if std::env::var_os("ZONEDESK_EMPTY_WINDOW").is_none() {
        println!("start of the window: skipped, needs a display and two programs: cargo xtask bench start");
        return Ok(());
    }
    let app = Setting::of("app", "ZONEDESK_BINARY")?;
    let empty = Setting::of("empty", "ZONEDESK_EMPTY_WINDOW")?;
    open_demo(&app).await?;

    println!("load before: {}", load());
    let (mut best_app, mut best_empty) = (f64::INFINITY, f64::INFINITY);
    for pair in 1..=PAIRS {
        let (this_empty, this_app) = (start(&empty).await?, start(&app).await?);
        println!("pair {pair}: empty window {this_empty:.2} s, first rows {this_app:.2} s, load {}", load());
        best_empty = best_empty.min(this_empty);
        best_app = best_app.min(this_app);
    }
    let times = best_app / best_empty;
    println!(
        "best: empty window {best_empty:.2} s, first rows {best_app:.2} s: {times:.2} times (limit {AT_MOST})"
    );
    if times > AT_MOST { Err(format!("{times:.2} times the empty window").into()) } else { Ok(()) }
}

/// Opens the demo landscape, and leaves the window at the users of its largest account, all of them in the snapshot.
async fn open_demo(setting: &Setting) -> Result<()> {
    const OPEN: &str = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('demo_open').then(
            ({ systems }) => done(systems.find((system) => system.name === 'Retail PROD').id), (error) => done(error));";
    const RUNNING: &str = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke('jobs').then((all) => done(all.filter((job) => job.state === 'running').length));";
    let session = setting.session().await?;
    let system = session.post("/execute/async", &json!({"script": OPEN, "args": []})).await?;
    let system =
        system.as_str().ok_or_else(|| format!("the demo landscape was not opened: {system}"))?.to_owned();
    until(&session, "/execute/async", RUNNING, |left| left == 0).await?;
    go(&session, &format!("/system/{system}/users")).await?;
    until(&session, "/execute/sync", MARK, |at| !at.is_null()).await?;
    session.end().await?;
    setting.until_ended().await
}

/// When the page says that its first rows stand, in milliseconds since 1970.
const MARK: &str = "
    const [mark] = performance.getEntriesByName('first-rows');
    return mark ? performance.timeOrigin + mark.startTime : null";

/// Seconds from the start of the process to the mark that the page sets when its first rows stand.
async fn start(setting: &Setting) -> Result<f64> {
    let session = setting.session().await?;
    let at = until(&session, "/execute/sync", MARK, |at| !at.is_null()).await?;
    let started = process_start(setting)?;
    session.end().await?;
    setting.until_ended().await?;
    Ok(at.as_f64().ok_or("the mark has no time")? / 1000.0 - started)
}

/// When the process of this program started, in seconds since 1970, on the clock of the page: proc_pid_stat(5) has it
/// in hundredths since boot.
fn process_start(setting: &Setting) -> Result<f64> {
    let stat = std::fs::read_to_string(setting.process()?.join("stat"))?;
    let ticks: f64 = stat
        .rsplit_once(')')
        .and_then(|(_, fields)| fields.split_whitespace().nth(19))
        .ok_or("no start time in /proc")?
        .parse()?;
    let uptime = std::fs::read_to_string("/proc/uptime")?;
    let uptime: f64 = uptime.split_whitespace().next().ok_or("no uptime")?.parse()?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs_f64();
    Ok(now - uptime + ticks / 100.0)
}
