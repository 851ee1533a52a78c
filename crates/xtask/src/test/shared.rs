//! Results that several stages need, made by the first that asks for them.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

use super::outcome::NotRun;

/// A result that is made once. Stages run in parallel: whoever asks while it is being made waits.
pub struct Shared<T> {
    state: Mutex<State<T>>,
    /// What later stages say when it could not be made.
    failure: &'static str,
}

enum State<T> {
    Pending,
    Failed,
    Ready(Arc<T>),
}

impl<T> Shared<T> {
    pub fn new(failure: &'static str) -> Self {
        Self { state: Mutex::new(State::Pending), failure }
    }

    /// The result, made by `work` when nobody has asked before.
    ///
    /// # Errors
    /// That of `work` for whoever asked first; `NotRun` for everybody after a failure, so that it is counted once.
    pub fn get(&self, work: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Ready(value) => Ok(Arc::clone(value)),
            State::Failed => Err(NotRun(self.failure).into()),
            State::Pending => {
                // Also what a panic in `work` leaves behind.
                *state = State::Failed;
                let value = Arc::new(work()?);
                *state = State::Ready(Arc::clone(&value));
                Ok(value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn work_is_done_once() {
        let shared = Shared::new("nothing");
        assert_eq!(*shared.get(|| Ok(7)).unwrap(), 7);
        assert_eq!(*shared.get(|| bail!("twice")).unwrap(), 7);
    }

    #[test]
    fn a_failure_is_told_once_and_then_referred_to() {
        let shared: Shared<u8> = Shared::new("the site could not be built");
        assert_eq!(shared.get(|| bail!("a typing mistake")).unwrap_err().to_string(), "a typing mistake");
        let later = shared.get(|| Ok(1)).unwrap_err();
        assert!(later.is::<NotRun>());
        assert_eq!(later.to_string(), "not run: the site could not be built");
    }
}
