//! What others do to an account is found by a refresh and seen in overview, history and the Activity of a user.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow};
use zonedesk_simulator::AccountInfo;

use crate::screens::{THEMES, add_account, choose, draw_in, screen, simulated};

/// The account once more, under another name: what is done there is outside the first.
async fn add_again(app: &App, account: &AccountInfo) -> Result<String> {
    let again = AccountInfo { name: "Elsewhere".to_owned(), ..account.clone() };
    add_account(app, &again).await
}

/// Asks the backend until it says so.
async fn until(app: &App, command: &str, args: Value, so: impl Fn(&Value) -> bool) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(30);
    while !so(&app.invoke(command, args.clone()).await?) {
        if Instant::now() > end {
            return Err(format!("{command} does not say so").into());
        }
    }
    Ok(())
}

async fn refreshed(app: &App, system: &str) -> Result<()> {
    app.invoke("refresh", json!({ "system": system })).await?;
    until(app, "landscape", json!({}), |all| {
        let this = |one: &&Value| one["id"] == system;
        let found = all["systems"].as_array().and_then(|all| all.iter().find(this));
        found.is_some_and(|one| one["refreshedAt"].is_string() && one["refreshing"] == false)
    })
    .await
}

async fn apply(app: &App, change: Value) -> Result<()> {
    let plan = app.invoke("plan", json!({ "change": change })).await?;
    let approval = json!({ "plan": plan["id"], "reason": "", "confirm": "", "leftOut": [] });
    app.invoke("apply", json!({ "approval": approval })).await.map(drop)
}

#[tokio::test]
async fn what_others_did_is_found_and_listed() -> Result<()> {
    for theme in THEMES {
        let (_simulator, account) = simulated("Retail DEV").await?;
        flow(&Setting::new(&format!("outside-{theme}"))?, async |app| {
            let id = add_account(app, &account).await?;
            let others = add_again(app, &account).await?;
            refreshed(app, &id).await?;
            refreshed(app, &others).await?;
            let user = json!({
                "userName": "zoe.outside@acme.example", "origin": "acme-ias", "email": "zoe.outside@acme.example",
                "givenName": "Zoe", "familyName": "Outside", "externalId": "", "phoneNumber": "", "active": true,
            });
            let roles = app.invoke("role_collections_page", json!({ "query": {
                "system": others, "filter": {}, "sort": [], "offset": 0, "limit": 1 } })).await?;
            let role = roles["rows"][0]["id"].clone();
            apply(app, json!({
                "kind": "createUser", "system": others, "user": user, "roleCollections": [role],
            })).await?;
            let made = json!({ "query": { "search": "zoe", "failedOnly": false, "offset": 0, "limit": 1 } });
            until(app, "activity_page", made, |page| page["total"] == 1).await?;

            draw_in(app, theme).await?;
            app.go(&format!("/system/{id}/overview")).await?;
            app.click("[data-testid=refresh]").await?;
            app.see_text(".zoverview", "1 user added").await?;
            screen(app, theme, "overview-outside").await?;

            app.click("[data-testid=tab-history]").await?;
            app.see_text("[data-testid=history-row][aria-posinset='1']", "1 user added, 1 member added outside Zonedesk")
                .await?;
            screen(app, theme, "history-outside").await?;
            app.click("[data-testid=history-differences]").await?;
            app.see_text("[data-testid=difference-row][aria-posinset='1']", "zoe.outside@acme.example added").await?;
            screen(app, theme, "differences").await?;
            app.click("[data-testid=difference-row][aria-posinset='1'] a").await?;
            app.see("[data-testid=detail-tab-activity]").await?;
            app.click("[data-testid=detail-tab-activity]").await?;
            app.see_text(".ztimeline", "outside Zonedesk").await?;
            screen(app, theme, "user-activity-outside").await?;

            choose(app, "refresh-whole").await?;
            app.see_no("[data-testid=refresh].turning").await
        })
        .await?;
    }
    Ok(())
}
