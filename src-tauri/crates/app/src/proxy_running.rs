//! The proxy that this process runs beside its window: it answers for the systems that a person switched on, and rests
//! while there is none. What keeps it from running is told in its state, and keeps nothing else from running.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::MutexGuard;
use zonedesk_proxy::{Log, Running};
use zonedesk_scim::Timestamp;
use zonedesk_workspace::{SystemId, Workspace};

use crate::api::{AppError, Event, ProxySettings, ProxyState, ProxyTls, ProxyTrace};
use crate::app::{App, now, system_id};
use crate::connect::is_folder;
use crate::demo::keep_changes;
use crate::errors::{Code, error};
use crate::proxy_front::{Front, options};
use crate::proxy_settings::{PublicUrl, read_proxy_settings};
use crate::serve::{Only, run};

/// Key of the setting: ids of the systems that are on.
const ON: &str = "proxyOn";
/// Its state is told no more often.
const EVERY: Duration = Duration::from_millis(500);
/// The longest trace.
const LONGEST_TRACE: u32 = 24 * 60;

/// The proxy of this process.
#[derive(Default)]
pub(crate) struct Proxy {
    /// Its calls, also those before it was started anew.
    pub log: Log,
    on: Only,
    server: tokio::sync::Mutex<Server>,
    /// The workspace was asked what is on.
    asked: AtomicBool,
    /// Somebody tells the window of calls.
    telling: AtomicBool,
}

#[derive(Default)]
struct Server {
    started: Option<Started>,
    failure: Option<AppError>,
}

struct Started {
    running: Running,
    since: Timestamp,
    seen: Seen,
}

/// How consumers see the proxy.
struct Seen {
    base: String,
    tls: bool,
    loopback: bool,
}

impl Seen {
    fn of(settings: &ProxySettings) -> Result<Self, AppError> {
        let url = PublicUrl::of(settings)?;
        Ok(Self {
            base: url.join("").trim_end_matches('/').to_owned(),
            tls: settings.tls != ProxyTls::Off || url.is_https(),
            loopback: url.is_loopback(),
        })
    }
}

impl Proxy {
    /// Another workspace is in use.
    pub fn forget(&self) {
        self.asked.store(false, Ordering::Relaxed);
    }

    fn systems(&self) -> BTreeSet<SystemId> {
        self.on.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_systems(&self, on: BTreeSet<SystemId>) {
        *self.on.write().unwrap_or_else(PoisonError::into_inner) = on;
    }
}

/// How the proxy is. Starts it where systems were on when the program ended.
pub async fn proxy_state(app: &App) -> Result<ProxyState, AppError> {
    let server = server(app).await?;
    state(app, &server).await
}

/// Switches the proxy of a system on or off, in this process and when it is started again. The last one that is switched
/// off lets the proxy rest; requests that run come to their end.
///
/// # Errors
/// No such system, or a folder. That the proxy cannot start is no error, but told in its state.
pub async fn proxy_switch(app: &App, system: &str, on: bool) -> Result<ProxyState, AppError> {
    let id = system_id(system)?;
    let mut server = server(app).await?;
    let mut systems = app.0.proxy.systems();
    let kept = match on {
        true => systems.insert(id),
        false => systems.remove(&id),
    };
    if kept {
        let all = systems.clone();
        app.workspace(move |workspace| {
            let system = workspace.system(id)?;
            if is_folder(&system) {
                return Err(error(
                    Code::SystemIsFolder,
                    format!("{} is a folder without an account.", system.name),
                )
                .help("Switch the proxy of a system on.")
                .at(system.name.to_string()));
            }
            Ok(workspace.set_setting(ON, &all)?)
        })
        .await?;
        app.0.proxy.set_systems(systems);
    }
    settle(app, &mut server).await;
    app.emit(Event::Proxy);
    state(app, &server).await
}

/// Starts the proxy anew, with what the settings say now; it rests on where no system is on.
pub async fn proxy_restart(app: &App) -> Result<ProxyState, AppError> {
    let mut server = server(app).await?;
    rest(app, &mut server).await;
    settle(app, &mut server).await;
    app.emit(Event::Proxy);
    state(app, &server).await
}

/// Keeps the bodies of a system's calls for so many minutes, at most a day; none: no longer.
pub async fn proxy_trace(app: &App, system: &str, minutes: Option<u32>) -> Result<ProxyState, AppError> {
    let id = system_id(system)?;
    if minutes.is_some_and(|minutes| !(1..=LONGEST_TRACE).contains(&minutes)) {
        return Err(error(Code::ValueInvalid, "Bodies are kept for 1 minute to 24 hours.").at("minutes"));
    }
    app.workspace(move |workspace| workspace.system(id)).await?;
    let length = minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
    let until =
        length.map(|length| Timestamp(now().0 + i64::try_from(length.as_millis()).unwrap_or(i64::MAX)));
    app.0.proxy.log.trace(id, until);
    if let Some(length) = length {
        let weak = Arc::downgrade(&app.0);
        tokio::spawn(async move {
            tokio::time::sleep(length).await;
            if let Some(inner) = weak.upgrade() {
                App(inner).emit(Event::Proxy);
            }
        });
    }
    proxy_state(app).await
}

/// The server, once it is as the workspace says.
async fn server(app: &App) -> Result<MutexGuard<'_, Server>, AppError> {
    let proxy = &app.0.proxy;
    let mut server = proxy.server.lock().await;
    if !proxy.asked.load(Ordering::Relaxed) {
        let on = app.workspace(|workspace| workspace.setting::<BTreeSet<SystemId>>(ON)).await?;
        proxy.set_systems(on.unwrap_or_default());
        proxy.asked.store(true, Ordering::Relaxed);
        tell(app);
        settle(app, &mut server).await;
    }
    Ok(server)
}

