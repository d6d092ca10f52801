//! Reading an account into its snapshot: users and role collections with members, in pages of 500. Where the snapshot is
//! whole and young, only what changed is read, and proved to be all.

mod delta;
mod progress;
mod whole;
mod writer;

use zonedesk_scim::Timestamp;
use zonedesk_workspace::{Contact, SnapshotInfo, SystemId};

use crate::api::{AppError, Event, Job, JobKind};
use crate::app::{App, now, system_id};
use crate::connect::is_folder;
use crate::demo;
use crate::errors::{Code, error};
use crate::jobs::{self, Handle};
use crate::rows::DAY;
use crate::texts::sentence;

use self::progress::Progress;

/// After so many refreshes that read what changed, all is read. It also is when that was a day ago: logons, and the role
/// collections that a user has by default or mapping, change without a trace.
pub const DELTAS: u32 = 20;

/// How much of an account is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// As little as shows what changed.
    Changes,
    Whole,
}

/// Starts to read what changed in an account, or all of it where only that can tell; or gives the job that does so
/// already. Its end changes the system's state; no other system waits for it.
pub async fn refresh(app: &App, system: &str) -> Result<Job, AppError> {
    start(app, system, Extent::Changes).await
}

/// As [`refresh`], and reads all of the account.
pub async fn refresh_whole(app: &App, system: &str) -> Result<Job, AppError> {
    start(app, system, Extent::Whole).await
}

async fn start(app: &App, system: &str, extent: Extent) -> Result<Job, AppError> {
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
        let extent = if must_be_whole(system.snapshot.as_ref(), now()) { Extent::Whole } else { extent };
        tokio::spawn(async move {
            let outcome = run(&app, id, extent, &handle).await;
            handle.end(outcome, None);
            app.emit(Event::System { system: id.to_string() });
        });
    }
    Ok(job)
}

/// Whether what changed since the last refresh would not tell all.
fn must_be_whole(snapshot: Option<&SnapshotInfo>, now: Timestamp) -> bool {
    snapshot.is_none_or(|snapshot| {
        snapshot.deltas >= DELTAS
            // A clock that was set back too.
            || snapshot.whole_at.is_none_or(|at| !(0..DAY).contains(&(now.0 - at.0)))
    })
}

/// Reads, stores, notes how the account answered.
async fn run(app: &App, id: SystemId, extent: Extent, handle: &Handle) -> Result<(), AppError> {
    let read = tokio::select! {
        read = read(app, id, extent, handle) => read,
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
    if problem.as_ref().is_none_or(concerns_account) {
        let problem = problem.and_then(|problem| serde_json::to_string(&problem).ok());
        let contact = Contact { at: now(), problem, read_only };
        app.workspace(move |workspace| workspace.set_contact(id, &contact)).await?;
    }
    outcome
}

/// A workspace, or a place of secrets, that fails says nothing about the account. That the account has no secret does.
fn concerns_account(problem: &AppError) -> bool {
    let here = problem.code.starts_with("ZD1") || problem.code.starts_with("ZD5");
    !here || problem.is(Code::NoSecret)
}

/// How the account was read.
struct Read {
    /// What stopped the reading, and whether what was read until then became the snapshot all the same.
    missing: Option<(AppError, bool)>,
    read_only: bool,
}

async fn read(app: &App, id: SystemId, extent: Extent, handle: &Handle) -> Result<Read, AppError> {
    let account = handle.asking(&app.account(id).await?);
    // Of others than this app, who write to the simulator over HTTP.
    demo::keep_changes(app).await?;
    let read_only = !account.scopes().await?.can_write();
    let progress = Progress::new(handle);
    if extent == Extent::Changes {
        match delta::read(app, id, &account, &progress).await {
            Ok(true) => return Ok(Read { missing: None, read_only }),
            Ok(false) => progress.begin_again(),
            Err(problem) => return Ok(Read { missing: Some((problem, false)), read_only }),
        }
    }
    let missing = whole::read(app, id, &account, &progress).await?;
    Ok(Read { missing, read_only })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_read_where_it_never_was_and_after_some_time() {
        let now = Timestamp(1_800_000_000_000);
        let snapshot = |hours: i64, deltas| SnapshotInfo {
            refreshed_at: now,
            users: 1,
            role_collections: 1,
            partial: None,
            mark: Some(now),
            whole_at: Some(Timestamp(now.0 - hours * 3_600_000)),
            deltas,
        };
        assert!(must_be_whole(None, now));
        assert!(must_be_whole(Some(&SnapshotInfo { whole_at: None, ..snapshot(0, 0) }), now));
        for (hours, deltas, whole) in
            [(0, 0, false), (23, DELTAS - 1, false), (0, DELTAS, true), (24, 0, true), (-1, 0, true)]
        {
            assert_eq!(must_be_whole(Some(&snapshot(hours, deltas)), now), whole, "{hours} {deltas}");
        }
    }
}
