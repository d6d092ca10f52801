//! The window over one account of 100 000 users: first rows after a click, and what the window takes in memory above an
//! empty one of the same shell. Run by `cargo xtask bench start`.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;
use zonedesk_bench::account::fill;
use zonedesk_bench::window::{go, load, until};
use zonedesk_e2e::{Result, Setting};

const USERS: usize = 100_000;
const TURNS: usize = 5;
/// From the click to the first rows, in milliseconds.
const CLICK_AT_MOST: f64 = 300.0;
/// Above the empty window, in MB.
const MEMORY_AT_MOST: f64 = 80.0;
/// What a window needs to come to rest before its memory is looked at.
const REST: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<()> {
    if std::env::var_os("ZONEDESK_EMPTY_WINDOW").is_none() {
        println!("large account: skipped, needs a display and two programs: cargo xtask bench start");
        return Ok(());
    }
    let empty = Setting::of("empty", "ZONEDESK_EMPTY_WINDOW")?;
    let session = empty.session().await?;
    sleep(REST).await;
    let base = memory(&empty.process()?)?;
    session.end().await?;
    empty.until_ended().await?;

    let app = Setting::of("large", "ZONEDESK_BINARY")?;
    let (workspace, system) = fill(&app.workspace, USERS);
    drop(workspace);
    let session = app.session().await?;
    let (mut best, mut above) = (f64::INFINITY, 0.0);
    for turn in 1..=TURNS {
        go(&session, &format!("/system/{system}/overview")).await?;
        until(&session, "/execute/sync", OVERVIEW, |there| *there == true).await?;
        let milliseconds = session.post("/execute/async", &json!({"script": CLICK, "args": []})).await?;
        let milliseconds = milliseconds.as_f64().ok_or("no time was taken")?;
        println!("turn {turn}: first rows {milliseconds:.0} ms after the click");
        best = best.min(milliseconds);
        if turn == 1 {
            sleep(REST).await;
            above = memory(&app.process()?)? - base;
        }
    }
    sleep(REST).await;
    let later = memory(&app.process()?)? - base;
    session.end().await?;
    app.until_ended().await?;
    println!(
        "{USERS} users: best click {best:.0} ms (limit {CLICK_AT_MOST:.0}), memory {above:.0} MB above the empty window's \
         {base:.0} with the list open (limit {MEMORY_AT_MOST:.0}), {later:.0} MB after {TURNS} turns, load {}",
        load()
    );
    if best > CLICK_AT_MOST || above > MEMORY_AT_MOST { Err("over the limit".into()) } else { Ok(()) }
}

/// Whether the overview has taken the list's place.
const OVERVIEW: &str = "
    return !document.querySelector('[data-testid^=row-]') && !!document.querySelector('[data-tab=users]')";

/// Clicks the tab and waits for the frame that follows the first rows in the page.
const CLICK: &str = "
    const done = arguments[arguments.length - 1];
    const began = performance.now();
    const look = () => document.querySelector('[data-testid^=row-] .cell, [data-testid^=row-] [role=gridcell]')
        ? requestAnimationFrame(() => done(performance.now() - began))
        : requestAnimationFrame(look);
    document.querySelector('[data-tab=users]').click();
    look();";

/// MB of a process and all below it, each shared page counted by its share (`Pss` of proc_pid_smaps(5)).
fn memory(process: &Path) -> Result<f64> {
    let mut below: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        let parent =
            stat.rsplit_once(')').and_then(|(_, fields)| fields.split_whitespace().nth(1)?.parse().ok());
        below.entry(parent.unwrap_or(0)).or_default().push(id);
    }
    let first = process.file_name().and_then(|name| name.to_str()?.parse().ok()).ok_or("no process")?;
    let mut waiting: Vec<u32> = vec![first];
    let mut kilobytes = 0.0;
    while let Some(id) = waiting.pop() {
        waiting.extend(below.remove(&id).unwrap_or_default());
        let Ok(rollup) = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")) else { continue };
        let pss = rollup
            .lines()
            .find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kilobytes += pss.unwrap_or(0.0);
    }
    Ok(kilobytes / 1024.0)
}
