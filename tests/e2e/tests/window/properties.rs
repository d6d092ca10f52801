//! The properties of a system, its credential, and the test that leads to a new one.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::keys;
use crate::screens::{THEMES, add_account, add_system, choose, draw_in, screen, simulated};

/// A plain property as the backend keeps it; null where it is not set.
async fn kept(app: &App, system: &str, name: &str) -> Result<Value> {
    let all = app.invoke("properties", json!({ "owner": system })).await?;
    let found = all["properties"].as_array().and_then(|all| all.iter().find(|one| one["name"] == name));
    Ok(found.map_or(Value::Null, |one| one["value"].clone()))
}

#[tokio::test]
async fn a_wrong_property_is_told_at_its_field_and_kept_only_once_it_is_mended() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        flow(&Setting::new(&format!("properties-{theme}"))?, async |app| {
            let id = add_account(app, &account).await?;
            draw_in(app, theme).await?;
            app.go(&format!("/system/{id}/properties")).await?;
            app.see("[data-testid=property-Password] .dots").await?;
            screen(app, theme, "properties").await?;

            app.click("[data-testid=properties-edit]").await?;
            app.type_into("[data-testid=field-URL]", "nowhere at all").await?;
            app.see("[data-testid=property-URL] .finding.error").await?;
            app.see("[data-testid=properties-save][aria-disabled]").await?;
            app.keys(&[key::CTRL, "s"]).await?;
            app.see("[data-testid=property-URL] .finding.error").await?;
            screen(app, theme, "properties-wrong").await?;
            assert_eq!(kept(app, &id, "URL").await?, json!(account.url), "a wrong value is not kept");

            app.type_into("[data-testid=field-URL]", &account.url).await?;
            app.see_no("[data-testid=property-URL] .finding.error").await?;
            app.click("[data-testid=replace-Password]").await?;
            app.type_into("[data-testid=field-Password]", &account.client_secret).await?;
            app.click("[data-testid=properties-text-toggle]").await?;
            app.see("[data-testid=properties-text]").await?;
            let text = "return document.querySelector('[data-testid=properties-text]').value";
            app.wait("the lines", &format!("{text}.includes('URL=')")).await?;
            let lines = app.js(text, json!([])).await?;
            let lines = lines.as_str().ok_or("no text")?;
            assert!(!lines.contains(&account.client_secret), "a secret stands in the text");
            let ready = "return document.querySelector('[data-testid=properties-text]')
                .shadowRoot.querySelector('textarea')?.disabled === false";
            app.wait("the field to take text", ready).await?;
            app.click("[data-testid=properties-text]").await?;
            app.keys(&[key::CTRL, key::END]).await?;
            app.type_text(&format!("{}my.label=Blue", key::ENTER)).await?;
            app.see_text("[data-testid=properties-changed]", "2").await?;
            screen(app, theme, "properties-text").await?;
            app.click("[data-testid=properties-save]").await?;
            app.see_no("[data-testid=properties-save]").await?;
            app.see("[data-testid='property-my.label']").await?;
            assert_eq!(kept(app, &id, "my.label").await?, json!("Blue"));

            app.click("[data-testid=tab-history]").await?;
            app.see_text("[data-testid=history-row][aria-posinset='1']", "Credential Password replaced")
                .await?;
            app.see_text("[data-testid=history-row][aria-posinset='2']", "my.label set to Blue").await?;
            screen(app, theme, "history").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_failed_test_leads_to_a_new_key_with_which_it_passes() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        flow(&Setting::new(&format!("test-{theme}"))?, async |app| {
            let id = add_system(app, &account, &account.client_id, "not the one").await?;
            draw_in(app, theme).await?;
            app.go(&format!("/system/{id}/properties")).await?;
            choose(app, "test").await?;
            app.see("[data-testid=step-token].bad").await?;
            app.see("[data-testid=test-mend]").await?;
            screen(app, theme, "test-failed").await?;

            app.click("[data-testid=test-mend]").await?;
            let key = keys::key(&account).to_string();
            app.paste("[data-testid=rotate-dialog] [data-testid=paste-key]", &key).await?;
            app.see("[data-testid=rotate-dialog] [data-testid=found]").await?;
            app.click("[data-testid=rotate-go]").await?;
            app.see("[data-testid=rotated]").await?;
            app.click("[data-testid=rotate-close]").await?;
            app.see_no("[data-testid=rotate-dialog]").await?;

            choose(app, "test").await?;
            app.see("[data-testid=step-speed]").await?;
            app.see("[data-testid=test-again]:not([aria-disabled])").await?;
            app.see_no("[data-testid=test-steps] .bad").await?;
            screen(app, theme, "test-passed").await
        })
        .await?;
    }
    Ok(())
}
