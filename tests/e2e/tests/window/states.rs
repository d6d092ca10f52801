//! What a list says of its account: being read for the first time, read-only, out of reach.

use serde_json::json;
use zonedesk_e2e::{App, Result, Setting, flow, output};
use zonedesk_simulator::{Landscape, Options, Settings, Simulator};

/// Leaves a picture of a state and has axe look at it.
async fn state(app: &App, name: &str) -> Result<()> {
    app.settle().await?;
    app.picture(&output().join(format!("screenshots/light/{name}.png"))).await?;
    app.check_accessibility().await
}

#[tokio::test]
async fn a_list_says_how_its_account_is() -> Result<()> {
    let simulator = Simulator::start(Landscape::of_size(4_000, 40), Options::default()).await?;
    let account = simulator.accounts[0].clone();
    let set =
        |change: fn(&mut Settings)| simulator.control.set(&account.subdomain, change).ok_or("no account");
    flow(&Setting::new("states")?, async |app| {
        let system = json!({
            "name": account.name, "description": "", "level": "subaccount", "tags": [],
            "url": account.url, "tokenUrl": account.token_url,
            "clientId": account.read_only_client_id, "secret": account.read_only_client_secret,
        });
        let system = app.invoke("system_add", json!({ "system": system })).await?;
        let id = system["id"].as_str().ok_or("no id")?;
        app.go(&format!("/system/{id}/users")).await?;
        // Slow enough to be seen: eight pages of users.
        set(|settings| settings.delay = 600)?;
        app.click("[data-testid=read-now]").await?;
        app.see("[data-testid=row-0]").await?;
        app.see_text("[data-testid=strip-loading]", "of about 4,").await?;
        app.settle().await?;
        app.picture(&output().join("screenshots/light/users-loading.png")).await?;
        set(|settings| settings.delay = 0)?;
        app.see_no("[data-testid=strip-loading]").await?;
        app.see("[data-testid=row-0]").await?;

        app.see("[data-testid=create][aria-disabled=true]").await?;
        state(app, "users-read-only").await?;

        set(|settings| settings.unreachable = true)?;
        app.click("[data-testid=refresh]").await?;
        app.see("[data-testid=strip-offline]").await?;
        app.see("[data-testid=row-0]").await?;
        state(app, "users-offline").await
    })
    .await
}
