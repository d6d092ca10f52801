//! Keys out of files and pastes: systems are made of them, and a new one takes the place of an old one.

use std::time::{Duration, SystemTime};

use rcgen::{CertificateParams, DnType, KeyPair};
use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key as keyboard};
use zonedesk_simulator::{AccountInfo, Clock as _, Landscape, Options, Simulator, SystemClock};

use crate::places::until_no_job_runs;
use crate::screens::{THEMES, draw_in, drop_file, screen, simulated};

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

/// A certificate that ends in so many days, and its key: PEM.
fn key_pair(days: u64) -> Result<(String, String)> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "sb-zonedesk");
    let ends =
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)? + Duration::from_hours(24 * days + 1);
    params.not_after = rcgen::date_time_ymd(1970, 1, 1) + ends;
    Ok((params.self_signed(&key)?.pem(), key.serialize_pem()))
}

/// Fills the form for a credential field by field, but for what signs on.
async fn by_hand(app: &App, account: &AccountInfo) -> Result<()> {
    app.type_into("[data-testid=system-url]", &account.url).await?;
    app.type_into("[data-testid=system-tokenUrl]", &account.token_url).await?;
    app.type_into("[data-testid=system-clientId]", &account.client_id).await
}

#[tokio::test]
async fn a_certificate_and_its_key_are_entered_by_hand_and_its_end_is_told() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        let ((certificate, secret), (again, newer)) = (key_pair(21)?, key_pair(90)?);
        flow(&Setting::new(&format!("certificate-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            app.go("/add-system").await?;
            app.click("[data-testid=by-hand-open]").await?;
            by_hand(app, &account).await?;
            app.press_until("[data-testid=system-kind]", keyboard::DOWN, "[data-testid=system-certificate]")
                .await?;
            // The key of another certificate is told before anything is kept.
            app.paste("[data-testid=system-certificate]", &certificate).await?;
            app.paste("[data-testid=system-key]", &newer).await?;
            app.click("[data-testid=by-hand-done]").await?;
            app.see("[data-testid=system-key][aria-invalid]").await?;
            app.click("[data-testid=system-key]").await?;
            app.keys(&[keyboard::CTRL, "a"]).await?;
            app.keys(&[keyboard::DELETE]).await?;
            app.paste("[data-testid=system-key]", &secret).await?;
            app.click("[data-testid=by-hand-done]").await?;
            app.see_text("[data-testid=found]", "ends in 21 days").await?;
            screen(app, theme, "add-certificate").await?;
            app.click("[data-testid=wizard-next]").await?;
            app.type_into("[data-testid=system-name]", "By certificate").await?;
            screen(app, theme, "add-place").await?;
            app.click("[data-testid=wizard-next]").await?;
            app.see("[data-testid=test-steps] .bad").await?;
            app.click("[data-testid=system-save]").await?;
            app.see("[data-testid='landscape-node-By certificate']").await?;
            until_no_job_runs(app).await?;

            app.click("[data-testid=tab-properties]").await?;
            let row = "[data-testid=property-PrivateKey]";
            app.see_text(row, "CN=sb-zonedesk, ends in 21 days").await?;
            app.click("[data-testid=replace-PrivateKey]").await?;
            // WebDriver does not come to what lies below the edge of a list.
            app.see("[data-testid=field-certificate]").await?;
            app.js("document.querySelector('[data-testid=field-certificate]').scrollIntoView()", json!([]))
                .await?;
            app.paste("[data-testid=field-PrivateKey]", &newer).await?;
            app.paste("[data-testid=field-certificate]", &again).await?;
            app.click("[data-testid=properties-save]:not([aria-disabled])").await?;
            app.see_text(row, "ends in 90 days").await?;
            let shown = app.text("body").await?;
            assert!(!shown.contains("PRIVATE KEY"), "the key stayed in the page");
            screen(app, theme, "properties-certificate").await
        })
        .await?;
    }
    Ok(())
}
