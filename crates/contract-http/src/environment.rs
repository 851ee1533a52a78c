//! Time and randomness, taken from the server: its tests must be able to move the one and repeat the other.

use std::sync::Arc;

use auth_contract::Timestamp;

/// The id of one request in the log and in its problem. Handlers below [`crate::problem::finish`] find it as an extension.
#[derive(Clone, Debug)]
pub struct Correlation(pub String);

/// The server's clock and its source of correlation ids.
#[derive(Clone)]
pub struct Environment {
    now_ms: Arc<dyn Fn() -> i64 + Send + Sync>,
    correlation_id: Arc<dyn Fn() -> String + Send + Sync>,
}

impl Environment {
    /// `now_ms` returns milliseconds since 1970-01-01T00:00:00Z, `correlation_id` a new id that is unique in the log.
    pub fn new(
        now_ms: impl Fn() -> i64 + Send + Sync + 'static,
        correlation_id: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        Self { now_ms: Arc::new(now_ms), correlation_id: Arc::new(correlation_id) }
    }

    /// Now, in milliseconds since 1970-01-01T00:00:00Z.
    pub fn now_ms(&self) -> i64 {
        (self.now_ms)()
    }

    /// Now, in whole seconds.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.now_ms().div_euclid(1000))
    }

    /// A new id for one request.
    pub fn correlation(&self) -> Correlation {
        Correlation((self.correlation_id)())
    }
}
