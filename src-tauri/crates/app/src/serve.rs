//! The proxy over this workspace: every enabled system, for the consumers that it has.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use secrecy::SecretString;
use zonedesk_proxy::{Client, Options, Running, Served, Source, StartError, TokenKey, Unavailable, Waited};
use zonedesk_transform::functions::Outside;
use zonedesk_workspace::{Secrets, System, SystemId, Workspace, WorkspaceError};

use crate::api::{AppError, ProxySettings, TransformationKind};
use crate::app::{App, Opened};
use crate::connect::is_folder;
use crate::demo::keep_changes;
use crate::errors::{Code, error};
use crate::proxy_front::{Front, options};
use crate::proxy_settings::{BASE_PATH, read_proxy_settings};
use crate::system_transformations::in_use;
use crate::token_keys::TokenKeys;
use crate::transformations::World;

/// A system of the running proxy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Address {
    pub id: String,
    pub name: String,
    /// What SCIM clients are given.
    pub url: String,
    /// How many consumers it has; without one nobody can call.
    pub consumers: usize,
}

/// A proxy that answers for as long as this is held.
#[derive(Debug)]
pub struct Serving {
    /// Scheme, host and port, as consumers know it.
    pub base: String,
    /// By name.
    pub systems: Vec<Address>,
    source: Arc<Of>,
    running: Running,
}

/// The systems that a proxy answers for, whatever others there are; may change while it runs.
pub(crate) type Only = Arc<RwLock<BTreeSet<SystemId>>>;

/// Starts to serve all enabled systems. Systems that are enabled, disabled, added or changed later count at once.
///
/// # Errors
/// An address of other computers without TLS; one that is taken; a certificate that cannot be used.
pub async fn serve(app: &App, front: &Front) -> Result<Serving, AppError> {
    let settings = app.workspace(read_proxy_settings).await?;
    serving(app, settings, front, None).await
}

/// As [`serve`], with settings of its own, for some systems alone.
pub(crate) async fn serving(
    app: &App,
    settings: ProxySettings,
    front: &Front,
    only: Option<Only>,
) -> Result<Serving, AppError> {
    let options = options(app, front, settings).await?;
    let (source, running) = run(app, options, only.clone(), &front.token_keys).await?;
    let base = running.origin.clone();
    let at = base.clone();
    let systems = app
        .workspace(move |workspace| {
            let systems = workspace.systems()?;
            let served =
                systems.into_iter().filter(|system| is_served(system, only.as_ref())).map(|system| {
                    Ok(Address {
                        id: system.id.to_string(),
                        url: format!("{at}{BASE_PATH}{}", system.id),
                        consumers: workspace.consumers(system.id)?.len(),
                        name: system.name.to_string(),
                    })
                });
            served.collect::<zonedesk_workspace::Result<_>>()
        })
        .await?;
    Ok(Serving { base, systems, source, running })
}

/// Starts a proxy. `token_keys`: the one that signs first; none: those of the workspace.
pub(crate) async fn run(
    app: &App,
    options: Options,
    only: Option<Only>,
    token_keys: &[SecretString],
) -> Result<(Arc<Of>, Running), AppError> {
    let source = Arc::new(Of {
        app: app.clone(),
        only,
        keys: TokenKeys::default(),
        known: Mutex::default(),
        reading: tokio::sync::Mutex::default(),
        connecting: tokio::sync::Mutex::default(),
    });
    source.keys.give(token_keys);
    let running = zonedesk_proxy::start(source.clone(), options).await.map_err(|why| refused(&why))?;
    Ok((source, running))
}

impl Serving {
    /// Reads settings and files again, those of certificates for example. No connection is closed; where something is
    /// wrong, all stays as it was. Another address to listen at counts after a restart.
    pub async fn reload(&self, app: &App, front: &Front) -> Result<(), AppError> {
        let settings = app.workspace(read_proxy_settings).await?;
        let options = options(app, front, settings).await?;
        self.running.change(options).map_err(|why| refused(&why))?;
        self.source.keys.give(&front.token_keys);
        Ok(())
    }

    /// Takes no more connections, lets the requests that run come to their end.
    pub async fn stop(self, app: &App) -> Result<(), AppError> {
        self.running.stop().await;
        keep_changes(app).await
    }
}

fn refused(source: &StartError) -> AppError {
    match source {
        StartError::NotLoopback(address) => error(Code::ProxyExposed, format!("{source}."))
            .help("Serve TLS (--tls-self-signed, or --tls-certificate and --tls-key), name the router in front that ends it (--tls-ended-by), or listen on 127.0.0.1: secrets must not go over a network as plain text.")
            .at(address.to_string()),
        StartError::Listen { address, source: why } => {
            error(Code::ProxyNotStarted, format!("{source}: {why}."))
                .help("Choose another port, or end the program that has it.")
                .at(address.to_string())
        }
    }
}

fn is_served(system: &System, only: Option<&Only>) -> bool {
    system.enabled && !is_folder(system) && is_among(system.id, only)
}

fn is_among(id: SystemId, only: Option<&Only>) -> bool {
    only.is_none_or(|only| only.read().unwrap_or_else(PoisonError::into_inner).contains(&id))
}

