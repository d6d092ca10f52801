//! The demo landscape: a made-up company's accounts, answered by the simulator inside this process.
//!
//! The workspace keeps the systems and what was changed in them, neither addresses nor secrets: those are new with each
//! start of the simulator. It is started when a demo system is first asked, with the same seed, and what was changed is
//! done again.

use std::collections::{BTreeMap, HashMap};
use std::sync::PoisonError;

use tokio::sync::{MutexGuard, mpsc};
use zonedesk_simulator::{AccountInfo, Change, Landscape as Simulated, Options, Running, Simulator};
use zonedesk_workspace::{DemoAccount, NewSystem, System, SystemId, SystemName, Workspace};
use zonedesk_xsuaa::AccountConfig;

use crate::api::{AppError, Event, JobKind, Landscape};
use crate::app::{App, now};
use crate::connect::{Connection, config, is_folder};
use crate::errors::{Code, error};
use crate::{jobs, landscape, refresh};

/// What demo systems are tagged with.
const TAG: &str = "Demo";

/// The simulator of this process, once it was needed.
#[derive(Default)]
pub(crate) struct Demo {
    started: tokio::sync::Mutex<Option<Started>>,
    /// Of `started`, for those who must not wait.
    addresses: std::sync::Mutex<HashMap<String, Connection>>,
}

struct Started {
    simulator: Running,
    /// What was changed since and is not kept yet.
    changes: mpsc::UnboundedReceiver<Change>,
}

/// An account of the demo landscape and where it answers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Address {
    pub name: String,
    pub url: String,
}

/// Adds the demo landscape's systems to the workspace, as far as they are not there, and begins to read them.
pub async fn demo_open(app: &App) -> Result<Landscape, AppError> {
    let nodes = {
        let started = start(app).await?;
        let simulator = &started.as_ref().ok_or_else(not_running)?.simulator;
        let folders = simulator.folders.iter().map(|folder| Node {
            name: folder.name.clone(),
            level: folder.level,
            parent: folder.parent.clone(),
            account: DemoAccount { subdomain: String::new(), region: String::new() },
        });
        let accounts = simulator.accounts.iter().map(|account| Node {
            name: account.name.clone(),
            level: account.level,
            parent: account.parent.clone(),
            account: DemoAccount { subdomain: account.subdomain.clone(), region: account.region.clone() },
        });
        folders.chain(accounts).collect::<Vec<_>>()
    };
    let unread = app.workspace(move |workspace| add(workspace, nodes)).await?;
    app.emit(Event::Landscape);
    for system in unread {
        refresh::refresh(app, &system.to_string()).await?;
    }
    landscape::landscape(app).await
}

/// Takes the demo landscape out of the workspace, with all that was changed in it.
pub async fn demo_close(app: &App) -> Result<Landscape, AppError> {
    let systems = app.workspace(zonedesk_workspace::Workspace::systems).await?;
    for system in systems.iter().filter(|system| system.demo.is_some()) {
        if let Some(job) = app.jobs().running(JobKind::Refresh, &system.id.to_string()) {
            jobs::job_cancel(app, &job.id).await?;
        }
    }
    app.workspace(move |workspace| {
        for system in systems.iter().filter(|system| system.demo.is_some()) {
            workspace.delete_system(system.id)?;
        }
        workspace.demo_changes_clear()
    })
    .await?;
    let started = app.demo().started.lock().await.take();
    app.demo().set_addresses(&[]);
    app.0.connections.forget_all();
    if let Some(started) = started {
        started.simulator.stop().await;
    }
    app.emit(Event::Landscape);
    landscape::landscape(app).await
}

/// The accounts of the demo landscape and where they answer as long as this process runs.
pub async fn addresses(app: &App) -> Result<Vec<Address>, AppError> {
    let started = start(app).await?;
    let accounts = started.iter().flat_map(|started| &started.simulator.accounts);
    Ok(accounts.map(|account| Address { name: account.name.clone(), url: account.url.clone() }).collect())
}

/// Subdomain of the first subaccount of the demo landscape.
pub(crate) async fn first_subaccount(app: &App) -> Result<String, AppError> {
    let started = start(app).await?;
    let mut accounts = started.iter().flat_map(|started| &started.simulator.accounts);
    let first = accounts.find(|account| account.level == zonedesk_simulator::Level::Subaccount);
    first.map(|account| account.subdomain.clone()).ok_or_else(not_running)
}

/// The account that answers for a demo system.
pub(crate) async fn account(app: &App, demo: &DemoAccount, name: &str) -> Result<AccountConfig, AppError> {
    let started = start(app).await?;
    let mut accounts = started.iter().flat_map(|started| &started.simulator.accounts);
    let found = accounts.find(|account| account.subdomain == demo.subdomain).ok_or_else(|| {
        error(Code::DemoFailed, format!("{name} is no part of the demo landscape any more."))
            .help("Close the demo landscape and open it again.")
            .at(name)
    })?;
    let config = config(&connection(found), name, found.client_secret.clone().into())?;
    // Nobody waits for a simulator that takes all at once.
    Ok(AccountConfig { limit: None, ..config })
}

