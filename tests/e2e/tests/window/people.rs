//! Lists leave as files, and people come from one.

use serde_json::json;
use zonedesk_e2e::{Result, Setting, flow};

use crate::places::until_no_job_runs;
use crate::screens::{add_account, downloads, draw_in, screen, simulated};

#[tokio::test]
async fn people_come_from_a_file_and_leave_as_one() -> Result<()> {
    let (_simulator, account) = simulated("Retail DEV").await?;
    let theme = "light";
    let mut setting = Setting::new("people")?;
    let downloads = downloads(&mut setting)?;
    let file =
        "User Name;Origin;First Name;Where\nnew.one@acme.example;sap.default;New;x\nnobody;sap.default;;y\n";
    std::fs::write(downloads.join("people.csv"), file)?;
    flow(&setting, async |app| {
        let id = add_account(app, &account).await?;
        draw_in(app, theme).await?;
        app.go(&format!("/system/{id}/users")).await?;
        until_no_job_runs(app).await?;
        app.invoke("refresh", json!({ "system": id })).await?;
        until_no_job_runs(app).await?;
        app.click("[data-testid=users-more]").await?;
        app.click("[data-testid=menu-import-users]").await?;
        app.click("[data-testid=people-choose]").await?;
        app.see_text("[data-testid=people-file]", "people.csv: 2 rows").await?;
        screen(app, theme, "people-columns").await?;
        app.click("[data-testid=people-check]").await?;
        app.see_text("[data-testid=people-line-3]", "e-mail address").await?;
        screen(app, theme, "people-check").await?;
        app.click("[data-testid=people-review]").await?;
        app.see_text("[data-testid=plan-requests]", "new.one@acme.example").await?;
        app.type_into("[data-testid=reason]", "ticket 4711").await?;
        app.click("[data-testid=preview-apply]").await?;
        app.see("[data-testid=people-ended]").await?;
        // It lies over the page, outside of its regions, until it has been read.
        app.see_no(".ztoast").await?;
        app.click("[data-testid=people-save-result]").await?;
        app.see("[data-testid=people-saved]").await?;
        screen(app, theme, "people-result").await?;
        let result = std::fs::read_to_string(downloads.join("people result.csv"))?;
        let lines: Vec<&str> = result.lines().skip(1).collect();
        assert_eq!(lines[0], "2,new.one@acme.example,sap.default,created,");
        assert!(lines[1].starts_with("3,nobody,sap.default,error,"), "{result}");
        app.click("[data-testid=people-close]").await?;
        app.see_no("[data-testid=people-import]").await?;

        app.type_into("[data-testid=search]", "new.one").await?;
        app.see_text("[data-testid=row-0]", "new.one@acme.example").await?;
        app.click(".tools [data-testid=export]").await?;
        screen(app, theme, "export-menu").await?;
        app.click("[data-testid=menu-export-csv]").await?;
        let saved = downloads.join("Retail DEV users.csv");
        app.see_text("[data-testid=live]", "Retail DEV users.csv").await?;
        let exported = std::fs::read_to_string(saved)?;
        assert!(exported.starts_with("\u{feff}Name,User Name,Origin,Role Collections,"), "{exported}");
        assert_eq!(exported.lines().count(), 2, "{exported}");
        Ok(())
    })
    .await
}
