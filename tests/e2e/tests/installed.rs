//! A window as it was installed, in an empty home: `cargo xtask dist` says where it lies.

use zonedesk_e2e::{Result, Setting, flow};

#[tokio::test]
async fn it_shows_its_first_page() -> Result<()> {
    let mut setting = Setting::new("installed")?;
    // a person names no workspace
    setting.arguments.clear();
    flow(&setting, async |app| app.see("[data-testid=open-demo]").await).await
}

#[tokio::test]
async fn a_link_of_ours_is_given_to_it_by_the_desktop() -> Result<()> {
    let file = std::env::var("ZONEDESK_DESKTOP_FILE").map_err(|_| "ZONEDESK_DESKTOP_FILE is not set")?;
    let entry = std::fs::read_to_string(file)?;
    let value = |key| entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    assert_eq!(value("MimeType"), Some("x-scheme-handler/zonedesk;"));
    // Desktop Entry Specification 1.5: %u is the link
    let exec = value("Exec").ok_or("no Exec")?.replace("%u", "zonedesk://settings");
    let mut words = exec.split_whitespace().map(str::to_owned);
    assert_eq!(words.next().as_deref(), Some("zonedesk-desktop"));

    let mut setting = Setting::new("installed-link")?;
    setting.arguments = words.collect();
    flow(&setting, async |app| app.see("[data-testid=settings-name]").await).await
}
