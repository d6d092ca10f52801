//! Pictures of the screens that a flow comes by, each looked at by axe.

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, output};
use zonedesk_simulator::AccountInfo;

pub const THEMES: [&str; 2] = ["light", "dark"];

/// Has the app drawn in a theme from here on.
pub async fn draw_in(app: &App, theme: &str) -> Result<()> {
    let start = app.invoke("start", json!({})).await?;
    let mut settings = start["settings"].clone();
    settings["theme"] = json!(theme);
    app.invoke("settings_save", json!({ "settings": settings })).await?;
    app.reload().await
}

/// Leaves a picture of what is there and has axe look at it.
pub async fn screen(app: &App, theme: &str, name: &str) -> Result<()> {
    app.settle().await?;
    app.picture(&output().join(format!("screenshots/{theme}/{name}.png"))).await?;
    app.check_accessibility().await.map_err(|found| format!("{name}: {found}").into())
}

/// Adds an account past the wizard; gives the id of its system.
pub async fn add_system(app: &App, account: &AccountInfo, secret: &str) -> Result<String> {
    let system = json!({
        "name": account.name, "description": "", "level": "subaccount", "tags": [],
        "url": account.url, "tokenUrl": account.token_url, "clientId": account.client_id, "secret": secret,
    });
    let added: Value = app.invoke("system_add", json!({ "system": system })).await?;
    Ok(added["id"].as_str().ok_or("no id")?.to_owned())
}

/// The id of a system.
pub async fn system_of(app: &App, name: &str) -> Result<String> {
    let found = app.invoke("landscape", json!({})).await?;
    let system = found["systems"].as_array().and_then(|all| all.iter().find(|one| one["name"] == name));
    Ok(system.and_then(|one| one["id"].as_str()).ok_or("no such system")?.to_owned())
}

/// Chooses from the menu of the system that is open.
pub async fn choose(app: &App, item: &str) -> Result<()> {
    app.click("[data-testid=system-menu]").await?;
    app.click(&format!("[data-testid=menu-{item}]")).await
}
