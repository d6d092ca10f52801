//! The workbench's editor, by the keyboard: completed, mended, folded, torn, filled from a file, very long.

use serde_json::json;
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::{open_demo, open_tab};
use crate::screens::{THEMES, draw_in, drop_file, screen};
use crate::transformations::rename;

const CONTENT: &str = "[data-testid=transformation-editor] .cm-content";

const VARIABLE: &str = r#"{
  "user": {
    "mappings": [
      {
        "sourcePath": "$.id",
        "targetVariable": "own"
      },
      { "constant": "${own}", "targetPath": "$.id" }
    ]
  }
}"#;

/// Goes to a mapping by letters of its target.
async fn go_to(app: &App, letters: &str) -> Result<()> {
    app.keys(&[key::CTRL, "g"]).await?;
    app.see("[data-testid=go-to-mapping-input]").await?;
    app.type_text(letters).await?;
    app.see_text("[data-testid=go-to-mapping] [role=option]", letters).await?;
    app.keys(&[key::ENTER]).await?;
    app.see_no("[data-testid=go-to-mapping]").await?;
    app.wait(
        "the cursor in the text",
        "return !!document.activeElement.closest('[data-testid=transformation-editor]')",
    )
    .await
}

async fn load(app: &App, name: &str, text: &str) -> Result<()> {
    drop_file(app, CONTENT, name, text).await?;
    app.click("[data-testid=replace-text]").await?;
    app.see_no("[data-testid=replace]").await
}

