//! The workspace backed up and brought back; secrets in the encrypted file, behind its passphrase.

use serde_json::json;
use zonedesk_e2e::{Result, Setting, flow, key};

use crate::places::until_no_job_runs;
use crate::screens::{THEMES, add_account, choose, downloads, draw_in, screen, simulated, system_of};

#[tokio::test]
async fn a_backup_brings_back_what_was_deleted_since() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        let mut setting = Setting::new(&format!("backup-{theme}"))?;
        let downloads = downloads(&mut setting)?;
        flow(&setting, async |app| {
            let id = add_account(app, &account).await?;
            draw_in(app, theme).await?;
            app.go("/settings/data").await?;
            app.click("[data-testid=back-up]").await?;
            app.see("[data-testid=backed-up]").await?;
            screen(app, theme, "backed-up").await?;
            let made = std::fs::read_dir(&downloads)?.next().ok_or("no file")??.path();
            std::fs::rename(made, downloads.join("backup.zonedesk"))?;

            app.go(&format!("/system/{id}/overview")).await?;
            choose(app, "delete-system").await?;
            app.see("[data-testid=delete-goes]").await?;
            screen(app, theme, "delete-system").await?;
            app.click("[data-testid=delete-system-confirm]").await?;
            app.see_no("[data-testid='landscape-node-Retail DEV']").await?;

            app.go("/settings/data").await?;
            app.click("[data-testid=restore-choose]").await?;
            app.see("[data-testid=restore-content]").await?;
            screen(app, theme, "restore").await?;
            app.click("[data-testid=restore-confirm]").await?;
            app.see("[data-testid='landscape-node-Retail DEV']").await?;
            until_no_job_runs(app).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_encrypted_file_is_chosen_and_asks_its_passphrase_at_the_next_start() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    for theme in THEMES {
        let setting = Setting::new(&format!("vault-{theme}"))?;
        flow(&setting, async |app| {
            add_account(app, &account).await?;
            draw_in(app, theme).await?;
            app.go("/settings/security").await?;
            app.click("[data-testid=secrets-to-file]").await?;
            app.see("[data-testid=passphrase-again]").await?;
            screen(app, theme, "vault-new").await?;
            app.type_into("[data-testid=passphrase-field]", "correct horse battery").await?;
            app.type_into("[data-testid=passphrase-again]", "correct horse battery").await?;
            app.click("[data-testid=passphrase-send]").await?;
            app.see_text("[data-testid=move-secrets-count]", "1").await?;
            screen(app, theme, "vault-move").await?;
            app.click("[data-testid=move-secrets-confirm]").await?;
            app.see("[data-testid=vault-lock]").await?;
            screen(app, theme, "vault-open").await
        })
        .await?;
        flow(&setting, async |app| {
            let id = system_of(app, "Retail DEV").await?;
            app.go(&format!("/system/{id}/overview")).await?;
            app.click("[data-testid=refresh]").await?;
            app.see("[data-testid=passphrase-field]").await?;
            screen(app, theme, "vault-unlock").await?;
            app.type_into("[data-testid=passphrase-field]", "wrong horse battery").await?;
            app.click("[data-testid=passphrase-send]").await?;
            app.see("[data-testid=passphrase-error]").await?;
            app.type_into("[data-testid=passphrase-field]", "correct horse battery").await?;
            app.click("[data-testid=passphrase-send]").await?;
            app.click("[data-testid=tab-users]").await?;
            app.see("[data-testid=row-0]").await?;
            let status = app.invoke("start", json!({})).await?;
            assert_eq!(status["vault"], json!("open"));

            // Locked, it asks again where a secret is needed, over the dialog that needs it.
            app.invoke("vault_lock", json!({})).await?;
            choose(app, "test").await?;
            app.see("[data-testid=passphrase-field]").await?;
            screen(app, theme, "vault-over-test").await?;
            app.type_into("[data-testid=passphrase-field]", "correct horse battery").await?;
            app.keys(&[key::ENTER]).await?;
            app.see_no("[data-testid=passphrase-field]").await?;
            app.see("[data-testid=step-speed]").await
        })
        .await?;
    }
    Ok(())
}
