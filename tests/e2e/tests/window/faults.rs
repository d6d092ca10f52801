//! What the other flows lean on: a fault in the page does not stay in the page.

use std::process::Command;

use serde_json::json;
use zonedesk_e2e::{Process, Result, Setting, flow, judge, key, see_in};

use crate::places::{open_demo, open_tab};

#[tokio::test]
async fn an_error_a_rejection_and_a_breach_of_the_policy_are_told() -> Result<()> {
    for (name, script, told) in [
        ("error", "setTimeout(() => { throw new Error('thrown') })", "page error"),
        ("rejection", "Promise.reject(new Error('rejected'))", "page rejection"),
        ("policy", "document.head.append(document.createElement('style'))", "page policy"),
    ] {
        let setting = Setting::new(name)?;
        let outcome = judge(&setting, async |app| {
            app.js(script, json!([])).await?;
            app.see_logged(told).await
        });
        let error = outcome.await.expect_err("the flow fails").to_string();
        assert!(error.contains("the app logged errors") && error.contains(told), "{error}");
    }
    Ok(())
}

/// Without the driver: that would end the app with its page.
#[tokio::test]
async fn a_page_whose_process_ended_is_loaded_anew() -> Result<()> {
    let setting = Setting::new("page-ended")?;
    let log = setting.workspace.join("logs/zonedesk.log");
    let app = Command::new(&setting.binary)
        .args(&setting.arguments)
        .envs(setting.environment())
        .env("ZONEDESK_LOG", "info")
        .spawn()
        .map(Process)?;
    see_in(&log, "the page has begun anew=false").await?;
    let number = app.0.id();
    let children = std::fs::read_to_string(format!("/proc/{number}/task/{number}/children"))?;
    let is_page = |child: &&str| {
        std::fs::read_to_string(format!("/proc/{child}/comm"))
            .is_ok_and(|name| name.starts_with("WebKitWebProc"))
    };
    let page = children.split_whitespace().find(is_page).ok_or("no process of the page")?;
    assert!(Command::new("kill").args(["-KILL", page]).status()?.success());
    see_in(&log, "the page ended: Crashed").await?;
    see_in(&log, "the page has begun anew=true").await
}

/// WebKit's own editing writes styles into the text, which the policy refuses.
#[tokio::test]
async fn typing_over_coloured_text_is_no_fault() -> Result<()> {
    flow(&Setting::new("typing-over")?, async |app| {
        open_demo(app).await?;
        open_tab(app, "Retail DEV", "transformations").await?;
        let editor = "[data-testid=transformation-editor] .cm-content";
        app.click(editor).await?;
        for text in ["a", "{"] {
            for selecting in
                [[key::SHIFT, key::DOWN], [key::SHIFT, key::RIGHT], [key::SHIFT, key::END], [key::CTRL, "a"]]
            {
                app.keys(&selecting).await?;
                app.type_text(text).await?;
            }
        }
        app.see_text(editor, "{}").await
    })
    .await
}
