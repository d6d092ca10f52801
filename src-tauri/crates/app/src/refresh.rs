//! Reading an account into its snapshot: users and role collections with members, in pages of 500.

mod writer;

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::{Stream, StreamExt};
use tokio::sync::mpsc;
use zonedesk_workspace::{Completeness, Contact, Partial, SystemId};
use zonedesk_xsuaa::{Error, List, Page};

use crate::api::{AppError, Event, Job, JobKind};
use crate::app::{App, blocking, now, system_id};
use crate::connect::is_folder;
use crate::demo;
use crate::errors::{Code, error};
use crate::jobs::{self, Handle};
use crate::texts::sentence;

use self::writer::{Part, write};

/// Starts to read an account, or gives the job that does so already. Its end changes the system's state; no other
/// system waits for it.
pub async fn refresh(app: &App, system: &str) -> Result<Job, AppError> {
    let id = system_id(system)?;
    let system = app.workspace(move |workspace| workspace.system(id)).await?;
    if is_folder(&system) {
        return Err(error(
            Code::SystemIsFolder,
            format!("{} is a folder: there is nothing to read.", system.name),
        )
        .at(system.name.to_string()));
    }
    if !system.enabled {
        return Err(error(Code::SystemDisabled, format!("{} is disabled.", system.name))
            .help("Enable it to read its account.")
            .at(system.name.to_string()));
    }
    let name = system.name.to_string();
    let title = sentence("job.refresh", [("system", name.clone())]);
    let (job, handle) = jobs::begin_single(app, JobKind::Refresh, title, &id.to_string(), &name);
    if let Some(handle) = handle {
        app.emit(Event::System { system: id.to_string() });
        let app = app.clone();
        tokio::spawn(async move {
            let outcome = run(&app, id, &handle).await;
            handle.end(outcome, None);
            app.emit(Event::System { system: id.to_string() });
        });
    }
    Ok(job)
}

/// Reads, stores, notes how the account answered.
async fn run(app: &App, id: SystemId, handle: &Handle) -> Result<(), AppError> {
    let read = tokio::select! {
        read = read(app, id, handle) => read,
        () = handle.cancelled() => return Err(error(Code::Cancelled, "The refresh was cancelled.")),
    };
    let (problem, read_only, outcome) = match read {
        Ok(Read { missing: None, read_only }) => (None, read_only, Ok(())),
        // The snapshot itself says that it is partial.
        Ok(Read { missing: Some((problem, true)), read_only }) => (None, read_only, Err(problem)),
        Ok(Read { missing: Some((problem, false)), read_only }) => {
            (Some(problem.clone()), read_only, Err(problem))
        }
        Err(problem) => (Some(problem.clone()), false, Err(problem)),
    };
    // A workspace that fails says nothing about the account.
    if !problem.as_ref().is_some_and(|problem| problem.code.starts_with("ZD1")) {
        let problem = problem.and_then(|problem| serde_json::to_string(&problem).ok());
        let contact = Contact { at: now(), problem, read_only };
        app.workspace(move |workspace| workspace.set_contact(id, &contact)).await?;
    }
    outcome
}

/// How the account was read.
struct Read {
    /// What stopped the reading, and whether what was read until then became the snapshot all the same.
    missing: Option<(AppError, bool)>,
    read_only: bool,
}

async fn read(app: &App, id: SystemId, handle: &Handle) -> Result<Read, AppError> {
    let account = handle.asking(&app.account(id).await?);
    // Of others than this app, who write to the simulator over HTTP.
    demo::keep_changes(app).await?;
    let read_only = !account.scopes().await?.can_write();
    let workspace = app.opened()?.workspace;
    let (parts, written) = mpsc::channel(2);
    let shown = {
        let app = app.clone();
        move || app.emit(Event::System { system: id.to_string() })
    };
    let writer = tokio::spawn(blocking(move || Ok(write(&workspace, id, written, shown)?)));

    let progress = Progress::new(handle);
    let (users, role_collections) = tokio::join!(
        pages(account.users(List::default()), &parts, Part::Users, &progress, Kind::Users),
        pages(
            account.groups(List::default()),
            &parts,
            Part::RoleCollections,
            &progress,
            Kind::RoleCollections
        ),
    );
    drop(parts);
    let load = match writer.await {
        Ok(load) => load?,
        Err(broken) => return Err(error(Code::Cancelled, format!("The refresh was broken off ({broken})."))),
    };
    let Some(problem) = users.err().or(role_collections.err()).map(AppError::from) else {
        blocking(move || Ok(load.finish(now(), &Completeness::Complete)?)).await?;
        return Ok(Read { missing: None, read_only });
    };
    if progress.done() == 0 {
        return Err(problem);
    }
    let partial = Partial {
        users_total: progress.total(Kind::Users),
        role_collections_total: progress.total(Kind::RoleCollections),
        problem: serde_json::to_value(&problem).unwrap_or_default(),
    };
    let replaced = blocking(move || Ok(load.finish(now(), &Completeness::Partial(partial))?)).await?;
    Ok(Read { missing: Some((problem, replaced)), read_only })
}

/// Reads one list to its end, or to its first error. Stops quietly when the writer is gone: it says why itself.
async fn pages<T>(
    mut pages: impl Stream<Item = Result<Page<T>, Error>> + Unpin,
    parts: &mpsc::Sender<Part>,
    part: fn(Page<T>) -> Part,
    progress: &Progress<'_>,
    kind: Kind,
) -> Result<(), Error> {
    while let Some(page) = pages.next().await {
        let page = page?;
        progress.page(kind, page.items.len() as u64, page.total);
        if parts.send(part(page)).await.is_err() {
            break;
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Users = 0,
    RoleCollections = 1,
}

/// How many entities of each list were read, of how many.
struct Progress<'a> {
    handle: &'a Handle,
    counted: Mutex<Counted>,
}

#[derive(Default)]
struct Counted {
    done: [u64; 2],
    total: [Option<u64>; 2],
    requests: u32,
}

impl<'a> Progress<'a> {
    fn new(handle: &'a Handle) -> Self {
        Self { handle, counted: Mutex::default() }
    }

    fn page(&self, kind: Kind, read: u64, total: u64) {
        let mut counted = self.counted();
        counted.done[kind as usize] += read;
        counted.total[kind as usize] = Some(total);
        counted.requests += 1;
        // Until both lists have told their size, the sum is not known.
        let total = counted.total[0].zip(counted.total[1]).map(|(users, groups)| users + groups);
        self.handle.progress(counted.done.iter().sum(), total, counted.requests);
    }

    fn done(&self) -> u64 {
        self.counted().done.iter().sum()
    }

    fn total(&self, kind: Kind) -> Option<u64> {
        self.counted().total[kind as usize]
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
