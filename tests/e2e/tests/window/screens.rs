//! Pictures of the screens that a flow comes by, each looked at by axe; and what flows do on their way to them.

use std::path::PathBuf;

use serde_json::{Value, json};
use zonedesk_e2e::{App, Result, Setting, output};
use zonedesk_simulator::{AccountInfo, Clock as _, Landscape, Options, Running, Simulator, SystemClock};

pub const THEMES: [&str; 2] = ["light", "dark"];

/// Has the app drawn in a theme from here on.
pub async fn draw_in(app: &App, theme: &str) -> Result<()> {
    let start = app.invoke("start", json!({})).await?;
    let mut settings = start["settings"].clone();
    settings["theme"] = json!(theme);
    app.invoke("settings_save", json!({ "settings": settings })).await?;
    app.reload().await
}

/// Leaves a picture of what is there, once it is at rest.
pub async fn picture(app: &App, theme: &str, name: &str) -> Result<()> {
    app.settle().await?;
    app.picture(&output().join(format!("screenshots/{theme}/{name}.png"))).await
}

/// As [`picture`], and has axe look at it.
pub async fn screen(app: &App, theme: &str, name: &str) -> Result<()> {
    picture(app, theme, name).await?;
    app.check_accessibility().await.map_err(|found| format!("{name}: {found}").into())
}

/// A simulator of the demo landscape, and one of its accounts.
pub async fn simulated(account: &str) -> Result<(Running, AccountInfo)> {
    let simulator = Simulator::start(Landscape::demo(SystemClock.now()), Options::default()).await?;
    let found = simulator.accounts.iter().find(|one| one.name == account).cloned();
    Ok((simulator, found.ok_or("no such account")?))
}

/// Lets the app save in a folder, and open out of it, without asking where.
pub fn downloads(setting: &mut Setting) -> Result<PathBuf> {
    let folder = setting.workspace.with_file_name("downloads");
    std::fs::create_dir(&folder)?;
    setting.arguments.extend(["--downloads".to_owned(), folder.display().to_string()]);
    Ok(folder)
}

/// What a file manager does when its file is let go over an element.
pub async fn drop_file(app: &App, css: &str, name: &str, text: &str) -> Result<()> {
    let script = "const files = new DataTransfer();
        files.items.add(new File([arguments[2]], arguments[1]));
        const drop = { dataTransfer: files, bubbles: true, cancelable: true };
        const over = document.querySelector(arguments[0]);
        over.dispatchEvent(new DragEvent('dragover', drop));
        over.dispatchEvent(new DragEvent('drop', drop));";
    app.js(script, json!([css, name, text])).await.map(drop)
}

/// Adds an account past the wizard, with its own credential; gives the id of its system.
pub async fn add_account(app: &App, account: &AccountInfo) -> Result<String> {
    add_system(app, account, &account.client_id, &account.client_secret).await
}

/// As [`add_account`], with another credential.
pub async fn add_system(app: &App, account: &AccountInfo, client: &str, secret: &str) -> Result<String> {
    let system = json!({
        "name": account.name, "description": "", "level": "subaccount", "tags": [],
        "url": account.url, "tokenUrl": account.token_url, "clientId": client, "secret": secret,
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
