//! Ways to where a flow begins.

use serde_json::json;
use zonedesk_e2e::{App, Result};

/// Opens the demo landscape as the first act of a person, and waits until every account was read.
pub async fn open_demo(app: &App) -> Result<()> {
    app.click("[data-testid=open-demo]").await?;
    app.see("[data-testid=landscape]").await?;
    until_no_job_runs(app).await
}

pub async fn until_no_job_runs(app: &App) -> Result<()> {
    loop {
        let jobs = app.invoke("jobs", json!({})).await?;
        if jobs.as_array().is_some_and(|jobs| jobs.iter().all(|job| job["state"] != "running")) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// Opens a tab of a system by mouse.
pub async fn open_tab(app: &App, system: &str, tab: &str) -> Result<()> {
    app.click(&format!("[data-testid='landscape-node-{system}']")).await?;
    app.click(&format!("[data-testid=tab-{tab}]")).await
}
