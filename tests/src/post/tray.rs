//! What arrived for whom, and what of it was read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::eventually;

/// Messages by recipient. Clones are handles to the same tray.
#[derive(Debug)]
pub(super) struct Tray<T>(Arc<Mutex<HashMap<String, Pile<T>>>>);

#[derive(Debug)]
struct Pile<T> {
    messages: Vec<T>,
    read: usize,
}

impl<T> Clone for Tray<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Tray<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> Tray<T> {
    pub(super) fn put(&self, recipient: &str, message: T) {
        self.lock().entry(recipient.to_owned()).or_insert_with(Pile::new).messages.push(message);
    }

    /// The oldest message to `recipient` that nobody has read.
    pub(super) async fn next(&self, recipient: &str) -> T {
        eventually(&format!("a message to {recipient}"), async || {
            let mut piles = self.lock();
            let pile = piles.get_mut(recipient)?;
            let message = pile.messages.get(pile.read).cloned()?;
            pile.read += 1;
            Some(message)
        })
        .await
    }

    /// Everything that has arrived, for whomever, in no certain order.
    pub(super) fn all(&self) -> Vec<T> {
        self.lock().values().flat_map(|pile| pile.messages.clone()).collect()
    }

    /// How many messages to `recipient` have arrived so far.
    pub(super) fn count(&self, recipient: &str) -> usize {
        self.lock().get(recipient).map_or(0, |pile| pile.messages.len())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Pile<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Pile<T> {
    const fn new() -> Self {
        Self { messages: Vec::new(), read: 0 }
    }
}
