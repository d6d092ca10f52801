//! Who asks the account the same at the same time shares one call.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::OnceCell;
use zonedesk_workspace::SystemId;
use zonedesk_xsuaa::Call;

use crate::problem::Problem;

/// What is asked for. Who comes after a write of ours shares nothing with those who came before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    system: SystemId,
    writes: u64,
    path: String,
    query: Vec<(String, String)>,
}

type Cell<T> = OnceCell<Result<Arc<T>, Problem>>;

/// Reads that are on their way, by what they ask for.
#[derive(Debug)]
pub struct Flights<T>(Mutex<HashMap<Key, Weak<Cell<T>>>>);

impl<T> Default for Flights<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// Flights of consumers who have gone are looked for above so many.
const MANY: usize = 256;

impl<T> Flights<T> {
    /// The answer to a call that reads: that of another one who asks it at this moment, or else by `ask`, which is not
    /// begun before. Where that other one goes away, it is after all. `writes`: of the system.
    pub async fn share(
        &self,
        system: SystemId,
        writes: &AtomicU64,
        call: &Call,
        ask: impl Future<Output = Result<T, Problem>>,
    ) -> Result<Arc<T>, Problem> {
        let key = Key {
            system,
            writes: writes.load(Ordering::Acquire),
            path: call.path.clone(),
            query: call.query.clone(),
        };
        let cell = self.cell(&key);
        let answer = cell.get_or_init(|| async { ask.await.map(Arc::new) }).await.clone();
        let mut flights = self.flights();
        if flights.get(&key).is_some_and(|other| other.as_ptr() == Arc::as_ptr(&cell)) {
            flights.remove(&key);
        }
        answer
    }

    fn cell(&self, key: &Key) -> Arc<Cell<T>> {
        let mut flights = self.flights();
        let running = flights.get(key).and_then(Weak::upgrade).filter(|cell| !cell.initialized());
        running.unwrap_or_else(|| {
            if flights.len() >= MANY {
                flights.retain(|_, cell| cell.strong_count() > 0);
            }
            let cell = Arc::default();
            flights.insert(key.clone(), Arc::downgrade(&cell));
            cell
        })
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<Key, Weak<Cell<T>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::Notify;
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn who_comes_while_a_call_is_on_its_way_shares_it_and_nobody_else_does() {
        let (flights, writes) = (Flights::<u32>::default(), AtomicU64::new(0));
        let (asked, answered) = (AtomicU64::new(0), Notify::new());
        let system = SystemId::random();
        let call = |id: &str| Call::user(id).unwrap();
        let ask = |id: &'static str| {
            let (flights, writes, asked, answered) = (&flights, &writes, &asked, &answered);
            async move {
                let ask = async {
                    asked.fetch_add(1, Ordering::Relaxed);
                    answered.notified().await;
                    Ok(7)
                };
                flights.share(system, writes, &call(id), ask).await
            }
        };
        // The first one goes away: another one asks in its place.
        let mut first = Box::pin(ask("a"));
        assert!(futures_poll(&mut first).await.is_none());
        let (second, third) = (ask("a"), ask("a"));
        let driven = async {
            yield_now().await;
            drop(first);
            yield_now().await;
            yield_now().await;
            answered.notify_waiters();
        };
        let (second, third, ()) = tokio::join!(second, third, driven);
        assert!(Arc::ptr_eq(&second.unwrap(), &third.unwrap()));
        assert_eq!(asked.swap(0, Ordering::Relaxed), 2);
        assert!(flights.flights().is_empty());
        // Something else, and the same behind a write.
        let later = async {
            yield_now().await;
            writes.store(1, Ordering::Release);
            ask("a").await
        };
        let driven = async {
            while asked.load(Ordering::Relaxed) < 3 {
                yield_now().await;
            }
            answered.notify_waiters();
        };
        let (a, b, c, ()) = tokio::join!(ask("a"), ask("b"), later, driven);
        assert_eq!([a, b, c].map(|answer| *answer.unwrap()), [7; 3]);
        assert_eq!(asked.load(Ordering::Relaxed), 3);
    }

    /// What a future gives when it is polled once.
    async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(cx) {
                std::task::Poll::Ready(output) => Some(output),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }
}