/// Lets it run where a system is on, and rest where none is.
async fn settle(app: &App, server: &mut Server) {
    if app.0.proxy.systems().is_empty() {
        rest(app, server).await;
        server.failure = None;
    } else if server.started.is_none() {
        match begin(app).await {
            Ok(started) => *server = Server { started: Some(started), failure: None },
            Err(failure) => {
                tracing::warn!(%failure, "the proxy does not start");
                server.failure = Some(failure);
            }
        }
    }
}

async fn begin(app: &App) -> Result<Started, AppError> {
    let settings = app.workspace(read_proxy_settings).await?;
    let seen = Seen::of(&settings)?;
    let settings = ProxySettings { public_url: seen.base.clone(), ..settings };
    let proxy = &app.0.proxy;
    let options = options(app, &Front::default(), settings).await?;
    let options = zonedesk_proxy::Options { log: Some(proxy.log.clone()), ..options };
    let (_, running) = run(app, options, Some(proxy.on.clone()), &[]).await?;
    Ok(Started { running, since: now(), seen })
}

async fn rest(app: &App, server: &mut Server) {
    let Some(Started { mut running, .. }) = server.started.take() else { return };
    running.close().await;
    let app = app.clone();
    tokio::spawn(async move {
        running.stop().await;
        keep(&app).await;
    });
}

async fn state(app: &App, server: &Server) -> Result<ProxyState, AppError> {
    let known =
        |workspace: &Workspace| Ok::<_, AppError>((workspace.systems()?, read_proxy_settings(workspace)?));
    let (systems, settings) = app.workspace(known).await?;
    let own;
    let seen = match &server.started {
        Some(started) => &started.seen,
        None => {
            own = Seen::of(&settings)?;
            &own
        }
    };
    let log = &app.0.proxy.log;
    let traces = log.traces(now()).into_iter();
    Ok(ProxyState {
        base: seen.base.clone(),
        tls: seen.tls,
        loopback: seen.loopback,
        since: server.started.as_ref().map(|started| started.since),
        failure: server.failure.clone(),
        // Of deleted ones nobody knows.
        systems: app
            .0
            .proxy
            .systems()
            .iter()
            .filter(|id| systems.iter().any(|system| system.id == **id))
            .map(SystemId::to_string)
            .collect(),
        traces: traces.map(|(system, until)| ProxyTrace { system: system.to_string(), until }).collect(),
    })
}

/// Tells of calls from now on, for as long as the app lives.
fn tell(app: &App) {
    if app.0.proxy.telling.swap(true, Ordering::Relaxed) {
        return;
    }
    let mut changed = app.0.proxy.log.changed();
    let weak = Arc::downgrade(&app.0);
    tokio::spawn(async move {
        while changed.changed().await.is_ok() {
            let Some(inner) = weak.upgrade() else { return };
            let app = App(inner);
            app.emit(Event::Proxy);
            keep(&app).await;
            drop(app);
            tokio::time::sleep(EVERY).await;
        }
    });
}

/// What consumers changed in the demo landscape stays.
async fn keep(app: &App) {
    if let Err(error) = keep_changes(app).await {
        tracing::warn!(%error, "changes of the demo landscape are not kept");
    }
}
