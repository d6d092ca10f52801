//! Transformations of a system: written, checked, saved as versions, brought back; two who save at once; a crash.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, judge, key};

use crate::places::{open_demo, open_tab};
use crate::screens::{THEMES, draw_in, screen, system_of};

/// Types at the beginning of the text.
async fn type_first(app: &App, text: &str) -> Result<()> {
    app.click("[data-testid=transformation-editor] .cm-content").await?;
    app.keys(&[key::CTRL, key::HOME]).await?;
    app.type_text(text).await
}

/// Makes another of the first target path in sight, as one who marks it and types.
pub async fn rename(app: &App, to: &str) -> Result<()> {
    app.click("[data-testid=transformation-editor] .cm-content").await?;
    app.js(
        "for (const line of document.querySelectorAll('.zeditor .cm-line')) {
            if (!line.textContent.includes('\"targetPath\"') || !line.textContent.includes('$.')) continue;
            const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                const at = node.data.indexOf('$.');
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + node.data.slice(at).search(/\"|$/));
                document.execCommand('insertText', false, arguments[0]);
                return;
            }
        }
        throw new Error('no path in sight');",
        json!([to]),
    )
    .await
    .map(drop)
}

async fn stored(app: &App, system: &str) -> Result<Value> {
    app.invoke("transformation", json!({ "system": system, "kind": "read" })).await
}

/// Saves a version from the command line, another program over the same workspace.
fn save_in_terminal(setting: &Setting, text: &str) -> Result<()> {
    let program = format!("zonedesk{}", std::env::consts::EXE_SUFFIX);
    let save =
        ["transform", "save", "Retail DEV", "--kind", "read", "--description", "From the terminal", "-"];
    let mut saving = Command::new(setting.binary.with_file_name(program))
        .arg("--workspace")
        .arg(&setting.workspace)
        .args(save)
        .envs(setting.environment())
        .stdin(Stdio::piped())
        .spawn()?;
    saving.stdin.take().ok_or("no input")?.write_all(text.as_bytes())?;
    assert!(saving.wait()?.success());
    Ok(())
}

async fn describe(app: &App, description: &str) -> Result<()> {
    app.type_into("[data-testid=description]", description).await?;
    app.click("[data-testid=describe-save]").await?;
    app.see_no("[data-testid=describe]").await
}

#[tokio::test]
async fn versions_are_saved_compared_and_brought_back_and_none_is_lost() -> Result<()> {
    for theme in THEMES {
        let setting = Setting::new(&format!("transformations-{theme}"))?;
        flow(&setting, async |app| {
            draw_in(app, theme).await?;
            open_demo(app).await?;
            open_tab(app, "Retail DEV", "transformations").await?;
            let id = system_of(app, "Retail DEV").await?;
            let first = stored(app, &id).await?;

            type_first(app, "}").await?;
            app.see("[data-testid=transformation-save][aria-disabled]").await?;
            app.see("[data-testid=finding]").await?;
            screen(app, theme, "transformation-finding").await?;
            app.keys(&[key::BACKSPACE]).await?;
            rename(app, "$.mine").await?;
            app.click("[data-testid=transformation-save]:not([aria-disabled])").await?;
            app.see("[data-testid=description]").await?;
            screen(app, theme, "transformation-save").await?;
            describe(app, "Another path").await?;
            app.click("[data-testid=transformation-history]").await?;
            app.see_text("[data-testid=version]", "Another path").await?;
            screen(app, theme, "transformation-history").await?;
            app.click("[data-testid=compare-1]").await?;
            app.see_text("[data-testid=cards]", "$.mine").await?;
            app.go(&format!("/system/{id}/transformations/read")).await?;

            app.click("[data-testid=transformation-history]").await?;
            app.click("[data-testid=apply-1]").await?;
            describe(app, "Back again").await?;
            app.see_text("[data-testid=version]", "Back again").await?;
            assert_eq!(stored(app, &id).await?["text"], first["text"]);

            // The second saver comes between the first one's look and the first one's save.
            rename(app, "$.window").await?;
            app.see_text("[data-testid=transformation-state]", "Draft").await?;
            let theirs = first["text"].as_str().ok_or("no text")?.replacen("$.userName", "$.terminal", 1);
            save_in_terminal(&setting, &theirs)?;
            app.click("[data-testid=transformation-save]").await?;
            app.type_into("[data-testid=description]", "From the window").await?;
            app.click("[data-testid=describe-save]").await?;
            app.see_text("[data-testid=compare-conflict]", "Nothing was saved yet").await?;
            screen(app, theme, "transformation-conflict").await?;
            assert_eq!(
                stored(app, &id).await?["text"],
                json!(theirs),
                "nothing of the second is overwritten"
            );
            app.click("[data-testid=save-taken]:not([aria-disabled])").await?;
            app.click("[data-testid=describe-save]").await?;
            app.see_text("[data-testid=transformation-state]", "Version 5").await?;
            let both = stored(app, &id).await?;
            assert!(
                both["text"]
                    .as_str()
                    .is_some_and(|text| text.contains("$.terminal") && text.contains("$.window"))
            );
            app.click("[data-testid=transformation-history]").await?;
            app.see_text("[data-testid=version]", "From the window").await?;
            app.click("[data-testid=reset]").await?;
            describe(app, "From the beginning").await?;
            app.see_text("[data-testid=version]", "From the beginning").await?;
            let all = app.invoke("transformation_versions", json!({ "system": id, "kind": "read" })).await?;
            let said: Vec<&Value> =
                all.as_array().ok_or("no versions")?.iter().map(|one| &one["description"]).collect();
            assert_eq!(
                said[..5],
                [
                    "Reset to initial: From the beginning",
                    "From the window",
                    "From the terminal",
                    "Version 1 applied: Back again",
                    "Another path"
                ]
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_draft_outlives_the_death_of_the_app() -> Result<()> {
    let setting = Setting::new("draft")?;
    // The session ends with the app that it lost; what came of it is told by the next start.
    let _lost = judge(&setting, async |app| {
        open_demo(app).await?;
        open_tab(app, "Retail DEV", "transformations").await?;
        app.see("[data-testid=transformation-editor]").await?;
        rename(app, "$.survivor").await?;
        let id = system_of(app, "Retail DEV").await?;
        while stored(app, &id).await?["draft"].is_null() {
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        }
        let process = setting.process()?;
        let number = process.file_name().ok_or("no process")?;
        assert!(Command::new("kill").arg("-KILL").arg(number).status()?.success());
        setting.until_ended().await
    })
    .await;
    flow(&setting, async |app| {
        app.see("[data-testid='landscape-node-Retail DEV']").await?;
        open_tab(app, "Retail DEV", "transformations").await?;
        app.see_text("[data-testid=transformation-state]", "Draft").await?;
        app.see_text("[data-testid=transformation-editor]", "$.survivor").await
    })
    .await
}