/// Keeps what was changed in the demo landscape, so that the next start does it again. To be called after changes;
/// without a running simulator there is nothing to keep.
pub(crate) async fn keep_changes(app: &App) -> Result<(), AppError> {
    let mut lines = Vec::new();
    if let Some(started) = app.demo().started.lock().await.as_mut() {
        while let Ok(change) = started.changes.try_recv() {
            lines.extend(serde_json::to_string(&change));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    app.workspace(move |workspace| workspace.demo_changes_append(&lines)).await
}

/// The running simulator; started if it is not.
async fn start(app: &App) -> Result<MutexGuard<'_, Option<Started>>, AppError> {
    let mut started = app.demo().started.lock().await;
    if started.is_none() {
        let lines = app.workspace(Workspace::demo_changes).await?;
        let (sender, changes) = mpsc::unbounded_channel();
        // A line of another version that cannot be read is a change less in a made-up account.
        let replay = lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let options = Options { replay, changes: Some(sender), ..Options::default() };
        let simulator = Simulator::start(Simulated::demo(now()), options).await.map_err(|source| {
            error(Code::DemoFailed, format!("The built-in simulator could not be started: {source}."))
        })?;
        app.demo().set_addresses(&simulator.accounts);
        *started = Some(Started { simulator, changes });
    }
    Ok(started)
}

fn not_running() -> AppError {
    error(Code::DemoFailed, "The built-in simulator is not running.")
}

fn connection(account: &AccountInfo) -> Connection {
    Connection {
        url: account.url.clone(),
        token_url: account.token_url.clone(),
        client_id: account.client_id.clone(),
    }
}

impl Demo {
    fn set_addresses(&self, accounts: &[AccountInfo]) {
        let addresses =
            accounts.iter().map(|account| (account.subdomain.clone(), connection(account))).collect();
        *self.addresses.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
    }

    /// Addresses of the accounts by subdomain, while the simulator runs.
    pub fn addresses(&self) -> HashMap<String, Connection> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A node of the demo landscape. Folders have an account without a subdomain.
struct Node {
    name: String,
    level: zonedesk_simulator::Level,
    /// By name.
    parent: Option<String>,
    account: DemoAccount,
}

/// Adds what is not there, parents first, and gives the accounts that were never read.
fn add(workspace: &Workspace, mut nodes: Vec<Node>) -> Result<Vec<SystemId>, AppError> {
    let systems = workspace.systems()?;
    let mut taken: Vec<String> = systems.iter().map(|system| system.name.as_str().to_lowercase()).collect();
    let mut placed: HashMap<String, SystemId> = HashMap::new();
    let mut unread = Vec::new();
    while !nodes.is_empty() {
        let ready = |node: &Node| node.parent.as_ref().is_none_or(|parent| placed.contains_key(parent));
        let (now, later): (Vec<_>, Vec<_>) = nodes.into_iter().partition(ready);
        if now.is_empty() {
            return Err(error(Code::DemoFailed, "The demo landscape names a parent that it does not hold."));
        }
        nodes = later;
        for node in now {
            let system = match systems.iter().find(|system| is_that(system, &node)) {
                Some(system) => system.clone(),
                None => {
                    let name = free(&node.name, &taken)?;
                    taken.push(name.as_str().to_lowercase());
                    workspace.add_system(&NewSystem {
                        name,
                        description: String::new(),
                        level: level(node.level),
                        parent: node.parent.as_ref().and_then(|parent| placed.get(parent).copied()),
                        tags: vec![TAG.to_owned()],
                        demo: Some(node.account.clone()),
                        properties: BTreeMap::new(),
                    })?
                }
            };
            placed.insert(node.name, system.id);
            if !is_folder(&system) && system.snapshot.is_none() {
                unread.push(system.id);
            }
        }
    }
    Ok(unread)
}

fn is_that(system: &System, node: &Node) -> bool {
    match &system.demo {
        Some(account) if account.subdomain.is_empty() => {
            node.account.subdomain.is_empty() && system.name.as_str().starts_with(&node.name)
        }
        Some(account) => account.subdomain == node.account.subdomain,
        None => false,
    }
}

/// The name, or the name with a word behind it where a system of the person's own has it.
fn free(name: &str, taken: &[String]) -> Result<SystemName, AppError> {
    let mut candidates = std::iter::once(name.to_owned())
        .chain(std::iter::once(format!("{name} demo")))
        .chain((2..).map(|number| format!("{name} demo {number}")));
    let found = candidates.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
    found.parse().map_err(|_| error(Code::DemoFailed, format!("{name:?} cannot be the name of a system.")))
}

fn level(level: zonedesk_simulator::Level) -> zonedesk_workspace::Level {
    match level {
        zonedesk_simulator::Level::GlobalAccount => zonedesk_workspace::Level::GlobalAccount,
        zonedesk_simulator::Level::Directory => zonedesk_workspace::Level::Directory,
        zonedesk_simulator::Level::Subaccount => zonedesk_workspace::Level::Subaccount,
    }
}
