//! Ten changed transformations, each compared by meaning: what a person can judge in one look at the page.

use serde_json::json;
use zonedesk_e2e::{App, Result, Setting, flow};

use crate::places::{open_demo, open_tab, until_no_job_runs};
use crate::screens::{draw_in, picture, system_of};

const BETWEEN: &str = "\n      },\n      {\n";

/// The default for writing with a function and a condition more, so that each can be changed.
fn rich(default: &str) -> String {
    let function = r#""functions": [
          { "function": "replaceString", "target": "@old.example", "replacement": "@acme.example" }
        ],
        "sourcePath": "$.userName","#;
    default.replacen(r#""sourcePath": "$.userName","#, function, 1)
}

/// A mapping of users at another place.
fn moved(text: &str, from: usize, to: usize) -> String {
    let (users, rest) = text.split_once("\n      }\n    ],").unwrap_or((text, ""));
    let (head, mappings) = users.split_once("[\n      {\n").unwrap_or(("", users));
    let mut all: Vec<&str> = mappings.split(BETWEEN).collect();
    let one = all.remove(from);
    all.insert(to, one);
    format!("{head}[\n      {{\n{}\n      }}\n    ],{rest}", all.join(BETWEEN))
}

fn without(text: &str, mapping: usize) -> String {
    let gone = text.split(BETWEEN).nth(mapping).unwrap_or_default();
    text.replacen(&format!("{gone}{BETWEEN}"), "", 1)
}

/// The change, and what has to stand on the page.
fn cases(rich: &str) -> [(&'static str, String, &'static [&'static str]); 10] {
    [
        ("moved", moved(rich, 10, 2), &["$.origin", "moved 11 → 3", "no effect"]),
        ("reformatted", rich.replace("\n      ", "\n   "), &["Same meaning"]),
        (
            "parameter",
            rich.replace("@acme.example", "@acme.test"),
            &["$.userName", "functions", "@acme.test"],
        ),
        ("condition", rich.replace("@.primary == true", "@.primary != false"), &["condition", "!= false"]),
        ("property", rich.replace("%xsuaa.origin%", "%cost.center%"), &["constant", "%cost.center%"]),
        ("scope", rich.replacen("createEntity", "patchEntity", 1), &["scope", "patchEntity"]),
        ("reordered", moved(rich, 5, 3), &["moved 6 → 4", "$.emails (now mapping", "writes there too"]),
        ("reordered-idle", moved(rich, 8, 6), &["moved 9 → 7", "no effect"]),
        (
            "renamed",
            rich.replacen(r#""targetPath": "$.externalId""#, r#""targetPath": "$.employeeNumber""#, 1),
            &["targetPath", "$.employeeNumber"],
        ),
        ("deleted", without(rich, 6), &["$.phoneNumbers", "−"]),
    ]
}

async fn page(app: &App) -> Result<String> {
    let script = "return document.querySelector('main').innerText
        + [...document.querySelectorAll('ui5-illustrated-message')].map((message) => message.titleText).join()";
    Ok(app.js(script, json!([])).await?.to_string())
}

#[tokio::test]
async fn ten_changes_are_told_in_one_look() -> Result<()> {
    let setting = Setting::new("trial")?;
    flow(&setting, async |app| {
        draw_in(app, "light").await?;
        open_demo(app).await?;
        open_tab(app, "Retail PROD", "transformations").await?;
        let id = system_of(app, "Retail PROD").await?;
        let which = json!({ "system": id, "kind": "write" });
        let default = app.invoke("transformation", which.clone()).await?;
        let rich = rich(default["text"].as_str().ok_or("no text")?);
        let version = json!({
            "system": id, "kind": "write", "basedOn": 1, "description": "One domain for all user names",
        });
        app.invoke("transformation_save", json!({ "version": version, "text": rich })).await?;
        for (number, (name, text, expected)) in cases(&rich).into_iter().enumerate() {
            assert_ne!(text, rich, "{name}");
            app.invoke("draft_save", json!({ "system": id, "kind": "write", "base": 2, "text": text }))
                .await?;
            app.go("/").await?;
            app.go(&format!("/compare/{id}/write?a=v2&b=draft")).await?;
            app.see("[data-testid=card], [data-testid=equal-text]").await?;
            until_no_job_runs(app).await?;
            let said = page(app).await?;
            let missing: Vec<_> = expected.iter().filter(|part| !said.contains(**part)).collect();
            assert!(missing.is_empty(), "{name}: {missing:?} is not in {said}");
            picture(app, "light", &format!("trial-{}-{name}", number + 1)).await?;
        }
        Ok(())
    })
    .await
}
