//! The pace of the accounts: shared with other processes of the workspace, and told while they do something.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use zonedesk_workspace::{SystemId, Workspace, take_slot};
use zonedesk_xsuaa::{Alone, Lock, Slots, Transport, Waited};

use crate::api::{Event, Pace};
use crate::app::{App, blocking, now};

/// No system's pace is told more often.
const EVERY: Duration = Duration::from_millis(500);

/// The slots of a workspace's accounts, for all processes that have it open. Knows its folder alone: who holds it open
/// keeps others from bringing a backup back.
#[derive(Debug, Clone)]
struct Shared(PathBuf);

impl Slots for Shared {
    fn take<'a>(&'a self, account: &'a str, limit: NonZeroU32) -> Waited<'a, Duration> {
        let (folder, account) = (self.0.clone(), account.to_owned());
        Box::pin(async move {
            let taken = blocking(move || Ok(take_slot(&folder, &account, limit, now())?)).await;
            taken.unwrap_or_else(|error| {
                // Better a pace of one's own than none of the work.
                tracing::warn!(%error, "the pace is not shared with other processes");
                Duration::ZERO
            })
        })
    }

    /// A folder gives none: each process looks after its own writers.
    fn lock<'a>(&'a self, _: &'a str) -> Waited<'a, Result<Option<Lock>, Alone>> {
        Box::pin(async { Ok(None) })
    }
}

/// Shares the pace of every account with the other processes that have this workspace open.
pub(crate) fn share(transport: &Transport, workspace: &Workspace) {
    transport.share(Some(Arc::new(Shared(workspace.dir().to_owned()))));
}

/// Whether somebody tells already.
#[derive(Default)]
pub(crate) struct Teller(AtomicBool);

/// Starts to tell, unless somebody does. Ends with the app.
pub(crate) fn tell(app: &App) {
    if app.0.teller.0.swap(true, Ordering::Relaxed) {
        return;
    }
    let mut stirred = app.0.transport.stirred();
    let weak = Arc::downgrade(&app.0);
    tokio::spawn(async move {
        let mut told = HashMap::new();
        loop {
            // Nothing moves and nothing is left to be told: sleeps until something does.
            if told.is_empty() && stirred.changed().await.is_err() {
                return;
            }
            let Some(inner) = weak.upgrade() else { return };
            look(&App(inner), &mut told);
            tokio::time::sleep(EVERY).await;
        }
    });
}

/// Tells what changed since the last look. `told` holds the systems whose queues do not rest.
fn look(app: &App, told: &mut HashMap<SystemId, Pace>) {
    let mut before = std::mem::take(told);
    for (id, account) in app.0.connections.all() {
        let pace = account.pace();
        let idle = pace.is_idle();
        let pace = shown(pace, account.limit().map(NonZeroU32::get));
        let known = before.remove(&id);
        if !idle {
            told.insert(id, pace);
        }
        if known.unwrap_or_default() != pace {
            app.emit(Event::Pace { system: id.to_string(), pace });
        }
    }
    // Those whose connections were given up meanwhile.
    for (id, _) in before {
        app.emit(Event::Pace { system: id.to_string(), pace: Pace::default() });
    }
}

fn shown(pace: zonedesk_xsuaa::Pace, limit: Option<u32>) -> Pace {
    let allowed = pace.allowed.zip(limit);
    Pace {
        rate: (pace.rate * 10.0).round() as u32,
        waiting: pace.waiting,
        held: pace.held.map_or(0, |held| u32::try_from(held.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)),
        slowed: allowed.is_some_and(|(allowed, limit)| allowed < f64::from(limit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_told_in_tenths_and_whole_seconds() {
        let of = |rate, allowed, held| zonedesk_xsuaa::Pace {
            rate,
            allowed,
            waiting: 12,
            held: Some(Duration::from_millis(held)).filter(|held| !held.is_zero()),
        };
        for (pace, limit, told) in [
            (of(2.94, Some(3.0), 0), Some(3), (29, 0, false)),
            (of(0.33, Some(1.5), 7_001), Some(3), (3, 8, true)),
            (of(250.0, None, 0), None, (2500, 0, false)),
        ] {
            let (rate, held, slowed) = told;
            assert_eq!(shown(pace, limit), Pace { rate, waiting: 12, held, slowed });
        }
    }
}
