//! Reading all of an account.

use futures_util::{Stream, StreamExt};
use tokio::sync::mpsc;
use zonedesk_workspace::{Completeness, Partial, SystemId};
use zonedesk_xsuaa::{Account, Error, List, Page};

use crate::api::{AppError, Event};
use crate::app::{App, blocking, now};
use crate::errors::{Code, error};

use super::progress::{Kind, Progress};
use super::writer::{Part, write};

/// Pages that were read and are not written yet: while what is there is shown, about two seconds at SAP's pace, the next
/// requests go out all the same.
const PAGES_WAITING: usize = 8;

/// What stopped the reading, and whether what was read until then became the snapshot all the same.
pub(super) async fn read(
    app: &App,
    id: SystemId,
    account: &Account,
    progress: &Progress<'_>,
) -> Result<Option<(AppError, bool)>, AppError> {
    let load = app.workspace(move |workspace| workspace.load_snapshot(id)).await?;
    let (parts, written) = mpsc::channel(PAGES_WAITING);
    let shown = {
        let app = app.clone();
        move || app.emit(Event::System { system: id.to_string() })
    };
    let writer = tokio::spawn(blocking(move || Ok(write(load, written, shown)?)));

    let (users, role_collections) = tokio::join!(
        pages(account.users(List::default()), &parts, Part::Users, progress, Kind::Users),
        pages(
            account.groups(List::default()),
            &parts,
            Part::RoleCollections,
            progress,
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
        return Ok(None);
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
    Ok(Some((problem, replaced)))
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
