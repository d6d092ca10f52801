//! Typing into transformations of 20, 500 and 10 000 mappings: from a key to the frame that shows it, and how long the
//! check takes that runs beside it. Run by `cargo xtask bench start`.

use serde_json::{Value, json};
use zonedesk_bench::typing::{TYPE, transformation};
use zonedesk_bench::window::{go, load, until};
use zonedesk_e2e::{Result, Session, Setting};

const MAPPINGS: [usize; 3] = [20, 500, 10_000];
const KEYS: usize = 100;
/// From the key to the frame, in ms, of 95 of 100 keys.
const KEY_AT_MOST: f64 = 50.0;

#[tokio::main]
async fn main() -> Result<()> {
    if std::env::var_os("ZONEDESK_EMPTY_WINDOW").is_none() {
        println!("typing: skipped, needs a display and two programs: cargo xtask bench start");
        return Ok(());
    }
    let mut over = false;
    for mappings in MAPPINGS {
        let setting = Setting::of(&format!("typing-{mappings}"), "ZONEDESK_BINARY")?;
        let session = setting.session().await?;
        let typed = typing(&session, mappings).await;
        session.end().await?;
        setting.until_ended().await?;
        let typed = typed?;
        let mut times: Vec<f64> = typed["times"]
            .as_array()
            .ok_or_else(|| typed.to_string())?
            .iter()
            .filter_map(Value::as_f64)
            .collect();
        times.sort_by(f64::total_cmp);
        let at = |share: usize| {
            times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or(0.0)
        };
        println!(
            "{mappings} mappings, {} KB: key to frame p50 {:.0} ms, p95 {:.0} ms, max {:.0} ms (limit {KEY_AT_MOST:.0} at \
             p95), check {:.0} ms, load {}",
            typed["bytes"].as_f64().unwrap_or(0.0) / 1000.0,
            at(50),
            at(95),
            at(100),
            typed["check"].as_f64().unwrap_or(0.0),
            load()
        );
        over |= at(95) > KEY_AT_MOST;
    }
    if over { Err("over the limit".into()) } else { Ok(()) }
}

async fn typing(session: &Session, mappings: usize) -> Result<Value> {
    const SAVE: &str = "
        const done = arguments[arguments.length - 1];
        const invoke = window.__TAURI_INTERNALS__.invoke;
        const url = 'https://localhost:9';
        const system = { name: 'Typing', description: '', level: 'subaccount', url, tokenUrl: url + '/oauth/token', clientId: 'sb', secret: 'none', tags: [] };
        invoke('system_add', { system }).then(async ({ id }) => {
            await invoke('transformation', { system: id, kind: 'read' });
            const version = { system: id, kind: 'read', basedOn: 1, description: 'Long' };
            await invoke('transformation_save', { version, text: arguments[0] });
            done(id);
        }).catch((error) => done({ error }));";
    const OPENED: &str = "return location.hash.startsWith('#/system/')";
    const READY: &str = "return document.querySelectorAll('[data-testid=mapping]').length > 0 &&
        [...document.querySelectorAll('.zeditor .cm-line')].some((one) => one.textContent.includes('attribute'))";
    let save = json!({"script": SAVE, "args": [transformation(mappings)]});
    let system = session.post("/execute/async", &save).await?;
    let id = system.as_str().ok_or_else(|| format!("not saved: {system}"))?.to_owned();
    // The first system of all is opened by the window itself.
    until(session, "/execute/sync", OPENED, |opened| *opened == true).await?;
    go(session, &format!("/system/{id}/transformations/read")).await?;
    until(session, "/execute/sync", READY, |ready| *ready == true).await?;
    session.post("/execute/async", &json!({"script": TYPE, "args": [id, KEYS]})).await
}
