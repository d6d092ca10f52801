//! One writer for each role collection.
//!
//! UAA reads a role collection's members, computes the new list and writes the difference: of PATCHes at the same time,
//! one loses what the other adds. A request leaves this process only as a [`Permitted`] one, and for one that writes a
//! role collection there is no other way to become that than to be its writer.

use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;
use zonedesk_xsuaa::{IfMatch, Method, Turns};

use super::send::Ready;

/// Those who write role collections in this process, and those who wait for it, by account and path.
#[derive(Default)]
pub(crate) struct Writers(Turns<Last>);

/// What the one before has left behind. Forgotten when nobody waited for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Last {
    #[default]
    Nothing,
    Version(i64),
    /// Something was sent, and no version read: a refused PATCH raises it, too.
    Unknown,
}

/// A job's way to write: one role collection at a time.
pub(super) struct Writer {
    writers: Arc<Writers>,
    /// What tells its account from others.
    account: String,
    held: Option<(String, OwnedMutexGuard<Last>)>,
}

/// A request that may be sent. Nobody else of this process writes the same role collection until it is dropped.
pub(super) struct Permitted<'w> {
    ready: Ready,
    last: Option<&'w mut Last>,
    overtaken: bool,
}

impl Writer {
    pub fn new(writers: Arc<Writers>, account: String) -> Self {
        Self { writers, account, held: None }
    }

    /// Waits until nobody else writes the role collection. What was held before is given up, unless it is the same.
    pub async fn permit(&mut self, ready: Ready) -> Permitted<'_> {
        let role_collection = ready.role_collection().map(str::to_owned);
        if self.held.as_ref().is_some_and(|(held, _)| role_collection.as_ref() != Some(held)) {
            self.held = None;
        }
        if let Some(path) = role_collection
            && self.held.is_none()
        {
            let turn = self.writers.0.take(&format!("{} {path}", self.account)).await;
            self.held = Some((path, turn));
        }
        let last = self.held.as_mut().map(|(_, last)| &mut **last);
        let overtaken = match (last.as_deref(), ready.call.if_match) {
            (Some(Last::Unknown), Some(_)) => true,
            (Some(Last::Version(last)), Some(IfMatch::Version(planned))) => *last != planned,
            _ => false,
        };
        Permitted { ready, last, overtaken }
    }
}

impl Ready {
    /// Path of the role collection that it writes.
    fn role_collection(&self) -> Option<&str> {
        let rest = self.call.path.strip_prefix("/Groups/").filter(|_| self.call.method != Method::Get)?;
        let end = rest.find('/').map_or(self.call.path.len(), |at| "/Groups/".len() + at);
        self.call.path.get(..end)
    }
}

impl Permitted<'_> {
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Whether another job of this process has written the role collection since the request was planned.
    pub fn is_overtaken(&self) -> bool {
        self.overtaken
    }

    /// Something is sent: what version it leaves behind is not known yet.
    pub fn sending(&mut self) {
        if let Some(last) = &mut self.last {
            **last = Last::Unknown;
        }
    }

    /// It left this version behind.
    pub fn left(&mut self, version: Option<i64>) {
        if let (Some(last), Some(version)) = (&mut self.last, version) {
            **last = Last::Version(version);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use zonedesk_scim::{GroupPatch, User};
    use zonedesk_xsuaa::Call;

    use super::super::step::Effect;
    use super::*;

    fn ready(call: Call) -> Ready {
        Ready { call, effect: Effect::UserCreated }
    }

    fn patch(group: &str, version: i64) -> Ready {
        ready(Call::patch_group(group, IfMatch::Version(version), &GroupPatch::default()).unwrap())
    }

    #[test]
    fn one_writes_a_role_collection_and_the_others_wait_and_learn_what_it_left() {
        let writers = Arc::new(Writers::default());
        let writer = |account: &str| Writer::new(writers.clone(), account.to_owned());
        let (mut a, mut b, mut elsewhere) = (writer("shop"), writer("shop"), writer("void"));
        let mut first = a.permit(patch("Viewer", 3)).now_or_never().unwrap();
        assert!(!first.is_overtaken());
        first.sending();
        first.left(Some(4));
        assert!(elsewhere.permit(patch("Viewer", 3)).now_or_never().is_some());
        assert!(b.permit(patch("Editor", 1)).now_or_never().is_some());
        assert!(b.permit(ready(Call::create_user(&User::default()))).now_or_never().is_some());
        for call in [
            Call::patch_group("Viewer", IfMatch::Any, &GroupPatch::default()),
            Call::delete_group("Viewer"),
            Call::remove_member("Viewer", "u1"),
        ] {
            assert!(b.permit(ready(call.unwrap())).now_or_never().is_none());
        }
        {
            let mut waiting = std::pin::pin!(b.permit(patch("Viewer", 3)));
            assert!(waiting.as_mut().now_or_never().is_none());
            // The same job goes on without a wait, and knows its own version.
            assert!(!a.permit(patch("Viewer", 4)).now_or_never().unwrap().is_overtaken());
            assert!(a.permit(patch("Editor", 1)).now_or_never().is_some());
            assert!(waiting.now_or_never().unwrap().is_overtaken());
        }
        drop((a, b));
        // Nobody remembers.
        let mut late = writer("shop");
        assert!(!late.permit(patch("Viewer", 3)).now_or_never().unwrap().is_overtaken());
    }
}
