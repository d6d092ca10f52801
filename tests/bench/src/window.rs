//! What the benchmarks of the window do alike.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use zonedesk_e2e::{Result, Session};

const PATIENCE: Duration = Duration::from_secs(60);

/// Leads the page to a route.
pub async fn go(session: &Session, route: &str) -> Result<()> {
    let go = json!({"script": "location.hash = arguments[0]", "args": [route]});
    session.post("/execute/sync", &go).await.map(drop)
}

/// Runs a script until its answer is enough; `path` is the protocol's, `/execute/sync` or `/execute/async`.
pub async fn until(
    session: &Session,
    path: &str,
    script: &str,
    enough: impl Fn(&Value) -> bool,
) -> Result<Value> {
    let end = Instant::now() + PATIENCE;
    loop {
        let answer = session.post(path, &json!({"script": script, "args": []})).await?;
        if enough(&answer) {
            return Ok(answer);
        }
        if Instant::now() > end {
            let shown =
                json!({"script": "return location.hash + '\\n' + document.body.innerText", "args": []});
            let shown = session.post("/execute/sync", &shown).await?;
            let shown = shown.as_str().unwrap_or_default();
            return Err(format!("waited {} s for: {script}\nshown: {shown}", PATIENCE.as_secs()).into());
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Processes that wanted a processor in the last minute, on average.
#[must_use]
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}
