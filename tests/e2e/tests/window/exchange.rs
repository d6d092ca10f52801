//! Systems leave as files and come back by them.

use std::path::Path;

use serde_json::{Value, json};
use zonedesk_e2e::{Result, Setting, flow, key};

use crate::places::until_no_job_runs;
use crate::screens::{THEMES, add_account, choose, downloads, draw_in, drop_file, screen, simulated};

/// The one file in a folder whose name ends so.
pub fn saved(folder: &Path, ending: &str) -> Result<String> {
    let file = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.to_string_lossy().ends_with(ending))
        .ok_or_else(|| format!("no file {ending}"))?;
    Ok(std::fs::read_to_string(file)?)
}

#[tokio::test]
async fn a_system_leaves_as_json_and_csv_and_comes_back() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        let mut setting = Setting::new(&format!("exchange-{theme}"))?;
        let downloads = downloads(&mut setting)?;
        flow(&setting, async |app| {
            let id = add_account(app, &account).await?;
            draw_in(app, theme).await?;
            app.go(&format!("/system/{id}/overview")).await?;
            choose(app, "export-json").await?;
            app.see("[data-testid=json-save]").await?;
            screen(app, theme, "export-json").await?;
            app.click("[data-testid=json-save]").await?;
            app.see("[data-testid=json-saved]").await?;
            let exported = saved(&downloads, ".json")?;
            let query = json!({"systems": [id], "history": false});
            let asked = app.invoke("export_json", json!({ "query": query })).await?;
            assert_eq!(json!(exported), asked["text"]);
            assert!(!exported.contains(&account.client_secret), "a secret left the app");
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=json-dialog]").await?;

            choose(app, "export-idm-csv").await?;
            app.type_into("[data-testid=csv-public-url]", "https://proxy.acme.example").await?;
            app.click("[data-testid=csv-add-consumer]").await?;
            app.type_into("[data-testid=consumer-id]", "idm").await?;
            app.click("[data-testid=consumer-add]").await?;
            // shown once, and in no picture
            app.see("[data-testid=consumer-secret]").await?;
            app.click("[data-testid=consumer-secret-close]").await?;
            app.see_no("[data-testid=consumer-secret]").await?;
            app.see("[data-testid=csv-table]").await?;
            screen(app, theme, "export-csv").await?;
            app.click("[data-testid=csv-save]").await?;
            app.see("[data-testid=csv-next]").await?;
            screen(app, theme, "export-csv-next").await?;
            let written = saved(&downloads, ".csv")?;
            assert!(written.contains("\"proxy.acme.example\""), "{written}");
            assert!(!written.contains(&account.client_secret), "a secret left the app");
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=csv-dialog]").await?;

            app.go("/settings/proxy").await?;
            app.see("[data-testid=settings-port]").await?;
            screen(app, theme, "settings-proxy").await?;
            app.go(&format!("/system/{id}/proxy")).await?;
            app.see_text("[data-testid=consumer-list]", "idm").await?;
            app.click("[data-testid=consumers-add]").await?;
            app.type_into("[data-testid=consumer-id]", "idm-certificate").await?;
            app.click("[data-testid=consumer-sign-in]").await?;
            app.keys(&[key::END]).await?;
            app.keys(&[key::ENTER]).await?;
            app.type_into("[data-testid=consumer-subject]", "CN=idm-certificate, O=Acme").await?;
            app.click("[data-testid=consumer-add]").await?;
            app.see_text("[data-testid=consumer-list]", "CN=idm-certificate, O=Acme").await?;
            app.see_no("[data-testid=consumer-id]").await?;
            app.go(&format!("/system/{id}/overview")).await?;

            app.keys(&[key::CTRL, "k"]).await?;
            app.see("[data-testid=palette-input]").await?;
            app.type_text("Import").await?;
            app.click("[data-testid=palette-entry-0]").await?;
            app.see("[data-testid=import-choose]").await?;
            screen(app, theme, "import").await?;
            let over = "[data-testid=import-drop]";
            drop_file(app, over, "hostile.json", "{\"systems\": [").await?;
            app.see("[data-testid=import-file-refused]").await?;
            drop_file(app, over, "retail.json", &exported).await?;
            app.see("[data-testid=import-tick]").await?;
            screen(app, theme, "import-list").await?;
            let ticked = "return document.querySelector('[data-testid=import-tick]').checked";
            if app.js(ticked, json!([])).await? != json!(true) {
                app.click("[data-testid=import-tick]").await?;
            }
            app.type_into("[data-testid=import-name]", "Retail come back").await?;
            app.click("[data-testid=import-apply]").await?;
            app.see("[data-testid='landscape-node-Retail come back']").await?;
            let found = app.invoke("landscape", json!({})).await?;
            let back: &Value = found["systems"]
                .as_array()
                .and_then(|all| all.iter().find(|one| one["name"] == "Retail come back"))
                .ok_or("not imported")?;
            assert_eq!(back["url"], json!(account.url));
            until_no_job_runs(app).await
        })
        .await?;
    }
    Ok(())
}
