//! The one place of this crate that reads a clock: to time what the product does, never to decide what it does.
//! Moments of the product (codes, expiry) come from the server, whose clock a test can move.
#![allow(clippy::disallowed_methods, reason = "a stopwatch has nothing to inject")]

use std::time::{Duration, Instant};

/// How long a person looks for something before the walk fails. Generous: it costs nothing when all is well, and a
/// busy machine must not fail a walk.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Measures how long something took.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start; monotonic.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// When there is none within [`PATIENCE`].
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let watch = Stopwatch::start();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(watch.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}
