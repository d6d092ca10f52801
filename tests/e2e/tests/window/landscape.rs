//! The tree of systems: rearranged by keys and mouse, marked, copied, deleted and brought back.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::{open_demo, open_tab};
use crate::screens::{THEMES, choose, draw_in, screen, system_of};

/// Waits until a system stands below another.
async fn stands_below(app: &App, name: &str, above: &str) -> Result<()> {
    let above = json!(system_of(app, above).await?);
    let until = tokio::time::Instant::now() + std::time::Duration::from_secs(10);
    loop {
        let found = app.invoke("landscape", json!({})).await?;
        let node = found["systems"].as_array().and_then(|all| all.iter().find(|one| one["name"] == name));
        match node.map(|node| &node["parent"]) {
            Some(parent) if *parent == above => return Ok(()),
            parent if tokio::time::Instant::now() > until => {
                let parent = parent.unwrap_or(&Value::Null);
                return Err(format!("{name} stands below {parent}, not {above}").into());
            }
            _ => tokio::time::sleep(std::time::Duration::from_millis(30)).await,
        }
    }
}

/// Drags a row over another, as a mouse does; the page draws between one event and the next.
async fn drag(app: &App, name: &str, over: &str, events: &[&str]) -> Result<()> {
    let script = "
        const [event, name] = arguments;
        const row = document.querySelector(`[data-testid=\"landscape-node-${name}\"]`);
        window.dragged ??= new DataTransfer();
        const options = { dataTransfer: window.dragged, bubbles: true, cancelable: true };
        row.dispatchEvent(new DragEvent(event, options));";
    for event in events {
        let row = if matches!(*event, "dragstart" | "dragend") { name } else { over };
        app.js(script, json!([event, row])).await?;
        app.settle().await?;
    }
    Ok(())
}

/// Waits until what is in a row is painted: WebKit may skip it although it is laid out.
async fn is_drawn(app: &App, name: &str) -> Result<()> {
    let script = format!(
        "const name = document.querySelector('[data-testid=\"landscape-node-{name}\"] .name');
        return !!name && name.checkVisibility({{ contentVisibilityAuto: true }})"
    );
    app.wait("the row to be painted", &script).await
}

#[tokio::test]
async fn systems_are_moved_copied_deleted_and_brought_back() -> Result<()> {
    for theme in THEMES {
        flow(&Setting::new(&format!("landscape-{theme}"))?, async |app| {
            draw_in(app, theme).await?;
            open_demo(app).await?;
            open_tab(app, "Analytics", "overview").await?;
            let node = "[data-testid='landscape-node-Analytics']";
            app.click(node).await?;
            app.keys(&[key::ALT, key::LEFT]).await?;
            stands_below(app, "Analytics", "Acme Group").await?;
            app.keys(&[key::ALT, key::LEFT]).await?;
            app.wait(
                "the move to the top",
                "return document.querySelector('[data-testid=\"landscape-node-Analytics\"]').ariaLevel === '1'",
            )
            .await?;
            app.keys(&[key::ALT, key::LEFT]).await?;
            app.see("[data-testid=landscape-told]").await?;
            screen(app, theme, "landscape-refused").await?;
            app.keys(&[key::ALT, key::RIGHT]).await?;
            stands_below(app, "Analytics", "Acme Group").await?;

            is_drawn(app, "Analytics").await?;
            drag(app, "Analytics", "Finance PROD", &["dragstart", "dragover"]).await?;
            app.see("[data-testid=landscape-told]").await?;
            screen(app, theme, "landscape-drag-refused").await?;
            drag(app, "Analytics", "EMEA", &["dragover"]).await?;
            screen(app, theme, "landscape-drag").await?;
            drag(app, "Analytics", "EMEA", &["drop", "dragend"]).await?;
            stands_below(app, "Analytics", "EMEA").await?;

            choose(app, "favourite").await?;
            app.see("[data-testid='favourite-Analytics']").await?;
            screen(app, theme, "landscape-favourites").await?;
            choose(app, "favourite").await?;
            app.see_no("[data-testid=favourites]").await?;
            app.click(node).await?;
            app.keys(&[key::ALT, key::LEFT]).await?;
            stands_below(app, "Analytics", "Acme Group").await?;
            is_drawn(app, "Analytics").await?;

            choose(app, "duplicate").await?;
            app.type_into("[data-testid=duplicate-name]", "Analytics twin").await?;
            screen(app, theme, "duplicate-system").await?;
            app.click("[data-testid=duplicate-system-confirm]").await?;
            app.see("[data-testid='landscape-node-Analytics twin']").await?;
            app.see_no("[data-testid=duplicate-system]").await?;
            stands_below(app, "Analytics twin", "Acme Group").await?;

            app.click("[data-testid='landscape-node-Analytics twin']").await?;
            app.see_text("h1", "Analytics twin").await?;
            is_drawn(app, "Analytics").await?;
            choose(app, "edit").await?;
            app.see("[data-testid=edit-dialog]").await?;
            screen(app, theme, "edit-place").await?;
            app.keys(&[key::ESCAPE]).await?;
            app.see_no("[data-testid=edit-dialog]").await?;
            choose(app, "delete-system").await?;
            app.see("[data-testid=delete-back]").await?;
            app.click("[data-testid=delete-system-confirm]").await?;
            app.see_no("[data-testid='landscape-node-Analytics twin']").await?;

            app.go("/deleted-systems").await?;
            app.see("[data-testid='deleted-Analytics twin']").await?;
            screen(app, theme, "deleted-systems").await?;
            app.click("[data-testid='deleted-Analytics twin'] [data-testid=restore-system]").await?;
            app.see("[data-testid='landscape-node-Analytics twin']").await?;
            stands_below(app, "Analytics twin", "Acme Group").await
        })
        .await?;
    }
    Ok(())
}
