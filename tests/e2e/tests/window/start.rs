use zonedesk_e2e::{Result, Setting, flow};

#[tokio::test]
async fn a_fresh_start_shows_the_window() -> Result<()> {
    flow(Setting::new("fresh-start")?, async |app| app.see("#root").await).await
}
