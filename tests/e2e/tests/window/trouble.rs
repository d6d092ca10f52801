//! What goes wrong outside: an account that does not answer, a workspace that cannot be read.

use std::net::TcpListener;

use zonedesk_e2e::{Result, Setting, flow};

use crate::places::{open_demo, open_tab};
use crate::screens::screen;

#[tokio::test]
async fn an_account_that_does_not_answer_says_so_and_blocks_no_other() -> Result<()> {
    flow(&Setting::new("unreachable")?, async |app| {
        open_demo(app).await?;
        // free a moment ago, and nobody listens
        let nowhere = format!("http://{}", TcpListener::bind("127.0.0.1:0")?.local_addr()?);
        app.click("[data-testid=add-system]").await?;
        app.click("[data-testid=by-hand-open]").await?;
        for (field, value) in [
            ("url", nowhere.as_str()),
            ("tokenUrl", &format!("{nowhere}/oauth/token")),
            ("clientId", "sb-nobody"),
            ("secret", "never seen again"),
        ] {
            app.type_into(&format!("[data-testid=system-{field}]"), value).await?;
        }
        app.click("[data-testid=by-hand-done]").await?;
        app.see("[data-testid=found-secret]").await?;
        app.click("[data-testid=wizard-next]").await?;
        app.type_into("[data-testid=system-name]", "Nowhere").await?;
        app.click("[data-testid=wizard-next]").await?;
        app.see("[data-testid=wizard-mend]").await?;
        app.click("[data-testid=system-save]").await?;
        app.see("[data-testid=error]").await?;
        app.see_text("[data-testid=error]", "Nowhere").await?;
        screen(app, "light", "unreachable").await?;

        open_tab(app, "Retail DEV", "users").await?;
        app.see("[data-testid=row-0]").await
    })
    .await
}

#[tokio::test]
async fn a_damaged_workspace_is_told_and_never_overwritten() -> Result<()> {
    let setting = Setting::new("damaged-workspace")?;
    let damaged = b"This was a workspace once.".repeat(400);
    std::fs::write(setting.workspace.join("zonedesk.db"), &damaged)?;
    flow(&setting, async |app| {
        app.see("[data-testid=workspace-problem]").await?;
        screen(app, "light", "workspace-problem").await?;
        assert_eq!(
            std::fs::read(setting.workspace.join("zonedesk.db"))?,
            damaged,
            "left alone until a person decides"
        );

        app.click("[data-testid=start-new]").await?;
        app.see("[data-testid=open-demo]").await?;
        let kept = std::fs::read_dir(&setting.workspace)?
            .filter_map(|entry| std::fs::read(entry.ok()?.path()).ok())
            .any(|file| file == damaged);
        assert!(kept, "the damaged file is set aside");
        Ok(())
    })
    .await
}
