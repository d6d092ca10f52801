use serde_json::{Value, json};
use zonedesk_e2e::{Result, Setting, flow, key};

use crate::account::Account;
use crate::places::{open_demo, open_tab, until_no_job_runs};

#[tokio::test]
async fn a_role_collection_is_created_and_people_come_in_by_paste_and_go() -> Result<()> {
    flow(&Setting::new("members")?, async |app| {
        open_demo(app).await?;
        let account = Account::of(app, "Retail DEV").await?;
        let users = account.get("/Users", &[("count", "2")]).await?;
        let names: Vec<&str> = users["resources"]
            .as_array()
            .ok_or("no users")?
            .iter()
            .filter_map(|u| u["userName"].as_str())
            .collect();

        open_tab(app, "Retail DEV", "role-collections").await?;
        app.click("[data-testid=create]").await?;
        app.type_into("[data-testid=field-name]", "Flow Testers").await?;
        app.type_into("[data-testid=field-description]", "Made by a test").await?;
        app.keys(&[key::CTRL, "s"]).await?;
        app.see_text("[data-testid=foot-preview]", "/Groups").await?;
        app.click("[data-testid=foot-apply]").await?;
        app.see_no("[data-testid=form-title]").await?;
        let group = account.find("/Groups", "displayName eq \"Flow Testers\"").await?;
        assert_eq!(group["description"], json!("Made by a test"));
        let members = format!("/Groups/{}/members", group["id"].as_str().ok_or("no id")?);

        app.type_into("[data-testid=search]", "Flow Testers").await?;
        app.see_text("[data-testid=row-0]", "Flow Testers").await?;
        app.click("[data-testid=row-0] [aria-colindex='2']").await?;
        app.click("[data-testid=add-members]").await?;
        app.click("[data-testid=add-tab-paste]").await?;
        let pasted = format!("{};{}\nnot a person", names[0], names[1]);
        app.paste("[data-testid=paste-text]", &pasted).await?;
        app.see("[data-testid=paste-counts] .missing").await?;
        app.see_text("[data-testid=paste-counts] .found b", "2").await?;
        app.click("[data-testid=add-review]").await?;
        app.see_text("[data-testid=plan-requests]", "Flow Testers").await?;
        app.type_into("[data-testid=reason]", "ticket 4711").await?;
        app.click("[data-testid=preview-apply]").await?;
        app.see_no("[data-testid=preview-dialog]").await?;
        assert_eq!(account.get(&members, &[]).await?.as_array().map(Vec::len), Some(2));

        until_no_job_runs(app).await?;
        app.click("[data-testid=detail] [data-testid=row-0] [data-tick]").await?;
        app.click("[data-testid=remove-members]").await?;
        app.click("[data-testid=preview-apply]").await?;
        app.see_no("[data-testid=preview-dialog]").await?;
        let left = account.get(&members, &[]).await?;
        assert_eq!(left.as_array().map(Vec::len), Some(1), "{left}");

        let journal = app.invoke("activity_page", json!({"query": {"limit": 10}})).await?;
        let reasons: Vec<&Value> =
            journal["rows"].as_array().ok_or("no rows")?.iter().map(|row| &row["reason"]).collect();
        assert_eq!(reasons, ["", "ticket 4711", ""], "newest first");
        Ok(())
    })
    .await
}
