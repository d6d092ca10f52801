//! The mappings of a transformation as rows: filtered, opened, changed, moved, taken back; the text keeps all the rest.

use serde_json::json;
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::{open_demo, open_tab};
use crate::screens::{THEMES, draw_in, picture, screen, system_of};

/// What the rows write, in their order.
async fn targets(app: &App) -> Result<String> {
    let script = "return [...document.querySelectorAll('[data-testid=graphical-row]')]
        .filter((row) => row.getClientRects().length > 0)
        .sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))
        .map((row) => row.querySelector('.tg code')?.textContent ?? '').join(' ')";
    Ok(app.js(script, json!([])).await?.as_str().unwrap_or_default().to_owned())
}

async fn until_targets_begin(app: &App, wanted: &str) -> Result<()> {
    let mut seen = String::new();
    for _ in 0..200 {
        seen = targets(app).await?;
        if seen.starts_with(wanted) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(format!("the rows write {seen}, not {wanted}").into())
}

/// The row of a mapping of the first entity type, whose own row is the first.
fn row(number: usize) -> String {
    format!("[data-testid=graphical-row][aria-rowindex='{}']", number + 1)
}

#[tokio::test]
async fn mappings_are_rows_over_the_same_text() -> Result<()> {
    for theme in THEMES {
        flow(&Setting::new(&format!("graphical-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            open_demo(app).await?;
            let id = system_of(app, "Retail DEV").await?;
            let of = json!({ "system": id, "kind": "write" });
            let stored = app.invoke("transformation", of.clone()).await?;
            let source = "\"sourcePath\": \"$.userName\",";
            let text = stored["text"].as_str().ok_or("no text")?.replacen(
                source,
                &format!("\"x-team\":  \"IAM\",\n        {source}"),
                1,
            );
            app.invoke("draft_save", json!({ "system": id, "kind": "write", "base": 1, "text": text })).await?;
            open_tab(app, "Retail DEV", "transformations").await?;
            app.click("[data-testid=kind-write]").await?;
            app.click("[data-testid=view-graphical]").await?;
            app.see("[data-testid=graphical-row]").await?;
            until_targets_begin(app, "$.id $.id $.userName $.name $.emails").await?;
            screen(app, theme, "graphical").await?;

            app.click("[data-testid=chip-patch]").await?;
            until_targets_begin(app, "$.Operations $.schemas").await?;
            app.click("[data-testid=chip-all]").await?;
            app.type_into("[data-testid=graphical-filter]", "emails").await?;
            until_targets_begin(app, "$.emails $.emails[0].primary").await?;
            app.keys(&[key::ESCAPE]).await?;

            app.click(&format!("{} .src", row(3))).await?;
            app.see_text("[data-testid=mapping-form]", "user · mapping 3").await?;
            app.see_text("[data-testid=field-others]", "x-team").await?;
            app.click("[data-testid=add-function]").await?;
            app.type_text("toLower").await?;
            app.see("[data-testid=picker-option]").await?;
            screen(app, theme, "graphical-function").await?;
            app.keys(&[key::ENTER]).await?;
            app.see_text("[data-testid=function]", "toLowerCaseString").await?;
            app.see("[data-testid=function] code.shown").await?;
            screen(app, theme, "graphical-form").await?;

            // By keys over any distance, and back.
            app.click(&format!("{} .src", row(3))).await?;
            app.keys(&[key::ALT, key::DOWN]).await?;
            app.keys(&[key::ALT, key::DOWN]).await?;
            until_targets_begin(app, "$.id $.id $.name $.emails $.userName").await?;
            app.keys(&[key::ALT, key::HOME]).await?;
            until_targets_begin(app, "$.userName $.id $.id $.name").await?;
            app.click("[data-testid=editor-undo]").await?;
            until_targets_begin(app, "$.id $.id $.name $.emails $.userName").await?;
            app.click("[data-testid=editor-undo]").await?;
            app.click("[data-testid=editor-undo]").await?;
            until_targets_begin(app, "$.id $.id $.userName $.name").await?;

            // By its handle.
            app.drag(&format!("{} .gp", row(4)), &format!("{} .gp", row(2))).await?;
            until_targets_begin(app, "$.id $.name $.id $.userName").await?;
            app.click(&format!("{} .src", row(2))).await?;
            app.keys(&[key::DELETE]).await?;
            until_targets_begin(app, "$.id $.id $.userName $.emails").await?;
            app.keys(&[key::CTRL, "z"]).await?;
            app.keys(&[key::CTRL, "z"]).await?;
            until_targets_begin(app, "$.id $.id $.userName $.name").await?;

            app.click(&format!("{} .src", row(3))).await?;
            app.click("[data-testid=mapping-tab-json]").await?;
            app.see("[data-testid=mapping-json]").await?;
            screen(app, theme, "graphical-json").await?;
            app.click("[data-testid=mapping-tab-try]").await?;
            app.see("[data-testid=mapping-steps]").await?;
            screen(app, theme, "graphical-try").await?;
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=mapping-form]").await?;

            app.click("[data-testid=view-json]").await?;
            app.see("[data-testid=transformation-editor] .cm-content").await?;
            picture(app, theme, "graphical-left").await?;
            let target = "\"targetPath\": \"$.userName\"";
            let functions = "\"functions\": [\n          {\n            \"function\": \"toLowerCaseString\"\n          }\n        ]";
            let wanted = text.replacen(target, &format!("{target},\n        {functions}"), 1);
            let mut kept = json!(null);
            for _ in 0..200 {
                kept = app.invoke("transformation", of.clone()).await?["draft"]["text"].clone();
                if kept == wanted.as_str() {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            assert_eq!(kept, wanted, "what no act named stays as it was");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
