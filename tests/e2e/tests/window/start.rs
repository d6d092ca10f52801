use std::process::{Command, Stdio};

use zonedesk_e2e::{Result, Setting, flow};

#[tokio::test]
async fn a_second_start_ends_in_favour_of_the_first() -> Result<()> {
    let mut setting = Setting::new("second-start")?;
    // with a workspace of its own, a window would stand beside the first
    setting.arguments = vec!["zonedesk://activity".to_owned()];
    flow(&setting, async |first| {
        first.see("[data-testid=activity-search]").await?;
        let second = Command::new(&setting.binary)
            .arg("zonedesk://settings")
            .envs(setting.environment())
            .stdin(Stdio::null())
            .output()?;
        assert!(second.status.success(), "{second:?}");
        // the first goes where the link of the second leads
        first.see("[data-testid=settings-name]").await
    })
    .await
}

#[tokio::test]
async fn the_window_comes_back_where_it_was() -> Result<()> {
    let setting = Setting::new("window-state")?;
    flow(&setting, async |app| {
        app.resize(1200, 800).await?;
        app.wait("the new size", "return innerWidth === 1200 && innerHeight === 800").await?;
        // as the desktop does at logout
        let process = setting.process()?;
        let number = process.file_name().ok_or("no process")?;
        assert!(Command::new("kill").arg("-TERM").arg(number).status()?.success());
        setting.until_ended().await
    })
    .await?;
    flow(&setting, async |app| {
        app.wait("the size it had", "return innerWidth === 1200 && innerHeight === 800").await
    })
    .await
}
