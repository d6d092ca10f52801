use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::broadcast;
use zonedesk_scim::Timestamp;
use zonedesk_workspace::{Secrets, SystemId, VaultCost, Workspace, default_dir};
use zonedesk_xsuaa::Transport;

use crate::api::{AppError, Event};
use crate::changes::{Plans, Writers};
use crate::connect::Connections;
use crate::credentials::Held;
use crate::demo::Demo;
use crate::errors::{Code, error};
use crate::exchange::import::Imports;
use crate::jobs::Jobs;
use crate::network;
use crate::pace::{self, Teller};
use crate::proxy_running::Proxy;
use crate::secrets::LastUse;
use crate::system_transformations::Effects;

/// How an [`App`] is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of the workspace; none: the platform's folder for an application's data.
    pub workspace: Option<PathBuf>,
    /// About how long it is until a request that failed in passing is made again for the first time.
    pub first_pause: Duration,
}

impl Default for Options {
    /// Half a second.
    fn default() -> Self {
        Self { workspace: None, first_pause: Duration::from_millis(500) }
    }
}

/// The one handle that every use case takes. Cheap to clone; all clones are the same app.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    /// The folder that was asked for, known also where the workspace in it could not be opened.
    dir: PathBuf,
    opened: RwLock<Result<Opened, AppError>>,
    events: broadcast::Sender<Event>,
    jobs: Jobs,
    pub transport: Transport,
    /// The pace is shared with other servers, and not with the processes of the workspace.
    pub shares_with_servers: AtomicBool,
    pub connections: Connections,
    demo: Demo,
    /// Credentials that were pasted and are no system's yet.
    held: Held,
    pub plans: Plans,
    pub writers: Arc<Writers>,
    pub imports: Imports,
    pub people: crate::bulk_import::Held,
    pub effects: Effects,
    /// Secrets given for single systems for this run, before any that is kept.
    given: Mutex<HashMap<SystemId, SecretString>>,
    /// What the keychain said when it was asked whether it is there; none before.
    keychain: Mutex<Option<bool>>,
    pub vault_used: LastUse,
    pub first_pause: Duration,
    pub teller: Teller,
    pub proxy: Proxy,
}

/// A workspace that could be opened.
#[derive(Clone)]
pub(crate) struct Opened {
    pub workspace: Workspace,
    pub secrets: Arc<Secrets>,
}

impl App {
    /// Opens the workspace, makes it when it is not there. Never fails: what is wrong with the workspace is said by
    /// [`crate::session::start`] and by every use case that needs it. Blocks for some milliseconds.
    pub fn open(options: Options) -> Self {
        let dir = options.workspace.map_or_else(default_dir, Ok).map_err(AppError::from);
        let opened = dir.clone().and_then(|dir| Opened::open(&dir));
        let transport = Transport::default();
        if let Ok(opened) = &opened {
            network::set_up(&transport, &opened.workspace);
            pace::share(&transport, &opened.workspace);
        }
        Self(Arc::new(Inner {
            dir: dir.unwrap_or_default(),
            opened: RwLock::new(opened),
            events: broadcast::channel(1024).0,
            jobs: Jobs::default(),
            transport,
            shares_with_servers: AtomicBool::new(false),
            connections: Connections::default(),
            demo: Demo::default(),
            held: Held::default(),
            plans: Plans::default(),
            writers: Arc::default(),
            imports: Imports::default(),
            people: crate::bulk_import::Held::default(),
            effects: Effects::default(),
            given: Mutex::default(),
            keychain: Mutex::default(),
            vault_used: LastUse::default(),
            first_pause: options.first_pause,
            teller: Teller::default(),
            proxy: Proxy::default(),
        }))
    }

    /// What happens from now on. A receiver that lags behind 1 024 events misses the oldest.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.0.events.subscribe()
    }

    pub(crate) fn emit(&self, event: Event) {
        // Nobody listens in a terminal.
        let _ = self.0.events.send(event);
    }

    pub(crate) fn demo(&self) -> &Demo {
        &self.0.demo
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// Folder of the workspace in use; of the one that could not be opened where none is.
    pub(crate) fn dir(&self) -> PathBuf {
        self.opened().map_or_else(|_| self.0.dir.clone(), |opened| opened.workspace.dir().to_owned())
    }

    pub(crate) fn opened(&self) -> Result<Opened, AppError> {
        self.0.opened.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes another workspace into use, with what its settings say about connections, or another reason why there is
    /// none. Blocks as [`App::open`] does.
    pub(crate) fn replace(&self, opened: Result<Opened, AppError>) {
        if let Ok(opened) = &opened {
            network::set_up(&self.0.transport, &opened.workspace);
            if !self.0.shares_with_servers.load(Ordering::Relaxed) {
                pace::share(&self.0.transport, &opened.workspace);
            }
        }
        *self.0.opened.write().unwrap_or_else(PoisonError::into_inner) = opened;
        self.0.connections.forget_all();
        self.0.proxy.forget();
    }

    /// Runs work over the workspace off the runtime's threads: every call of it blocks.
    pub(crate) async fn workspace<T, E>(
        &self,
        work: impl FnOnce(&Workspace) -> Result<T, E> + Send + 'static,
    ) -> Result<T, AppError>
    where
        T: Send + 'static,
        E: Into<AppError> + Send + 'static,
    {
        let opened = self.opened()?;
        blocking(move || work(&opened.workspace).map_err(Into::into)).await
    }

    /// Whether the keychain answered; none while it was not asked.
    pub(crate) fn keychain(&self) -> Option<bool> {
        *self.0.keychain.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keychain_answered(&self, answers: bool) {
        *self.0.keychain.lock().unwrap_or_else(PoisonError::into_inner) = Some(answers);
    }

    pub(crate) fn held(&self) -> &Held {
        &self.0.held
    }

    pub(crate) fn given(&self) -> MutexGuard<'_, HashMap<SystemId, SecretString>> {
        self.0.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Opened {
    pub fn open(dir: &std::path::Path) -> Result<Self, AppError> {
        let workspace = Workspace::open(dir)?;
        // What a process that died had begun is written down before anybody looks.
        workspace.recover_runs()?;
        Ok(Self::of(workspace))
    }

    pub fn of(workspace: Workspace) -> Self {
        Self { secrets: Arc::new(Secrets::new(&workspace, VaultCost::default())), workspace }
    }
}

#[cfg(test)]
impl App {
    /// One on a workspace of its own, which goes with the folder.
    pub(crate) fn on_trial() -> (tempfile::TempDir, Self) {
        let dir = tempfile::tempdir().expect("a folder");
        let app = Self::open(crate::Options { workspace: Some(dir.path().to_owned()), ..Default::default() });
        (dir, app)
    }
}

/// Runs blocking work on the runtime's pool for it.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|failed| match failed.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        // Only at the runtime's end.
        Err(_) => Err(error(Code::Cancelled, "Zonedesk is being closed.")),
    })
}

/// The clock of this computer.
pub(crate) fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// The id of a system as callers write it.
pub(crate) fn system_id(text: &str) -> Result<SystemId, AppError> {
    text.parse().map_err(|_| {
        error(Code::NoSystem, format!("There is no system {text:?}."))
            .help("It may have been deleted.")
            .at(text)
    })
}
