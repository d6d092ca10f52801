//! Backup and restore of the workspace, without secrets and snapshots.

use std::path::{Path, PathBuf};

use zonedesk_workspace::{BackupInfo, WorkspaceError, inspect_backup, restore_into, restore_over};

use crate::api::{AppError, Backup, Event, JobState, Start, WorkspaceSize};
use crate::app::{App, Opened, blocking, now};
use crate::errors::{Code, error};
use crate::session::start;

/// Writes a backup into a file, in place of what it held.
pub async fn backup(app: &App, path: &Path) -> Result<Backup, AppError> {
    let file = path.to_owned();
    let info = app.workspace(move |workspace| workspace.back_up(&file, now())).await?;
    Ok(described(&info, path))
}

/// What a backup holds; an error where it is none, is damaged or was made by a later version.
pub async fn backup_inspect(path: &Path) -> Result<Backup, AppError> {
    let file = path.to_owned();
    let info = blocking(move || inspect_backup(&file).map_err(unusable)).await?;
    Ok(described(&info, path))
}

/// Works with a backup's workspace from now on. The former one, its vault too, is set aside beside it.
pub async fn restore(app: &App, backup: &Path) -> Result<Start, AppError> {
    let dir = app.dir();
    let running = crate::jobs::jobs(app).await?.into_iter().any(|job| job.state == JobState::Running);
    if running {
        return Err(error(
            Code::WorkspaceBusy,
            "A job is running, which would write to the former workspace.",
        )
        .help("Wait for its end, or cancel it in Activity."));
    }
    backup_inspect(backup).await?;
    // Closed first: the file is not taken from under whoever has it open, this program included.
    app.replace(Err(error(Code::WorkspaceBusy, "A backup is being restored.").help("Wait a moment.")));
    let (file, place) = (backup.to_owned(), dir.clone());
    let restored = blocking(move || Ok(restore_over(&file, &place, now())?)).await;
    let opened = match &restored {
        Ok((workspace, _)) => Ok(Opened::of(workspace.clone())),
        Err(_) => blocking(move || Opened::open(&dir)).await,
    };
    app.replace(opened);
    app.emit(Event::Landscape);
    restored?;
    start(app).await
}

/// Restores a backup into a folder that holds no workspace yet. The workspace in use stays.
pub async fn restore_beside(backup: &Path, dir: &Path) -> Result<(), AppError> {
    let (file, place) = (backup.to_owned(), dir.to_owned());
    blocking(move || restore_into(&file, &place).map_err(unusable)).await?;
    Ok(())
}

/// How much room the workspace takes.
pub async fn workspace_size(app: &App) -> Result<WorkspaceSize, AppError> {
    let dir = app.dir();
    blocking(move || {
        let files = |dir: PathBuf| {
            let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
            entries.filter_map(|entry| Some((entry.file_name(), entry.metadata().ok()?.len())))
        };
        let own = files(dir.clone()).filter(|(name, _)| name.to_string_lossy().starts_with("zonedesk.db"));
        Ok(WorkspaceSize {
            workspace: own.map(|(_, bytes)| bytes).sum(),
            snapshots: files(dir.join("snapshots")).map(|(_, bytes)| bytes).sum(),
        })
    })
    .await
}

/// What a person can do about a backup is not what they can do about a workspace.
fn unusable(source: WorkspaceError) -> AppError {
    match source {
        WorkspaceError::Damaged { path, detail } => {
            error(Code::BackupDamaged, format!("The backup is damaged: {detail}."))
                .help("Use another one. Nothing was changed.")
                .at(path.display().to_string())
        }
        newer @ WorkspaceError::Newer { .. } => AppError::from(newer).help("Update Zonedesk."),
        other => other.into(),
    }
}

fn described(info: &BackupInfo, path: &Path) -> Backup {
    Backup {
        path: path.display().to_string(),
        made_at: info.made_at,
        systems: info.systems,
        destinations: info.destinations,
        entries: info.entries,
        transformation_versions: info.transformation_versions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::api::{NewSystem, ProxyChoice, Settings};
    use crate::landscape::{landscape, system_add};
    use crate::session::settings_save;

    #[tokio::test]
    async fn a_restored_workspace_is_in_use_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let app = App::open(Options { workspace: Some(dir.path().join("w")), ..Options::default() });
        let folder = |name: &str| NewSystem { name: name.into(), ..NewSystem::default() };
        system_add(&app, folder("Kept")).await.unwrap();
        let file = dir.path().join("backup");
        assert_eq!(backup(&app, &file).await.unwrap().systems, 1);
        system_add(&app, folder("Later")).await.unwrap();
        let refused = restore(&app, &dir.path().join("nothing")).await.unwrap_err();
        assert!(refused.is(Code::NoBackup), "{refused}");
        let names = async || landscape(&app).await.unwrap().systems.into_iter().map(|system| system.name);
        assert_eq!(names().await.collect::<Vec<_>>(), ["Kept", "Later"]);
        assert_eq!(restore(&app, &file).await.unwrap().problem, None);
        assert_eq!(names().await.collect::<Vec<_>>(), ["Kept"]);
        assert!(workspace_size(&app).await.unwrap().workspace > 0);
    }

    #[tokio::test]
    async fn a_restored_workspace_brings_its_network() {
        let dir = tempfile::tempdir().unwrap();
        let app = App::open(Options { workspace: Some(dir.path().join("w")), ..Options::default() });
        let manual = Settings {
            proxy: ProxyChoice::Manual,
            proxy_address: "http://proxy.example:8080".into(),
            ..Settings::default()
        };
        settings_save(&app, manual).await.unwrap();
        let file = dir.path().join("backup");
        backup(&app, &file).await.unwrap();
        settings_save(&app, Settings::default()).await.unwrap();
        let uses_proxy = || format!("{:?}", app.0.transport).contains("proxy.example");
        assert!(!uses_proxy());
        restore(&app, &file).await.unwrap();
        assert!(uses_proxy());
    }
}
