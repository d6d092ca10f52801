//! Reading what changed in an account: users by the time of their change, role collections all, since a membership
//! changes neither. Then, how many users there are proves that none was missed.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt;
use zonedesk_scim::filter::Filter;
use zonedesk_workspace::{SnapshotDelta, SystemId};
use zonedesk_xsuaa::{Account, Error, ErrorKind, List};

use crate::api::AppError;
use crate::app::{App, blocking, now};

use super::progress::{Kind, Progress};

/// Of more changed users than these, all of the account is read: they would be held until the end.
const MOST: u64 = 20_000;

/// Users who come while the changed ones are read and before they are counted are met when both are asked again.
const ATTEMPTS: u32 = 2;

type Delta = Arc<Mutex<SnapshotDelta>>;

/// Brings the snapshot up to date. `false`: only reading all of the account can.
pub(super) async fn read(
    app: &App,
    id: SystemId,
    account: &Account,
    progress: &Progress<'_>,
) -> Result<bool, AppError> {
    let Some(delta) = app.workspace(move |workspace| workspace.delta_snapshot(id)).await? else {
        return Ok(false);
    };
    let delta: Delta = Arc::new(Mutex::new(delta));
    let (first, role_collections) =
        tokio::try_join!(users(account, &delta, progress), role_collections(account, &delta, progress))?;
    let mut found = first;
    for attempt in 1..=ATTEMPTS {
        let Some(total) = found else { return Ok(false) };
        if with(&delta, move |delta| delta.finish(now(), total, role_collections)).await? {
            return Ok(true);
        }
        if attempt < ATTEMPTS {
            found = users(account, &delta, progress).await?;
        }
    }
    Ok(false)
}

/// Reads the users that changed, then how many there are in all. None: they cannot be asked for, or are too many.
async fn users(account: &Account, delta: &Delta, progress: &Progress<'_>) -> Result<Option<u64>, AppError> {
    let since = with(delta, |delta| Ok(delta.since())).await?;
    let filter = Some(Filter::modified_after(since).to_string());
    let mut pages = account.users(List { filter, attributes: None });
    while let Some(page) = pages.next().await {
        let page = match page {
            Ok(page) => page,
            Err(Error { kind: ErrorKind::Refused { status: 400, .. }, .. }) => {
                progress.request();
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        progress.page(Kind::Users, page.items.len() as u64, page.total);
        if page.total > MOST {
            return Ok(None);
        }
        with(delta, move |delta| delta.users(page.items)).await?;
    }
    let one = List { filter: None, attributes: Some("id") };
    let total = account.users_head(&one, 1).await?.total;
    progress.request();
    Ok(Some(total))
}

/// Reads all role collections, and gives how many there are.
async fn role_collections(
    account: &Account,
    delta: &Delta,
    progress: &Progress<'_>,
) -> Result<u64, AppError> {
    let (mut pages, mut total) = (account.groups(List::default()), 0);
    while let Some(page) = pages.next().await {
        let page = page?;
        progress.page(Kind::RoleCollections, page.items.len() as u64, page.total);
        total = page.total;
        with(delta, move |delta| delta.role_collections(&page.items)).await?;
    }
    Ok(total)
}

/// Works on the delta off the runtime's threads.
async fn with<T: Send + 'static>(
    delta: &Delta,
    work: impl FnOnce(&mut SnapshotDelta) -> zonedesk_workspace::Result<T> + Send + 'static,
) -> Result<T, AppError> {
    let delta = delta.clone();
    blocking(move || Ok(work(&mut delta.lock().unwrap_or_else(PoisonError::into_inner))?)).await
}
