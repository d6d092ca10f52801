//! Who asks the same at the same time shares one answer.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::OnceCell;

/// Answers that are on their way, by what they answer.
#[derive(Debug)]
pub struct Flights<K, V>(Mutex<HashMap<K, Weak<OnceCell<V>>>>);

impl<K, V> Default for Flights<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// Those of people who have gone are looked for above so many.
const MANY: usize = 256;

impl<K: Eq + Hash + Clone, V: Clone> Flights<K, V> {
    /// The answer that another one with this key waits for at this moment, or else that of `ask`, which is not begun
    /// before. Where that other one goes away, `ask` is begun after all.
    pub async fn share(&self, key: K, ask: impl Future<Output = V>) -> V {
        let cell = self.cell(&key);
        let answer = cell.get_or_init(|| ask).await.clone();
        let mut flights = self.flights();
        if flights.get(&key).is_some_and(|other| other.as_ptr() == Arc::as_ptr(&cell)) {
            flights.remove(&key);
        }
        answer
    }

    fn cell(&self, key: &K) -> Arc<OnceCell<V>> {
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

    fn flights(&self) -> MutexGuard<'_, HashMap<K, Weak<OnceCell<V>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Notify;
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn who_comes_while_an_answer_is_on_its_way_shares_it_and_nobody_else_does() {
        let flights = Flights::<&str, Arc<u32>>::default();
        let (asked, answered) = (AtomicUsize::new(0), Notify::new());
        let ask = |key: &'static str| {
            flights.share(key, async {
                asked.fetch_add(1, Ordering::Relaxed);
                answered.notified().await;
                Arc::new(7)
            })
        };
        // The first one goes away: another one asks in its place.
        let mut first = Box::pin(ask("a"));
        assert!(polled(&mut first).await.is_none());
        let (second, third) = (ask("a"), ask("a"));
        let driven = async {
            yield_now().await;
            drop(first);
            while asked.load(Ordering::Relaxed) < 2 {
                yield_now().await;
            }
            answered.notify_waiters();
        };
        let (second, third, ()) = tokio::join!(second, third, driven);
        assert!(Arc::ptr_eq(&second, &third));
        assert_eq!(asked.swap(0, Ordering::Relaxed), 2);
        assert!(flights.flights().is_empty());
        // Something else, and the same once it was answered.
        let driven = async {
            while asked.load(Ordering::Relaxed) < 2 {
                yield_now().await;
            }
            answered.notify_waiters();
        };
        let (a, b, ()) = tokio::join!(ask("a"), ask("b"), driven);
        assert!(!Arc::ptr_eq(&a, &b));
        let mut later = Box::pin(ask("a"));
        assert!(polled(&mut later).await.is_none());
        assert_eq!(asked.load(Ordering::Relaxed), 3);
    }

    #[tokio::test]
    async fn those_of_people_who_have_gone_are_forgotten() {
        let flights = Flights::<usize, ()>::default();
        for number in 0..MANY * 3 {
            let mut gone = Box::pin(flights.share(number, std::future::pending()));
            assert!(polled(&mut gone).await.is_none());
        }
        assert!(flights.flights().len() <= MANY);
    }

    /// What a future gives when it is polled once.
    async fn polled<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|cx| {
            std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(cx) {
                std::task::Poll::Ready(output) => Some(output),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }
}
