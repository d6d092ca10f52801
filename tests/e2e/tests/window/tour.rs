//! Every screen once, in both themes: a picture of each is left, and axe looks at each.

use serde_json::json;
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::{open_demo, open_tab};
use crate::screens::{draw_in, picture};

struct Tour<'a> {
    app: &'a App,
    theme: &'static str,
    /// What axe found, by screen; told together at the end.
    findings: Vec<String>,
}

impl Tour<'_> {
    /// Waits for what makes the screen, then leaves its picture and has axe look at it.
    async fn stop(&mut self, name: &str, there: &str) -> Result<()> {
        self.app.see(there).await?;
        self.app.see_no("[data-testid=skeleton]").await?;
        picture(self.app, self.theme, name).await?;
        if let Err(found) = self.app.check_accessibility().await {
            self.findings.push(format!("{name}: {found}"));
        }
        Ok(())
    }

    async fn click(&self, testid: &str) -> Result<()> {
        self.app.click(&format!("[data-testid='{testid}']")).await
    }

    async fn all(&mut self) -> Result<()> {
        let app = self.app;
        self.stop("welcome", "[data-testid=open-demo]").await?;
        self.click("welcome-add").await?;
        self.stop("add-system", "[data-testid=paste-key]").await?;
        app.go("/").await?;

        open_demo(app).await?;
        self.click("landscape-node-EMEA").await?;
        self.stop("folder", "[data-testid=folder-overview]").await?;
        self.click("landscape-node-Retail PROD").await?;
        self.click("tab-overview").await?;
        self.stop("overview", "[data-testid=overview]").await?;

        self.users().await?;
        self.role_collections().await?;

        app.keys(&[key::CTRL, "j"]).await?;
        self.stop("activity-empty", "[data-testid=activity-search]").await?;
        app.keys(&[key::CTRL, "k"]).await?;
        app.see("[data-testid=palette-input]").await?;
        app.type_text("prod").await?;
        self.stop("palette", "[data-testid=palette-entry-0]").await?;
        app.keys(&[key::ESCAPE]).await?;
        app.see_no("[data-testid=palette]").await?;
        self.click("help").await?;
        self.stop("shortcuts", "[data-testid=shortcuts]").await?;
        app.keys(&[key::ESCAPE]).await?;
        app.see_no("[data-testid=shortcuts]").await?;
        app.keys(&[key::CTRL, ","]).await?;
        self.stop("settings", "[data-testid=settings-name]").await
    }

    async fn users(&mut self) -> Result<()> {
        let app = self.app;
        open_tab(app, "Retail PROD", "users").await?;
        self.stop("users", "[data-testid=row-0]").await?;
        app.type_into("[data-testid=search]", "nobody is called this").await?;
        self.stop("users-no-hits", "[data-testid=no-hits]").await?;
        app.keys(&[key::ESCAPE]).await?;
        app.see("[data-testid=row-0]").await?;
        app.click("[data-testid=row-1] [data-tick]").await?;
        app.click("[data-testid=row-3] [data-tick]").await?;
        app.see_text("[data-testid=selection-count]", "2").await?;
        self.stop("users-selection", "[data-testid=selection]").await?;
        self.click("deactivate").await?;
        self.stop("preview", "[data-testid=plan-requests]").await?;
        app.keys(&[key::ESCAPE]).await?;
        app.see_no("[data-testid=preview-dialog]").await?;

        app.click("[data-testid=row-2] [aria-colindex='2']").await?;
        self.stop("user", "[data-testid=detail-title]").await?;
        for tab in ["roleCollections", "json", "activity"] {
            self.click(&format!("detail-tab-{tab}")).await?;
            self.stop(&format!("user-{tab}"), &format!("[data-testid=detail-tab-{tab}]")).await?;
        }
        self.click("edit").await?;
        app.type_into("[data-testid=field-givenName]", "Tour").await?;
        app.keys(&[key::CTRL, "s"]).await?;
        self.stop("user-edit", "[data-testid=foot-apply], [data-testid=foot-show]").await?;
        self.click("foot-show").await?;
        self.stop("preview-edit", "[data-testid=preview-apply]").await?;
        app.keys(&[key::ESCAPE]).await?;
        app.see_no("[data-testid=preview-dialog]").await?;
        self.leave_form().await?;
        self.click("create").await?;
        self.stop("user-create", "[data-testid=user-form]").await?;
        self.leave_form().await
    }

    async fn role_collections(&mut self) -> Result<()> {
        let app = self.app;
        open_tab(app, "Retail PROD", "role-collections").await?;
        self.stop("role-collections", "[data-testid=row-0]").await?;
        app.click("[data-testid=row-0] [aria-colindex='2']").await?;
        self.stop("role-collection", "[data-testid=add-members]").await?;
        self.click("add-members").await?;
        self.stop("add-members-search", "[data-testid=add-search]").await?;
        self.click("add-tab-paste").await?;
        app.type_into("[data-testid=paste-text]", "nobody@acme.example; x").await?;
        self.stop("add-members-paste", "[data-testid=paste-counts]").await?;
        app.keys(&[key::ESCAPE]).await?;
        app.see_no("[data-testid=add-members-dialog]").await?;
        self.click("create").await?;
        self.stop("role-collection-create", "[data-testid=role-collection-form]").await?;
        app.keys(&[key::ESCAPE]).await
    }

    /// Leaves a form by Esc, also where it asks whether what was typed may go.
    async fn leave_form(&self) -> Result<()> {
        let asked = "return document.querySelector('[data-testid=question-yes]') !== null
            || document.querySelector('[data-testid=form-title]') === null";
        self.app.keys_until(&[key::ESCAPE], "the form to go or to ask", asked, json!([])).await?;
        if !self.app.text("[data-testid=question]").await?.is_empty() {
            self.click("question-yes").await?;
        }
        self.app.see_no("[data-testid=form-title]").await
    }
}

async fn tour(theme: &'static str) -> Result<()> {
    flow(&Setting::new(&format!("tour-{theme}"))?, async |app| {
        draw_in(app, theme).await?;
        let mut tour = Tour { app, theme, findings: Vec::new() };
        tour.all().await?;
        if tour.findings.is_empty() { Ok(()) } else { Err(tour.findings.join("\n\n").into()) }
    })
    .await
}

#[tokio::test]
async fn every_screen_in_light() -> Result<()> {
    tour("light").await
}

#[tokio::test]
async fn every_screen_in_dark() -> Result<()> {
    tour("dark").await
}
