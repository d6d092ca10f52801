//! Keys out of files and pastes: systems are made of them, and a new one takes the place of an old one.

use serde_json::{Value, json};
use zonedesk_e2e::{Result, Setting, flow};
use zonedesk_simulator::{AccountInfo, Clock as _, Landscape, Options, Simulator, SystemClock};

use crate::places::until_no_job_runs;
use crate::screens::{drop_file, screen};

/// A service key as SAP BTP gives it out.
pub fn key(account: &AccountInfo) -> Value {
    json!({"credentials": {
        "clientid": account.client_id, "clientsecret": account.client_secret, "apiurl": account.url,
        "url": account.token_url.trim_end_matches("/oauth/token"), "identityzone": account.subdomain}})
}

#[tokio::test]
async fn dropped_keys_become_systems_and_a_pasted_one_replaces_an_old_one() -> Result<()> {
    let simulator = Simulator::start(Landscape::demo(SystemClock.now()), Options::default()).await?;
    let account = |name: &str| simulator.accounts.iter().find(|account| account.name == name);
    let (dev, qa) = account("Retail DEV").zip(account("Retail QA")).ok_or("no such account")?;
    flow(&Setting::new("keys")?, async |app| {
        app.see("[data-testid=welcome-add]").await?;
        let both = json!([key(dev), key(qa)]).to_string();
        drop_file(app, "body", "keys.json", &both).await?;
        app.see_text("[data-testid=found-several]", "2").await?;
        app.click("[data-testid=wizard-next]").await?;
        app.see("[data-testid=several]").await?;
        screen(app, "light", "add-several").await?;
        app.type_into("[data-testid=name-1]", "Second").await?;
        app.click("[data-testid=wizard-next]").await?;
        app.see_text("[data-testid=verdict-0]", "works").await?;
        app.see_text("[data-testid=verdict-1]", "works").await?;
        app.click("[data-testid=system-save]").await?;
        app.see("[data-testid='landscape-node-Second']").await?;
        until_no_job_runs(app).await?;

        app.go("/add-system").await?;
        app.paste("[data-testid=paste-key]", &key(dev).to_string()).await?;
        app.see_text("[data-testid=found-secret]", &"•".repeat(40)).await?;
        let shown = app.text("[data-testid=system-wizard]").await?;
        assert!(!shown.contains(&dev.client_secret), "the secret stayed in the page");
        screen(app, "light", "add-found").await?;
        app.click("[data-testid=wizard-discard]").await?;

        app.click("[data-testid='landscape-node-Second']").await?;
        app.click("[data-testid=system-menu]").await?;
        app.click("[data-testid=menu-rotate]").await?;
        app.paste("[data-testid=rotate-dialog] [data-testid=paste-key]", &key(dev).to_string()).await?;
        app.see("[data-testid=rotate-dialog] [data-testid=found]").await?;
        app.click("[data-testid=rotate-go]").await?;
        app.see("[data-testid=rotate-differs]").await?;
        screen(app, "light", "rotate").await?;
        app.click("[data-testid=rotate-other]").await?;
        app.see("[data-testid=rotated]").await
    })
    .await
}
