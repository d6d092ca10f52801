use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Turns at what only one may write at a time, by name: UAA loses members where several write a group at once. What
/// one leaves in `T` the next one finds; when nobody waits it is forgotten.
#[derive(Debug, Default)]
pub struct Turns<T>(Mutex<HashMap<String, Weak<Turn<T>>>>);

impl<T: Default> Turns<T> {
    /// Waits until nobody else has the turn; it lasts until this is dropped.
    pub async fn take(&self, name: &str) -> OwnedMutexGuard<T> {
        self.of(name).lock_owned().await
    }

    fn of(&self, name: &str) -> Arc<Turn<T>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| turn.strong_count() > 0);
        turns.get(name).and_then(Weak::upgrade).unwrap_or_else(|| {
            let turn = Arc::default();
            turns.insert(name.to_owned(), Arc::downgrade(&turn));
            turn
        })
    }
}
