//! A transformation is tried on one user, explained, run on all; the way from a user to why it is missing.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::{open_demo, open_tab};
use crate::screens::{THEMES, draw_in, screen, system_of};

const SYSTEM: &str = "Retail PROD";

/// The text of the read transformation in use, with something put behind the target of the user name.
async fn behind_user_name(app: &App, system: &str, more: &str) -> Result<String> {
    let stored: Value = app.invoke("transformation", json!({ "system": system, "kind": "read" })).await?;
    let text = stored["text"].as_str().ok_or("no text")?;
    let target = "\"targetPath\": \"$.userName\"";
    assert!(text.contains(target), "{text}");
    Ok(text.replacen(target, &format!("{target},\n        {more}"), 1))
}

/// Types over a text that is in sight in the editor, as one who marks it.
async fn overtype(app: &App, from: &str, to: &str) -> Result<()> {
    app.js(
        "for (const line of document.querySelectorAll('.zeditor .cm-line')) {
            const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                const at = node.data.indexOf(arguments[0]);
                if (at < 0) continue;
                node.parentElement.closest('.cm-content').focus();
                getSelection().setBaseAndExtent(node, at, node, at + arguments[0].length);
                document.execCommand('insertText', false, arguments[1]);
                return;
            }
        }
        throw new Error(`no ${arguments[0]} in sight`);",
        json!([from, to]),
    )
    .await
    .map(drop)
}

/// Presses the first that matches and holds a text.
async fn press(app: &App, css: &str, text: &str) -> Result<()> {
    let script = format!(
        "const found = [...document.querySelectorAll({css:?})].find(e => e.textContent.includes({text:?}));
        found?.click();
        return !!found;"
    );
    app.wait(text, &script).await
}

#[tokio::test]
async fn a_draft_is_tried_on_one_user_explained_and_run_on_all() -> Result<()> {
    for theme in THEMES {
        flow(&Setting::new(&format!("tryout-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            open_demo(app).await?;
            let id = system_of(app, SYSTEM).await?;
            let functions = "\"functions\": [\n          { \"type\": \"toUpperCaseString\" },\n          { \"type\": \"replaceString\", \"target\": \"@ACME\", \"replacement\": \"@new\" }\n        ]";
            let text = behind_user_name(app, &id, functions).await?;
            let draft = json!({ "system": id, "kind": "read", "base": 1, "text": text });
            app.invoke("draft_save", draft).await?;

            open_tab(app, SYSTEM, "transformations").await?;
            app.see("[data-testid=explained]").await?;
            app.type_into("[data-testid=try-sample]", "pugh").await?;
            app.see_text("[data-testid=try-option]", "ugh").await?;
            screen(app, theme, "try-samples").await?;
            app.keys(&[key::ENTER]).await?;
            app.see_no("[data-testid=try-samples]").await?;
            press(app, "[data-testid=explained]", "replaceString").await?;
            app.see_text("[data-testid=explained].current", "@new").await?;
            app.see_text("[data-testid=mapping][aria-current]", "$.userName").await?;
            screen(app, theme, "try-explain").await?;

            app.click("[data-testid=try-output]").await?;
            app.see_text("[data-testid=try-result]", "@new").await?;
            overtype(app, "@new", "@newer").await?;
            app.see_text("[data-testid=try-result]", "@newer").await?;
            screen(app, theme, "try-output").await?;
            app.click("[data-testid=try-input]").await?;
            screen(app, theme, "try-input").await?;
            app.click("[data-testid=try-edit-copy]").await?;
            app.see("[data-testid=sample-editor] .cm-content").await?;
            app.paste("[data-testid=sample-editor] .cm-content", "?").await?;
            app.see("[data-testid=sample-error]").await?;
            screen(app, theme, "try-pasted").await?;
            app.type_into("[data-testid=try-sample]", "pugh").await?;
            app.see_text("[data-testid=try-option]", "ugh").await?;
            app.keys(&[key::ENTER]).await?;
            app.click("[data-testid=try-values]").await?;
            app.see("[data-testid=try-values-panel]").await?;
            screen(app, theme, "try-values").await?;
            app.keys(&[key::ESCAPE]).await?;

            app.click("[data-testid=run-all]").await?;
            app.see_text("[data-testid=run-figures]", "from Version 1").await?;
            app.click("[data-testid=try-explain]").await?;
            screen(app, theme, "try-figures").await?;
            app.click("[data-testid=run-figures]").await?;
            app.see("[data-testid=effect-row-0]").await?;
            screen(app, theme, "try-effects").await?;
            app.click("[data-testid=effect-row-0]").await?;
            app.see_text("[data-testid=differences]", "/userName").await?;
            screen(app, theme, "try-differences").await?;

            app.click("[data-testid=transformation-editor] .cm-content").await?;
            app.keys(&[key::CTRL, key::HOME]).await?;
            app.type_text("}").await?;
            app.see("[data-testid=ended-broken]").await?;
            app.see("[data-testid=explain].stale").await?;
            screen(app, theme, "try-broken").await?;
            app.keys(&[key::BACKSPACE]).await?;
            app.see_no("[data-testid=ended-broken]").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_user_leads_to_why_it_is_missing() -> Result<()> {
    for theme in THEMES {
        flow(&Setting::new(&format!("why-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            open_demo(app).await?;
            let id = system_of(app, SYSTEM).await?;
            let wanted = "\"correlationAttribute\": true\n      },\n      {\n        \"sourcePath\": \"$.employeeNumber\",\n        \"targetPath\": \"$.employeeNumber\"";
            let text = behind_user_name(app, &id, wanted).await?;
            let version = json!({ "system": id, "kind": "read", "basedOn": 1, "description": "Employee number" });
            app.invoke("transformation_save", json!({ "version": version, "text": text })).await?;

            open_tab(app, SYSTEM, "users").await?;
            app.type_into("[data-testid=search]", "pugh").await?;
            app.click("[data-testid=row-0] [aria-colindex='2']").await?;
            app.click("[data-testid=detail-menu]").await?;
            app.click("[data-testid=menu-why]").await?;
            app.see_text("[data-testid=ended-failed]", "employeeNumber").await?;
            app.see_text("[data-testid=explained].failed", "$.employeeNumber").await?;
            app.click("[data-testid=try-act]").await?;
            app.see_text("[data-testid=mapping][aria-current]", "$.employeeNumber").await?;
            screen(app, theme, "try-why").await?;

            app.click("[data-testid=kind-write]").await?;
            app.see("[data-testid=try-patch]").await?;
            app.click("[data-testid=try-create]").await?;
            app.see("[data-testid=try-create][aria-pressed=true]").await?;
            screen(app, theme, "try-write").await
        })
        .await?;
    }
    Ok(())
}
