//! Start of a front, rescue of a workspace, secrets' place, settings.

use zonedesk_workspace::{Secrets, Workspace, open_copy, start_new};

use crate::api::{AppError, Event, SecretsPlace, SecretsStatus, Settings, Start};
use crate::app::{App, Opened, blocking, now};
use crate::connect::property;
use crate::errors::{Code, error};
use crate::{login, network, secrets};

/// The one key of the workspace's settings that is ours.
const SETTINGS: &str = "app";

/// What a front must know before it draws anything. Reads the workspace's file, asks no account and waits for no
/// keychain: whether one answers is found out behind it and told as [`Event::Secrets`].
pub async fn start(app: &App) -> Result<Start, AppError> {
    probe_keychain(app);
    let (problem, settings) = match settings(app).await {
        Ok(settings) => (None, settings),
        Err(problem) => (Some(problem), Settings::default()),
    };
    let SecretsStatus { place, vault } = secrets::status(app);
    Ok(Start {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        workspace: folder(app).display().to_string(),
        secrets: place,
        vault,
        problem,
        settings,
    })
}

/// Works on a copy with all that can be read of a workspace that could not be opened, which is set aside untouched.
pub async fn workspace_open_copy(app: &App) -> Result<Start, AppError> {
    let dir = unusable(app)?;
    let (workspace, _) = blocking(move || Ok(open_copy(&dir, now())?)).await?;
    app.replace(Ok(Opened::of(workspace)));
    app.emit(Event::Landscape);
    start(app).await
}

/// Sets a workspace that could not be opened aside, untouched, and begins an empty one.
pub async fn workspace_start_new(app: &App) -> Result<Start, AppError> {
    let dir = unusable(app)?;
    let workspace = blocking(move || Ok(start_new(&dir, now())?)).await?;
    app.replace(Ok(Opened::of(workspace)));
    app.emit(Event::Landscape);
    start(app).await
}

/// Keeps secrets in memory from now on, until the program ends.
pub async fn secrets_this_run(app: &App) -> Result<Start, AppError> {
    app.opened()?.secrets.keep_for_this_run();
    secrets::tell(app);
    start(app).await
}

/// Folder of the workspace in use; of the one that could not be opened where none is.
pub fn folder(app: &App) -> std::path::PathBuf {
    app.dir()
}

/// Whether a secret that is entered now is forgotten when the program ends.
pub fn keeps_secrets_for_this_run(app: &App) -> bool {
    secrets::status(app).place == SecretsPlace::ThisRun
}

/// The secret of one system for this run, before the one that is kept, which stays. Nothing is stored.
pub async fn secret_for_system(app: &App, system: &str, secret: String) -> Result<(), AppError> {
    let id = crate::app::system_id(system)?;
    app.given().insert(id, secret.into());
    app.0.connections.forget(id);
    Ok(())
}

/// Settings of this workspace, or the defaults.
pub async fn settings(app: &App) -> Result<Settings, AppError> {
    app.workspace(read_settings).await
}

/// As [`settings`], for those who hold the workspace already.
pub(crate) fn read_settings(workspace: &Workspace) -> zonedesk_workspace::Result<Settings> {
    Ok(workspace.setting(SETTINGS)?.unwrap_or_default())
}

/// Who changes something here: the name from the settings, else the one of the login.
pub(crate) fn who(workspace: &Workspace) -> zonedesk_workspace::Result<String> {
    let name = read_settings(workspace)?.name;
    Ok(if name.is_empty() { login::name() } else { name })
}

/// Keeps the settings. Texts are cut to one line without blanks at the ends.
pub async fn settings_save(app: &App, settings: Settings) -> Result<Settings, AppError> {
    if !(1..=3650).contains(&settings.inactive_after_days) {
        return Err(error(Code::ValueInvalid, "A user counts as inactive after 1 to 3650 days.")
            .help("SAP advises 180.")
            .at("inactiveAfterDays"));
    }
    if settings.auto_lock_minutes > 1440 {
        return Err(error(Code::ValueInvalid, "Secrets are locked after 1 to 1440 minutes, or never (0).")
            .at("autoLockMinutes"));
    }
    if !(1..=8760).contains(&settings.snapshot_warning_hours) {
        return Err(error(Code::ValueInvalid, "Snapshots count as old after 1 to 8760 hours.")
            .at("snapshotWarningHours"));
    }
    if settings.requests_per_second > property::HIGHEST_RATE {
        return Err(error(
            Code::ValueInvalid,
            format!(
                "An account is sent 1 to {} requests a second, or any number (0).",
                property::HIGHEST_RATE
            ),
        )
        .help("SAP runs 3.")
        .at("requestsPerSecond"));
    }
    let read = settings.clone();
    let network = blocking(move || network::of(&read)).await?;
    let settings = Settings {
        name: one_line("name", &settings.name)?,
        email: one_line("email", &settings.email)?,
        ..settings
    };
    let kept = settings.clone();
    let before = app.workspace(read_settings).await?;
    app.workspace(move |workspace| workspace.set_setting(SETTINGS, &kept)).await?;
    app.0.transport.set_network(network);
    if settings.requests_per_second != before.requests_per_second {
        app.reconnect(None);
    }
    Ok(settings)
}

/// Trims; refuses what is longer than 255 characters or holds line breaks and other controls.
pub(crate) fn one_line(field: &str, text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.chars().count() > 255 || text.chars().any(char::is_control) {
        return Err(error(
            Code::ValueInvalid,
            "This text is longer than 255 characters or more than one line.",
        )
        .help("Shorten it.")
        .at(field));
    }
    Ok(text.to_owned())
}

fn unusable(app: &App) -> Result<std::path::PathBuf, AppError> {
    match app.opened() {
        Err(_) => Ok(app.dir()),
        Ok(_) => Err(error(Code::ValueInvalid, "The workspace is in order; there is nothing to rescue.")),
    }
}

/// Asks once a run, in the background.
fn probe_keychain(app: &App) {
    if app.keychain().is_some() {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        let answers = blocking(|| Ok(Secrets::probe()?)).await.is_ok();
        app.keychain_answered(answers);
        secrets::tell(&app);
        // What a move left behind when it was broken off. A program that ends before it is done tidies the next time.
        if let Ok(opened) = app.opened()
            && let Ok(Err(error)) = tokio::task::spawn_blocking(move || opened.secrets.tidy()).await
        {
            tracing::warn!("secrets of a former place are still there: {error}");
        }
    });
}
