//! The only place that reads the wall clock.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use auth_contract::Timestamp;

/// Where time comes from: the machine, or a test.
pub trait TimeSource: Send + Sync + 'static {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> i64;
}

/// The machine's clock.
pub struct SystemTimeSource;

impl TimeSource for SystemTimeSource {
    #[allow(clippy::disallowed_methods)] // the one reader; everything else takes a `Clock`
    fn now_ms(&self) -> i64 {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
    }
}

/// The server's clock: a source, moved by an offset that only development mode changes.
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn TimeSource>,
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that shows what `source` shows.
    pub fn new(source: impl TimeSource) -> Self {
        Self { source: Arc::new(source), offset_ms: Arc::default() }
    }

    /// Now, in milliseconds since 1970-01-01T00:00:00Z.
    pub fn now_ms(&self) -> i64 {
        self.source.now_ms().saturating_add(self.offset_ms.load(Ordering::Relaxed))
    }

    /// Now, in whole seconds.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.now_ms().div_euclid(1000))
    }

    /// How far this clock is ahead of its source, in seconds.
    pub fn offset_seconds(&self) -> i64 {
        self.offset_ms.load(Ordering::Relaxed).div_euclid(1000)
    }

    /// Sets how far this clock is ahead of its source, in seconds.
    pub fn set_offset_seconds(&self, seconds: i64) {
        self.offset_ms.store(seconds.saturating_mul(1000), Ordering::Relaxed);
    }
}
