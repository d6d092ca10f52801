//! Systems leave as files and come back by them.

use std::path::Path;

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};
use zonedesk_simulator::{Clock as _, Landscape, Options, Simulator, SystemClock};

use crate::places::until_no_job_runs;
use crate::screens::{THEMES, add_system, choose, draw_in, screen};

/// The one file in a folder whose name ends so.
fn saved(folder: &Path, ending: &str) -> Result<String> {
    let file = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.to_string_lossy().ends_with(ending))
        .ok_or_else(|| format!("no file {ending}"))?;
    Ok(std::fs::read_to_string(file)?)
}

/// Lets a file go over the dialog.
async fn drop_file(app: &App, name: &str, text: &str) -> Result<()> {
    app.js(
        "const files = new DataTransfer();
        files.items.add(new File([arguments[1]], arguments[0]));
        const drop = { dataTransfer: files, bubbles: true, cancelable: true };
        document.querySelector('[data-testid=import-drop]').dispatchEvent(new DragEvent('drop', drop));",
        json!([name, text]),
    )
    .await
    .map(drop)
}

#[tokio::test]
async fn a_system_leaves_as_json_and_csv_and_comes_back() -> Result<()> {
    let simulator = Simulator::start(Landscape::demo(SystemClock.now()), Options::default()).await?;
    let account = simulator.accounts.iter().find(|one| one.name == "Retail DEV").ok_or("no account")?;
    for theme in THEMES {
        let mut setting = Setting::new(&format!("exchange-{theme}"))?;
        let downloads = setting.workspace.with_file_name("downloads");
        std::fs::create_dir(&downloads)?;
        setting.arguments.extend(["--downloads".to_owned(), downloads.display().to_string()]);
        flow(&setting, async |app| {
            let id = add_system(app, account, &account.client_secret).await?;
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
            app.see("[data-testid=consumer-secret]").await?;
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

            app.keys(&[key::CTRL, "k"]).await?;
            app.see("[data-testid=palette-input]").await?;
            app.type_text("Import").await?;
            app.click("[data-testid=palette-entry-0]").await?;
            app.see("[data-testid=import-choose]").await?;
            screen(app, theme, "import").await?;
            drop_file(app, "hostile.json", "{\"systems\": [").await?;
            app.see("[data-testid=import-file-refused]").await?;
            drop_file(app, "retail.json", &exported).await?;
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
