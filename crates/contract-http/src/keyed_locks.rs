//! One lock for each key, for work that must not overlap and is too long for one database transaction. With the flow's id
//! as the key, two actions of one flow are carried out one after the other, as the contract demands.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Locks by name. A lock that nobody holds is removed when the next one is taken.
#[derive(Default)]
pub struct KeyedLocks(Mutex<HashMap<String, Weak<AsyncMutex<()>>>>);

impl KeyedLocks {
    /// Waits for the lock of `key` and holds it until the guard is dropped.
    pub async fn acquire(&self, key: &str) -> OwnedMutexGuard<()> {
        let lock = {
            let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            locks.retain(|_, lock| lock.strong_count() > 0);
            let lock = locks.get(key).and_then(Weak::upgrade).unwrap_or_default();
            locks.insert(key.into(), Arc::downgrade(&lock));
            lock
        };
        lock.lock_owned().await
    }
}
