use serde_json::json;
use zonedesk_e2e::{Result, Setting, flow, key};

use crate::account::Account;
use crate::places::{open_demo, open_tab};

#[tokio::test]
async fn a_user_is_found_changed_previewed_applied_and_seen_in_the_account() -> Result<()> {
    flow(&Setting::new("change-user")?, async |app| {
        open_demo(app).await?;
        let account = Account::of(app, "Retail QA").await?;
        let before = account.get("/Users", &[("count", "1")]).await?["resources"][0].clone();
        let (id, name) =
            (before["id"].as_str().ok_or("no id")?, before["userName"].as_str().ok_or("no name")?);

        open_tab(app, "Retail QA", "users").await?;
        app.type_into("[data-testid=search]", name).await?;
        app.see_text("[data-testid=row-0]", name).await?;
        app.click("[data-testid=row-0] [aria-colindex='2']").await?;
        app.see("[data-testid=detail-title]").await?;

        app.click("[data-testid=edit]").await?;
        app.type_into("[data-testid=field-familyName]", "Changed").await?;
        app.keys(&[key::CTRL, "s"]).await?;
        app.see_text("[data-testid=foot-preview]", &format!("/Users/{id}")).await?;
        assert_eq!(
            account.get(&format!("/Users/{id}"), &[]).await?,
            before,
            "nothing is sent before the word to go"
        );

        app.click("[data-testid=foot-apply]").await?;
        app.see_text("[data-testid=detail-title]", "Changed").await?;
        let after = account.get(&format!("/Users/{id}"), &[]).await?;
        assert_eq!(after["name"]["familyName"], json!("Changed"));
        assert_eq!(after["emails"], before["emails"], "what was not edited stays");

        app.keys(&[key::CTRL, "j"]).await?;
        app.see_text("[data-testid=activity-row]", "Retail QA").await?;
        app.see("[data-testid=journal-intact]").await
    })
    .await
}
