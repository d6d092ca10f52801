//! What a list says of its account: being read for the first time, read-only, out of reach.

use zonedesk_e2e::{Result, Setting, flow};
use zonedesk_simulator::{Landscape, Options, Settings, Simulator};

use crate::screens::{add_system, picture, screen};

#[tokio::test]
async fn a_list_says_how_its_account_is() -> Result<()> {
    let simulator = Simulator::start(Landscape::of_size(4_000, 40), Options::default()).await?;
    let account = simulator.accounts[0].clone();
    let set =
        |change: fn(&mut Settings)| simulator.control.set(&account.subdomain, change).ok_or("no account");
    flow(&Setting::new("states")?, async |app| {
        let read_only =
            account.read_only_client_id.as_deref().zip(account.read_only_client_secret.as_deref());
        let (client, secret) = read_only.ok_or("no read-only credential")?;
        let id = add_system(app, &account, client, secret).await?;
        app.go(&format!("/system/{id}/users")).await?;
        // Slow enough to be seen: eight pages of users.
        set(|settings| settings.delay = 1_500)?;
        app.click("[data-testid=read-now]").await?;
        app.see("[data-testid=row-0]").await?;
        app.see_text("[data-testid=strip-loading]", "of about 4,").await?;
        picture(app, "light", "users-loading").await?;
        set(|settings| settings.delay = 0)?;
        app.see_no("[data-testid=strip-loading]").await?;
        app.see("[data-testid=row-0]").await?;

        app.see("[data-testid=create][aria-disabled=true]").await?;
        screen(app, "light", "users-read-only").await?;

        set(|settings| settings.unreachable = true)?;
        app.click("[data-testid=refresh]").await?;
        app.see("[data-testid=strip-offline]").await?;
        app.see("[data-testid=row-0]").await?;
        screen(app, "light", "users-offline").await
    })
    .await
}