#[tokio::test]
async fn a_transformation_is_written_by_the_keyboard_alone() -> Result<()> {
    for theme in THEMES {
        flow(&Setting::new(&format!("workbench-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            app.resize(1440, 900).await?;
            open_demo(app).await?;
            open_tab(app, "Retail PROD", "transformations").await?;
            app.see("[data-testid=mapping]").await?;

            app.click(CONTENT).await?;
            go_to(app, "$.userName").await?;
            app.keys(&[key::END]).await?;
            app.keys(&[key::ENTER]).await?;
            app.type_text("\"ign").await?;
            app.see_text(".cm-tooltip-autocomplete li", "ignore").await?;
            // Also when the findings have opened below.
            let in_sight = "const box = (css) => document.querySelector(css)?.getBoundingClientRect();
                const [list, findings] = [box('.cm-tooltip-autocomplete'), box('[data-testid=findings]')];
                return !!list && !!findings && list.top > 0 && list.bottom <= findings.top + 1";
            app.wait("completions above the findings", in_sight).await?;
            screen(app, theme, "workbench-completion").await?;
            app.keys(&[key::ENTER]).await?;
            app.see_text(CONTENT, "\"ignore\": true,").await?;
            app.see("[data-testid=mapping][aria-current] .zchange-badge.changed").await?;

            // Nothing else than the path without its beginning.
            rename(app, "mine").await?;
            app.see("[data-testid=finding] [data-testid=fix]").await?;
            // The pointer rests on it; where the text is drawn anew meanwhile, it comes to rest again.
            let rest = "const [seen] = arguments; const at = (window.rested ??= { time: 0 });
                if (document.querySelector(seen)) return true;
                const wave = document.querySelector('.cm-lintRange-warning');
                if (!wave || Date.now() - at.time < 1000) return false;
                at.time = Date.now();
                const { x, y, width, height } = wave.getBoundingClientRect();
                const middle = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true };
                wave.dispatchEvent(new MouseEvent('mousemove', middle));
                return false;";
            app.wait_with("a hover", rest, json!([".cm-tooltip-hover .cm-zfinding button"])).await?;
            screen(app, theme, "workbench").await?;
            app.keys(&[key::CTRL, "."]).await?;
            app.see_text(CONTENT, "$.mine").await?;

            app.click("[data-testid=editor-more]").await?;
            app.click("[data-testid=menu-fold]").await?;
            app.see_text(".cm-foldPlaceholder", "→").await?;
            screen(app, theme, "workbench-folded").await?;
            app.click("[data-testid=editor-more]").await?;
            app.click("[data-testid=menu-unfold]").await?;
            app.see_no(".cm-foldPlaceholder").await?;

            app.click(CONTENT).await?;
            app.keys(&[key::CTRL, key::HOME]).await?;
            app.type_text("]").await?;
            app.see("[data-testid=torn]").await?;
            app.see("[data-testid=mapping]").await?;
            screen(app, theme, "workbench-torn").await?;
            app.keys(&[key::BACKSPACE]).await?;
            app.see_no("[data-testid=torn]").await?;

            load(app, "directory.json", "{\"user\": {\"mappings\": []}}").await?;
            app.see("[data-testid=foreign]").await?;
            screen(app, theme, "workbench-foreign").await?;
            app.click("[data-testid=editor-undo]").await?;
            app.see_no("[data-testid=foreign]").await?;

            load(app, "one line.json", "{\"user\":{\"mappings\":[]},\"x\":1}").await?;
            app.click("[data-testid=editor-format]").await?;
            app.see_text(CONTENT, "\"x\": 1").await?;
            app.keys(&[key::CTRL, "z"]).await?;
            app.see_text(CONTENT, "\"x\":1").await?;
            app.click("[data-testid=editor-undo]").await?;
            app.see("[data-testid=mapping]").await?;

            load(app, "variable.json", VARIABLE).await?;
            app.see_text(CONTENT, "${own}").await?;
            app.click(CONTENT).await?;
            app.keys(&[key::CTRL, key::HOME]).await?;
            for _ in 0..5 {
                app.keys(&[key::DOWN]).await?;
            }
            app.keys(&[key::END]).await?;
            app.keys(&[key::LEFT]).await?;
            app.keys(&[key::F2]).await?;
            app.type_into("[data-testid=rename-to]", "mine").await?;
            app.click("[data-testid=rename-act]").await?;
            app.see_text(CONTENT, "${mine}").await?;

            app.click("[data-testid=transformation-state]").await?;
            app.see("[data-testid=menu-discard]").await?;
            screen(app, theme, "workbench-draft-menu").await?;
            app.keys(&[key::ESCAPE]).await?;
            app.click("[data-testid=fold-mappings]").await?;
            app.see("[data-testid=show-mappings]").await?;
            screen(app, theme, "workbench-without-list").await?;
            app.click("[data-testid=show-mappings]").await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn ten_thousand_mappings_are_listed_and_written_in() -> Result<()> {
    let mapping = |number: u32| {
        format!(
            "{{\n \"sourcePath\": \"$.userName\",\n \"targetPath\": \"$.attribute{number}\",\n \"optional\": true\n}}"
        )
    };
    let mappings: Vec<String> = (0..10_000).map(mapping).collect();
    let id = "{\"sourcePath\": \"$.id\", \"targetVariable\": \"entityIdSourceSystem\"}";
    let text = format!(
        "{{\"user\": {{\"scimEntityEndpoint\": \"Users\", \"mappings\": [{id},\n{}]}}}}",
        mappings.join(",\n")
    );
    flow(&Setting::new("workbench-long")?, async |app| {
        open_demo(app).await?;
        open_tab(app, "Retail PROD", "transformations").await?;
        app.see("[data-testid=mapping]").await?;
        load(app, "long.json", &text).await?;
        app.see_text(".zmappings h2", "10,001").await?;
        go_to(app, "attribute9999").await?;
        app.see_text("[data-testid=mapping][aria-current]", "attribute9999").await?;
        app.keys(&[key::END]).await?;
        app.type_text(" \"optional\": true,").await?;
        app.see_text("[data-testid=findings]", "\"optional\" stands here twice").await?;
        let longest = app
            .js_async(
                "const done = arguments[arguments.length - 1];
                 const began = performance.now();
                 document.execCommand('insertText', false, ' ');
                 requestAnimationFrame(() => done(performance.now() - began));",
                json!([]),
            )
            .await?;
        println!("10 000 mappings: a key at the end took {longest} ms");
        Ok(())
    })
    .await
}
