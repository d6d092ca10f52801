//! The app dies in the middle of a change, and goes on with it at the next start.

use std::process::Command;

use serde_json::{Value, json};
use zonedesk_e2e::{Result, Setting, flow, judge};
use zonedesk_simulator::Failure;

use crate::places::until_no_job_runs;
use crate::screens::{add_account, screen, simulated};

const USERS: usize = 12;

#[tokio::test]
async fn what_a_killed_app_left_undone_is_shown_and_gone_on_with() -> Result<()> {
    let (simulator, account) = simulated("Retail DEV").await?;
    let setting = Setting::new("interrupted")?;
    let subdomain = account.subdomain.clone();
    let control = simulator.control.clone();
    let mut silences = control.silences(&subdomain).ok_or("no account")?;
    // The session ends with the app that it lost; what came of it is told by the next start.
    let _lost = judge(&setting, async |app| {
        let id = add_account(app, &account).await?;
        app.invoke("refresh", json!({ "system": id })).await?;
        until_no_job_runs(app).await?;
        let query = json!({ "query": {
            "system": id, "filter": { "search": "" }, "sort": [], "offset": 0, "limit": USERS } });
        let page = app.invoke("users_page", query).await?;
        let ids: Vec<Value> =
            page["rows"].as_array().ok_or("no rows")?.iter().map(|row| row["id"].clone()).collect();
        let users = json!({ "kind": "ids", "ids": ids });
        let change = json!({ "kind": "deleteUsers", "system": id, "users": users });
        let plan = app.invoke("plan", json!({ "change": change })).await?;
        // Some are answered; of the next one nobody hears.
        let answered = Failure::Slow { milliseconds: 0 };
        control.set(&subdomain, |settings| {
            settings.fail_next = [vec![answered; 5], vec![Failure::Silence { run: true }]].concat().into();
        });
        let approval = json!({ "plan": plan["id"], "reason": "ticket 4711", "confirm": "", "leftOut": [] });
        app.invoke("apply", json!({ "approval": approval })).await?;
        silences.changed().await?;
        let process = setting.process()?;
        let number = process.file_name().ok_or("no process")?;
        assert!(Command::new("kill").arg("-KILL").arg(number).status()?.success());
        setting.until_ended().await
    })
    .await;
    // In a log of its own: what the engine says about the death of its window is no error of this one.
    let mut again = Setting::new("resumed")?;
    again.workspace.clone_from(&setting.workspace);
    again.arguments.clone_from(&setting.arguments);
    for theme in ["light", "dark"] {
        flow(&again, async |app| {
            crate::screens::draw_in(app, theme).await?;
            app.go("/activity").await?;
            app.see_text("[data-testid=interrupted]", "5 of 12 done").await?;
            screen(app, theme, "interrupted").await?;
            if theme == "light" {
                return Ok(());
            }
            // Secrets of this run went with it.
            let id = crate::screens::system_of(app, &account.name).await?;
            let edit = json!({ "secret": account.client_secret });
            app.invoke("system_update", json!({ "id": id, "edit": edit })).await?;
            app.click("[data-testid=interrupted-review]").await?;
            app.see("[data-testid=activity-title]").await?;
            app.click("[data-testid=interrupted-resume]").await?;
            // One more had been carried out, though nobody heard of it.
            app.see_text("[data-testid=preview-dialog]", "5 requests were carried out already").await?;
            app.see_text("[data-testid=preview-apply]", "Resume").await?;
            screen(app, theme, "resume").await?;
            app.click("[data-testid=preview-apply]").await?;
            app.see_no("[data-testid=interrupted]").await?;
            until_no_job_runs(app).await?;
            let detail = app.invoke("activity_detail", json!({ "entry": 2 })).await?;
            assert_eq!(detail["results"].as_array().map(Vec::len), Some(USERS - 6), "{detail}");
            assert_eq!(detail["entry"]["failed"], json!(0));
            Ok(())
        })
        .await?;
    }
    Ok(())
}
