//! The proxy over this workspace: every enabled system, for the consumers that it has.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use zonedesk_proxy::{Options, Running, Served, Source, StartError, Unavailable, Waited};
use zonedesk_transform::functions::Outside;
use zonedesk_workspace::{Secrets, System, SystemId, Workspace, WorkspaceError};

use crate::api::{AppError, ProxyTls, TransformationKind};
use crate::app::{App, Opened};
use crate::connect::is_folder;
use crate::demo::keep_changes;
use crate::errors::{Code, error};
use crate::proxy_settings::{BASE_PATH, read_proxy_settings};
use crate::system_transformations::in_use;
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
    running: Running,
}

/// Starts to serve all enabled systems. Systems that are enabled, disabled, added or changed later count at once.
/// `listen`: an address of this computer; none: 127.0.0.1 and the port of the settings.
///
/// # Errors
/// An address of other computers, which would need TLS; one that is taken.
pub async fn serve(app: &App, listen: Option<SocketAddr>) -> Result<Serving, AppError> {
    let settings = app.workspace(read_proxy_settings).await?;
    if settings.tls != ProxyTls::Off {
        return Err(error(
            Code::ProxyExposed,
            "The proxy settings ask for TLS, which this version does not serve.",
        )
        .help("Switch TLS off in the proxy settings, and let the consumers run on this computer.")
        .at("tls"));
    }
    let address = listen.unwrap_or(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), settings.port));
    let options = Options { address, public_url: Some(settings.public_url) };
    let running = zonedesk_proxy::start(Arc::new(Of { app: app.clone(), known: Mutex::default() }), options)
        .await
        .map_err(|source| refused(&source))?;
    let base = running.origin.clone();
    let at = base.clone();
    let systems = app
        .workspace(move |workspace| {
            let systems = workspace.systems()?;
            let served = systems.into_iter().filter(is_served).map(|system| {
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
    Ok(Serving { base, systems, running })
}

impl Serving {
    /// Takes no more connections, lets the requests that run come to their end.
    pub async fn stop(self, app: &App) -> Result<(), AppError> {
        self.running.stop().await;
        keep_changes(app).await
    }
}

fn refused(source: &StartError) -> AppError {
    match source {
        StartError::NotLoopback(address) => error(Code::ProxyExposed, format!("{source}."))
            .help("Listen on 127.0.0.1: secrets must not go over a network as plain text.")
            .at(address.to_string()),
        StartError::Listen { address, source: why } => {
            error(Code::ProxyNotStarted, format!("{source}: {why}."))
                .help("Choose another port, or end the program that has it.")
                .at(address.to_string())
        }
    }
}

fn is_served(system: &System) -> bool {
    system.enabled && !is_folder(system)
}

/// What the proxy is given.
struct Of {
    app: App,
    known: Mutex<Known>,
}

/// What was read of a workspace, kept for as long as nothing in it changes.
#[derive(Default)]
struct Known {
    /// Of which workspace, and its state when that was read.
    at: Option<(Weak<Secrets>, i64)>,
    systems: HashMap<SystemId, Option<Served>>,
}

impl Known {
    /// Those of that workspace in that state; others are forgotten.
    fn at(&mut self, opened: &Opened, state: i64) -> &mut HashMap<SystemId, Option<Served>> {
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
    async fn system(&self, id: SystemId) -> Result<Option<Served>, AppError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = self.app.opened()?;
        // It blocks for some microseconds: less than another thread would cost.
        let state = opened.workspace.state()?;
        if let Some(system) = known().at(&opened, state).get(&id) {
            return Ok(system.clone());
        }
        let system = self.app.workspace(move |workspace| served(workspace, id)).await?;
        // Whatever has changed meanwhile makes another state.
        known().at(&opened, state).insert(id, system.clone());
        Ok(system)
    }
}

impl Source for Of {
    fn system(&self, id: SystemId) -> Waited<'_, Result<Option<Served>, Unavailable>> {
        Box::pin(async move { self.system(id).await.map_err(unavailable) })
    }

    fn account(&self, id: SystemId) -> Waited<'_, Result<zonedesk_xsuaa::Account, Unavailable>> {
        Box::pin(async move {
            // That it is enabled was looked at when the system was asked for.
            match self.app.connected(id) {
                Some(account) => Ok(account),
                None => self.app.account(id).await.map_err(unavailable),
            }
        })
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

fn served(workspace: &Workspace, id: SystemId) -> zonedesk_workspace::Result<Option<Served>> {
    let system = match workspace.system(id) {
        Err(WorkspaceError::NoSystem { .. }) => return Ok(None),
        system => system?,
    };
    if !is_served(&system) {
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
