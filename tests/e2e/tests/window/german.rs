//! The screens with the longest words, in German and in the smallest window that they are made for: a picture of each
//! is left, and none of what they say is cut off.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::compare::{edited, see_effect};
use crate::places::{open_demo, open_tab, until_no_job_runs};
use crate::proxy::{Caller, break_reading, free_port, serve_at_a_free_port};
use crate::screens::{draw_in, drop_file, picture, system_of};

struct Look<'a> {
    app: &'a App,
    /// What does not fit, by screen; told together at the end.
    findings: Vec<String>,
}

impl Look<'_> {
    /// Waits for what makes the screen, then leaves its picture and looks whether its texts fit.
    async fn stop(&mut self, name: &str, there: &str) -> Result<()> {
        self.app.see(there).await?;
        self.app.see_no("[data-testid=skeleton]").await?;
        picture(self.app, "german", name).await?;
        if let Err(found) = self.app.check_fit().await {
            self.findings.push(format!("{name}: {found}"));
        }
        Ok(())
    }

    async fn click(&self, testid: &str) -> Result<()> {
        self.app.click(&format!("[data-testid='{testid}']")).await
    }

    /// By Esc, which what has just been drawn may not hear the first time.
    async fn close(&self, testid: &str) -> Result<()> {
        let gone = "return !document.querySelector(arguments[0])?.getClientRects().length";
        let css = format!("[data-testid={testid}]");
        self.app.keys_until(&[key::ESCAPE], &format!("{testid} to close"), gone, json!([css])).await
    }

    async fn users(&mut self) -> Result<()> {
        let app = self.app;
        open_tab(app, "Retail PROD", "users").await?;
        app.click("[data-testid=row-1] [data-tick]").await?;
        app.click("[data-testid=row-3] [data-tick]").await?;
        self.stop("users", "[data-testid=selection]").await?;
        self.click("deactivate").await?;
        self.stop("preview", "[data-testid=plan-requests]").await?;
        self.click("preview-apply").await?;
        app.see_no("[data-testid=preview-dialog]").await?;
        until_no_job_runs(app).await?;
        app.click("[data-testid=row-2] [aria-colindex='2']").await?;
        self.stop("user", "[data-testid=detail-title]").await?;
        open_tab(app, "Retail PROD", "role-collections").await?;
        app.click("[data-testid=row-0] [aria-colindex='2']").await?;
        self.stop("role-collection", "[data-testid=add-members]").await?;
        self.click("tab-overview").await?;
        self.stop("overview", "[data-testid=overview]").await?;
        self.click("tab-history").await?;
        self.stop("history", "[data-testid=history-row]").await?;
        self.click("tab-properties").await?;
        self.click("properties-edit").await?;
        self.stop("properties", "[data-testid=properties-save]").await?;
        app.keys(&[key::CTRL, "j"]).await?;
        self.click("activity-row").await?;
        self.stop("activity", "[data-testid=activity-search]").await?;
        self.click("rail-landscape").await
    }

    async fn transformations(&mut self) -> Result<()> {
        let app = self.app;
        let id = system_of(app, "Retail PROD").await?;
        let first: Value = app.invoke("transformation", json!({ "system": id, "kind": "read" })).await?;
        let text = edited(first["text"].as_str().ok_or("no text")?)?;
        let text = text.replacen("\"$.userName\"", "\"userName\"", 1);
        app.invoke("draft_save", json!({ "system": id, "kind": "read", "base": 1, "text": text })).await?;
        open_tab(app, "Retail PROD", "transformations").await?;
        app.see("[data-testid=explained]").await?;
        self.click("run-all").await?;
        app.see("[data-testid=run-figures]").await?;
        self.stop("workbench", "[data-testid=finding]").await?;
        app.see_text("[data-testid=finding]", "Vor dem Pfad fehlt „$.“. Er wird als $.userName gelesen")
            .await?;
        self.click("transformation-history").await?;
        self.stop("workbench-history", "[data-testid=version]").await?;
        self.click("transformation-save").await?;
        self.stop("workbench-save", "[data-testid=description]").await?;
        self.close("describe").await?;
        self.click("view-graphical").await?;
        // the form takes the place of the history
        app.click("[data-testid=graphical-row][aria-rowindex='4'] .src").await?;
        self.stop("graphical", "[data-testid=mapping-form]").await?;
        self.click("mapping-tab-try").await?;
        self.stop("graphical-try", "[data-testid=mapping-steps]").await?;
        self.click("view-json").await?;

        self.click("transformation-compare").await?;
        app.see("[data-testid=card]").await?;
        see_effect(app).await?;
        self.stop("compare-meaning", "[data-testid=card]").await?;
        self.click("mode-text").await?;
        self.stop("compare-text", "[data-testid=merge] .cm-changedLine").await?;
        self.click("mode-effect").await?;
        see_effect(app).await?;
        self.stop("compare-effect", "[data-testid=effect-output]").await?;
        self.click("compare-all").await?;
        self.stop("compare-landscape", "[data-testid='landscape-row-Retail PROD']").await?;
        self.click("rail-landscape").await
    }

    async fn proxy(&mut self) -> Result<()> {
        let app = self.app;
        let id = system_of(app, "Retail QA").await?;
        serve_at_a_free_port(app).await?;
        let consumer = json!({ "id": "idm-prod", "name": "", "signIn": "basic", "access": true });
        let added = app.invoke("consumer_add", json!({ "system": id, "consumer": consumer })).await?;
        app.invoke("proxy_switch", json!({ "system": id, "on": true })).await?;
        let secret = added["secret"].as_str().ok_or("no secret")?.to_owned();
        let consumer = Caller::of(app, &id, "idm-prod", secret).await?;
        let (_, users) = consumer.get("/Users?count=1").await?;
        break_reading(app, &id).await?;
        let user = users["Resources"][0]["id"].as_str().ok_or("no user")?;
        assert_eq!(consumer.get(&format!("/Users/{user}")).await?.0, 500);
        open_tab(app, "Retail QA", "proxy").await?;
        self.click("row-0").await?;
        self.stop("proxy-call", "[data-testid=call-failure]").await?;
        app.see_text("[data-testid=call-failure]", "Der Wert fehlt").await?;
        self.close("call-detail").await?;
        self.stop("proxy", "[data-testid=consumer-idm-prod]").await?;
        self.click("consumers-add").await?;
        app.type_into("[data-testid=consumer-id]", "-bad id").await?;
        self.click("consumer-add").await?;
        app.see_text("[data-testid=consumer-id-error]", "Eine ID besteht aus").await?;
        self.stop("proxy-add-consumer", "[data-testid=consumer-id]").await?;
        self.close("consumer-dialog").await?;
        self.click("proxy-connect").await?;
        self.stop("proxy-connect", "[data-testid=connect-dialog]").await?;
        self.close("connect-dialog").await?;

        app.keys(&[key::CTRL, "k"]).await?;
        app.see("[data-testid=palette-input]").await?;
        app.type_text("importieren").await?;
        self.stop("palette", "[data-testid=palette-entry-0]").await?;
        self.click("palette-entry-0").await?;
        self.stop("import", "[data-testid=import-choose]").await?;
        let query = json!({ "systems": [id], "history": false });
        let exported = app.invoke("export_json", json!({ "query": query })).await?;
        let text = exported["text"].as_str().ok_or("no text")?;
        drop_file(app, "[data-testid=import-drop]", "retail.json", text).await?;
        self.stop("import-list", "[data-testid=import-tick]").await?;
        self.close("import-dialog").await
    }

    /// Errors come from the backend, and so does what helps.
    async fn trouble(&mut self) -> Result<()> {
        let app = self.app;
        app.go("/add-system").await?;
        app.paste("[data-testid=paste-key]", "{ \"clientid\": ").await?;
        self.click("read-key").await?;
        app.see_text("[data-testid=paste-problems]", "Hier endet der JSON-Text").await?;
        self.stop("paste-problem", "[data-testid=paste-problems]").await?;
        self.click("by-hand-open").await?;
        let nowhere = format!("http://127.0.0.1:{}", free_port()?);
        for (field, value) in [
            ("url", nowhere.as_str()),
            ("tokenUrl", &format!("{nowhere}/oauth/token")),
            ("clientId", "sb-nobody"),
            ("secret", "never seen again"),
        ] {
            app.type_into(&format!("[data-testid=system-{field}]"), value).await?;
        }
        self.click("by-hand-done").await?;
        app.see("[data-testid=found-secret]").await?;
        self.click("wizard-next").await?;
        app.type_into("[data-testid=system-name]", "Nirgendwo").await?;
        self.click("wizard-next").await?;
        app.see("[data-testid=wizard-mend]").await?;
        app.see_text("[data-testid=step-tls]", "Verbindung abgelehnt").await?;
        app.see_text("[data-testid=step-tls]", "Prüfen Sie Host und Port").await?;
        self.stop("test-failed", "[data-testid=test-steps]").await?;
        self.click("system-save").await?;
        app.see_text("[data-testid=error]", "Nirgendwo: Verbindung abgelehnt").await?;
        self.stop("unreachable", "[data-testid=error]").await
    }

    async fn settings(&mut self) -> Result<()> {
        for section in ["appearance", "data", "shortcuts"] {
            self.app.go(&format!("/settings/{section}")).await?;
            self.stop(
                &format!("settings-{section}"),
                &format!(".zsettings nav a[href$='/{section}'][aria-current]"),
            )
            .await?;
        }
        Ok(())
    }

    /// A word that is too long is found, or all the rest says nothing.
    async fn finds_a_long_word(&self) -> Result<()> {
        let long = "document.querySelector('[data-testid=tab-properties] span').textContent = 'Eigenschaften'.repeat(20)";
        self.app.js(long, json!([])).await?;
        let found = self.app.check_fit().await.err().map(|found| found.to_string()).unwrap_or_default();
        assert!(found.contains("EigenschaftenEigenschaften"), "{found}");
        self.app.reload().await
    }
}

#[tokio::test]
async fn german_words_fit_into_a_small_window() -> Result<()> {
    flow(&Setting::new("german")?, async |app| {
        let start = app.invoke("start", json!({})).await?;
        let mut settings = start["settings"].clone();
        settings["language"] = json!("german");
        app.invoke("settings_save", json!({ "settings": settings })).await?;
        draw_in(app, "light").await?;
        app.resize(1280, 800).await?;
        let mut look = Look { app, findings: Vec::new() };
        look.stop("welcome", "[data-testid=open-demo]").await?;
        open_demo(app).await?;
        look.users().await?;
        look.transformations().await?;
        look.proxy().await?;
        look.finds_a_long_word().await?;
        look.trouble().await?;
        look.settings().await?;
        if look.findings.is_empty() { Ok(()) } else { Err(look.findings.join("\n").into()) }
    })
    .await
}