/// What the proxy is given.
pub(crate) struct Of {
    app: App,
    /// None: all.
    only: Option<Only>,
    keys: TokenKeys,
    known: Mutex<Known>,
    /// Held by the one who reads what is not known: a thousand consumers who come at once wait for one reading.
    reading: tokio::sync::Mutex<()>,
    /// So of what the keychain is asked, which may take long.
    connecting: tokio::sync::Mutex<()>,
}

impl std::fmt::Debug for Of {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Of").finish_non_exhaustive()
    }
}

/// What was read of a workspace, kept for as long as nothing in it changes.
#[derive(Default)]
struct Known {
    /// Of which workspace, and its state when that was read.
    at: Option<(Weak<Secrets>, i64)>,
    /// None: not to be served, or not there.
    systems: HashMap<SystemId, Option<Arc<Served>>>,
}

impl Known {
    /// Those of that workspace in that state; others are forgotten.
    fn at(&mut self, opened: &Opened, state: i64) -> &mut HashMap<SystemId, Option<Arc<Served>>> {
        let same =
            |(of, at): &(Weak<Secrets>, i64)| *at == state && of.as_ptr() == Arc::as_ptr(&opened.secrets);
        if !self.at.as_ref().is_some_and(same) {
            self.at = Some((Arc::downgrade(&opened.secrets), state));
            self.systems.clear();
        }
        &mut self.systems
    }
}

impl Of {
    async fn system(&self, id: SystemId) -> Result<Option<Arc<Served>>, AppError> {
        // Which these are changes without the workspace.
        if !is_among(id, self.only.as_ref()) {
            return Ok(None);
        }
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = self.app.opened()?;
        let look = || -> Result<_, AppError> {
            // It blocks for some microseconds: less than another thread would cost.
            let state = opened.workspace.state()?;
            let system = known().at(&opened, state).get(&id).cloned();
            Ok((state, system))
        };
        if let (_, Some(system)) = look()? {
            return Ok(system);
        }
        let _reading = self.reading.lock().await;
        let (state, system) = look()?;
        if let Some(system) = system {
            return Ok(system);
        }
        let system = self.app.workspace(move |workspace| served(workspace, id)).await?.map(Arc::new);
        // Whatever has changed meanwhile makes another state.
        known().at(&opened, state).insert(id, system.clone());
        Ok(system)
    }
}

impl Source for Of {
    fn system(&self, id: SystemId) -> Waited<'_, Result<Option<Arc<Served>>, Unavailable>> {
        Box::pin(async move { self.system(id).await.map_err(unavailable) })
    }

    fn account(&self, id: SystemId) -> Waited<'_, Result<zonedesk_xsuaa::Account, Unavailable>> {
        Box::pin(async move {
            // That it is enabled was looked at when the system was asked for.
            if let Some(account) = self.app.connected(id) {
                return Ok(account);
            }
            let _connecting = self.connecting.lock().await;
            match self.app.connected(id) {
                Some(account) => Ok(account),
                None => self.app.account(id).await.map_err(unavailable),
            }
        })
    }

    fn clients(&self, id: String) -> Waited<'_, Result<Vec<Client>, Unavailable>> {
        Box::pin(async move {
            let only = self.only.clone();
            let found = self.app.workspace(move |workspace| clients(workspace, &id, only.as_ref()));
            found.await.map_err(unavailable)
        })
    }

    fn token_keys(&self, wanted: Option<String>) -> Waited<'_, Result<Vec<TokenKey>, Unavailable>> {
        Box::pin(async move { self.keys.get(&self.app, wanted.as_deref()).await.map_err(unavailable) })
    }

    fn ready(&self) -> Waited<'_, Result<(), Unavailable>> {
        Box::pin(async move { self.app.workspace(Workspace::systems).await.map(drop).map_err(unavailable) })
    }

    fn world(&self) -> Box<dyn Outside + Send> {
        Box::new(World)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn unavailable(error: AppError) -> Unavailable {
    Unavailable(error.to_string())
}

fn clients(workspace: &Workspace, id: &str, only: Option<&Only>) -> zonedesk_workspace::Result<Vec<Client>> {
    let mut clients = Vec::new();
    for (system, consumer) in workspace.consumers_called(id)? {
        let system = workspace.system(system)?;
        if is_served(&system, only) {
            clients.push(Client { system: system.id, name: system.name.to_string(), consumer });
        }
    }
    Ok(clients)
}

fn served(workspace: &Workspace, id: SystemId) -> zonedesk_workspace::Result<Option<Served>> {
    let system = match workspace.system(id) {
        Err(WorkspaceError::NoSystem { .. }) => return Ok(None),
        system => system?,
    };
    if !is_served(&system, None) {
        return Ok(None);
    }
    Ok(Some(Served {
        id,
        read: in_use(workspace, id, TransformationKind::Read)?.1,
        write: in_use(workspace, id, TransformationKind::Write)?.1,
        consumers: workspace.consumers(id)?,
        properties: system.effective_properties(),
        name: system.name.to_string(),
    }))
}
