use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AppError, SecretsPlace, VaultStatus};

/// What the window must know before it draws anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct Start {
    pub version: String,
    /// Folder of the workspace.
    pub workspace: String,
    pub secrets: SecretsPlace,
    pub vault: VaultStatus,
    /// The workspace file is damaged or newer than this program and was left alone; only
    /// `workspace_open_copy` and `workspace_start_new` work then.
    #[ts(optional)]
    pub problem: Option<AppError>,
    pub settings: Settings,
}

/// The language of the window's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum WindowLanguage {
    /// That of the desktop where there are texts in it, else English.
    #[default]
    System,
    English,
    German,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Theme {
    /// Follows the desktop.
    #[default]
    System,
    Light,
    Dark,
    HighContrastBlack,
    HighContrastWhite,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export)]
pub struct Settings {
    /// For the journal; empty: the login name.
    pub name: String,
    /// For the warning before one removes oneself.
    pub email: String,
    pub language: WindowLanguage,
    pub theme: Theme,
    /// Cozy rows (44 px) instead of compact ones (32 px).
    pub cozy: bool,
    /// Days without logon after which a user counts as inactive, 1–3650.
    pub inactive_after_days: u32,
    /// Minutes without a request to an account after which the vault of secrets is locked, 1–1440; 0: never.
    pub auto_lock_minutes: u32,
    pub dates: Dates,
    /// Hours after which the age of a snapshot is shown as something to look at, 1–8760.
    pub snapshot_warning_hours: u32,
    /// Requests a second that each account is sent at most, 0–1000; 0: no limit. A system's own
    /// `zonedesk.rate.limit` goes before.
    pub requests_per_second: u32,
    pub proxy: ProxyChoice,
    /// As `http://proxy.example:8080`; used where `proxy` says so.
    pub proxy_address: String,
    /// Path of a PEM file with authorities that are trusted besides those of the computer; empty: none.
    pub certificate_file: String,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Dates {
    /// In words while they are near: "Today, 08:12", "4 Mar 2026".
    #[default]
    Words,
    /// ISO 8601: "2026-03-04 08:12".
    Iso,
}

/// Which way to the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum ProxyChoice {
    /// As environment and system say.
    #[default]
    System,
    /// None, whatever they say.
    None,
    /// The one at `Settings::proxy_address`.
    Manual,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            email: String::new(),
            language: WindowLanguage::System,
            theme: Theme::System,
            cozy: false,
            inactive_after_days: 180,
            auto_lock_minutes: 15,
            dates: Dates::Words,
            snapshot_warning_hours: 24,
            requests_per_second: zonedesk_xsuaa::SAP_LIMIT.get(),
            proxy: ProxyChoice::System,
            proxy_address: String::new(),
            certificate_file: String::new(),
        }
    }
}

/// What the palette found. Each list holds at most 8.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PaletteResult {
    pub users: Vec<PaletteHit>,
    pub role_collections: Vec<PaletteHit>,
    pub systems: Vec<PaletteHit>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PaletteHit {
    pub system: String,
    pub system_name: String,
    pub id: String,
    pub title: String,
    /// User name and origin, or the description.
    pub subtitle: String,
}
