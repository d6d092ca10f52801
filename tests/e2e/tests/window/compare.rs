//! Two transformations side by side: by their meaning, their texts and their effect; changes taken one by one; all
//! systems against one.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::{open_demo, open_tab, until_no_job_runs};
use crate::screens::{THEMES, downloads, draw_in, drop_file, screen, system_of};

/// What is changed in the default: a function, a flag, a mapping gone, one new, one moved, a condition.
pub fn edited(text: &str) -> Result<String> {
    let changes = [
        (
            r#""correlationAttribute": true
      },
      {
        "sourcePath": "$.name","#,
            r#""correlationAttribute": true,
        "functions": [
          { "function": "toLowerCaseString" },
          { "function": "replaceString", "target": "@acme.example", "replacement": "@retail.example" }
        ]
      },
      {
        "sourcePath": "$.name","#,
        ),
        (
            r#"        "targetPath": "$.emails",
        "preserveArrayWithSingleElement": true
"#,
            r#"        "targetPath": "$.emails",
        "preserveArrayWithSingleElement": true,
        "optional": true
"#,
        ),
        (
            r#"      {
        "sourcePath": "$.phoneNumbers",
        "targetPath": "$.phoneNumbers",
        "preserveArrayWithSingleElement": true,
        "optional": true
      },
"#,
            r#"      {
        "sourcePath": "$.userName",
        "targetPath": "$.displayName"
      },
"#,
        ),
        (
            r#"      {
        "sourcePath": "$.origin",
        "targetPath": "$.origin",
        "optional": true
      },
"#,
            "",
        ),
        (
            r#"      {
        "sourceVariable": "entityBaseLocation","#,
            r#"      {
        "sourcePath": "$.origin",
        "targetPath": "$.origin",
        "optional": true
      },
      {
        "sourceVariable": "entityBaseLocation","#,
        ),
        (
            r#""scimEntityEndpoint": "Groups""#,
            r#""scimEntityEndpoint": "Groups",
    "condition": "$.displayName =~ /(Retail|Launchpad).*/""#,
        ),
    ];
    changes.iter().try_fold(text.to_owned(), |text, (from, to)| {
        if text.contains(from) { Ok(text.replacen(from, to, 1)) } else { Err(format!("no {from}").into()) }
    })
}

async fn read(app: &App, system: &str) -> Result<Value> {
    app.invoke("transformation", json!({ "system": system, "kind": "read" })).await
}

/// Waits until the run over the snapshot has its figures.
pub async fn see_effect(app: &App) -> Result<()> {
    app.see("[data-testid=effect-headline]").await?;
    until_no_job_runs(app).await?;
    app.see("[data-testid=effect-row-0][aria-selected=true]").await?;
    app.see("[data-testid=effect-output] .oline").await
}

#[tokio::test]
async fn changes_are_compared_by_meaning_and_taken_one_by_one() -> Result<()> {
    for theme in THEMES {
        let mut setting = Setting::new(&format!("compare-{theme}"))?;
        let saved = downloads(&mut setting)?;
        flow(&setting, async |app| {
            draw_in(app, theme).await?;
            open_demo(app).await?;
            open_tab(app, "Retail PROD", "transformations").await?;
            let id = system_of(app, "Retail PROD").await?;
            let first = read(app, &id).await?;
            let text = edited(first["text"].as_str().ok_or("no text")?)?;
            app.invoke("draft_save", json!({ "system": id, "kind": "read", "base": 1, "text": text }))
                .await?;
            app.reload().await?;

            app.click("[data-testid=transformation-compare]").await?;
            app.see_text("[data-testid=side-B]", "Draft").await?;
            app.see("[data-testid=card]").await?;
            see_effect(app).await?;
            screen(app, theme, "compare-meaning").await?;
            app.keys(&["j"]).await?;
            let walked =
                "return document.querySelectorAll('[data-testid=change]')[1]?.ariaSelected === 'true'";
            app.wait("the second change to be the current one", walked).await?;
            app.click("[data-testid=compare-download]").await?;

            app.click("[data-testid=mode-text]").await?;
            app.see("[data-testid=merge] .cm-changedLine").await?;
            screen(app, theme, "compare-text").await?;
            app.click("[data-testid=ignore-layout]").await?;
            app.see("[data-testid=merge] .cm-changedLine").await?;
            app.click("[data-testid=mode-effect]").await?;
            see_effect(app).await?;
            screen(app, theme, "compare-effect").await?;

            // One change stays as it is, the rest becomes Version 2.
            app.click("[data-testid=mode-meaning]").await?;
            app.click("[data-testid=change-list]").await?;
            app.keys(&[key::HOME]).await?;
            app.keys(&[" "]).await?;
            app.see("[data-testid=change].stays").await?;
            screen(app, theme, "compare-take").await?;
            app.click("[data-testid=save-taken]").await?;
            app.type_into("[data-testid=description]", "All but the first").await?;
            app.click("[data-testid=describe-save]").await?;
            app.see_text("[data-testid=side-A]", "All but the first").await?;
            app.see_text("[data-testid=chip-all]", "All1").await?;
            let second = read(app, &id).await?;
            assert_eq!(second["version"]["description"], "All but the first");
            assert_ne!(second["text"], json!(text));
            assert_ne!(second["text"], first["text"]);

            // The rest of the draft, then there is nothing left to be compared.
            app.click("[data-testid=save-taken]").await?;
            app.type_into("[data-testid=description]", "And the first").await?;
            app.click("[data-testid=describe-save]").await?;
            app.see_text("[data-testid=transformation-state]", "Version 3").await?;
            assert_eq!(read(app, &id).await?["text"], json!(text), "all of the draft, to the letter");

            app.go(&format!("/compare/{id}/read?a=v1&b=v3")).await?;
            app.see("[data-testid=card]").await?;
            drop_file(app, "[data-testid=side-A]", "mine.json", &text).await?;
            app.see("[data-testid=equal]").await?;
            screen(app, theme, "compare-equal").await?;
            drop_file(app, "[data-testid=side-A]", "torn.json", "{ \"user\": { \"mappings\": [ }").await?;
            app.see("[data-testid=compare-broken]").await?;
            screen(app, theme, "compare-broken").await?;
            app.click("[data-testid=side-A] button").await?;
            app.see("[data-testid=side-picker]").await?;
            screen(app, theme, "compare-sides").await?;
            app.type_into("[data-testid=side-find]", "QA").await?;
            app.keys(&[key::ENTER]).await?;
            app.see_text("[data-testid=side-A]", "Retail QA").await?;
            app.see("[data-testid=card]").await?;

            app.click("[data-testid=compare-all]").await?;
            app.see_text("[data-testid='landscape-row-Retail PROD']", "differ").await?;
            screen(app, theme, "compare-landscape").await?;
            app.click("[data-testid='landscape-row-Retail PROD']").await?;
            app.see_text("[data-testid=side-B]", "Version 3").await?;
            app.see("[data-testid=card]").await?;
            let files: Vec<_> = std::fs::read_dir(&saved)?.collect::<std::io::Result<_>>()?;
            let markdown = std::fs::read_to_string(files.first().ok_or("no file")?.path())?;
            assert!(markdown.contains("`$.userName`"), "{markdown}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}
