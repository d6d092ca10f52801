use zonedesk_e2e::{App, Result, Setting, flow, key};

use crate::places::until_no_job_runs;

/// Tabs on until the focus is there.
async fn tab_to(app: &App, testid: &str) -> Result<()> {
    let mut seen = Vec::new();
    for _ in 0..60 {
        let focus = app.focus().await?;
        if focus == testid {
            return Ok(());
        }
        seen.push(focus);
        app.keys(&[key::TAB]).await?;
    }
    Err(format!("{testid} is not reached by Tab; the focus was at {seen:?}").into())
}

#[tokio::test]
async fn a_user_is_renamed_without_a_mouse() -> Result<()> {
    flow(&Setting::new("keyboard")?, async |app| {
        app.see("[data-testid=open-demo]").await?;
        tab_to(app, "open-demo").await?;
        app.keys(&[key::ENTER]).await?;
        app.see("[data-testid=landscape]").await?;
        until_no_job_runs(app).await?;

        app.keys(&[key::CTRL, "k"]).await?;
        app.see("[data-testid=palette-input]").await?;
        app.type_text("Retail QA").await?;
        app.see_text("[data-testid=palette-entry-0]", "Retail QA").await?;
        app.keys(&[key::ENTER]).await?;
        app.see_no("[data-testid=palette]").await?;
        app.keys(&[key::CTRL, "2"]).await?;
        app.see("[data-testid=row-0]").await?;

        app.keys(&[key::CTRL, "f"]).await?;
        tab_to(app, "search").await?;
        tab_to(app, "grid").await?;
        app.keys(&[key::DOWN]).await?;
        app.keys(&[key::ENTER]).await?;
        app.see("[data-testid=detail-title]").await?;
        app.wait(
            "the focus at the title",
            "return document.activeElement?.dataset.testid === 'detail-title'",
        )
        .await?;

        app.keys(&[key::F2]).await?;
        app.see("[data-testid=user-form]").await?;
        tab_to(app, "field-familyName").await?;
        app.keys(&[key::CTRL, "a"]).await?;
        app.type_text("Keys").await?;
        app.keys(&[key::CTRL, "s"]).await?;
        app.see("[data-testid=foot-apply]").await?;
        tab_to(app, "foot-apply").await?;
        app.keys(&[key::ENTER]).await?;
        app.see_text("[data-testid=detail-title]", "Keys").await?;

        app.keys(&[key::ESCAPE]).await?;
        app.see_no("[data-testid=detail-title]").await?;
        app.wait("the focus back at its row", "return document.activeElement?.dataset.testid === 'grid'")
            .await
    })
    .await
}
