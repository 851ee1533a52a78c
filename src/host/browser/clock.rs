//! The device's clock.

use auth_contract::Timestamp;

/// The device's clock, in whole seconds. It may be wrong: times from the server are shown by the pair
/// `Flow::server_time` and this one.
#[cfg(not(feature = "preview"))]
pub fn now() -> Timestamp {
    device()
}

#[allow(clippy::disallowed_methods)] // the one place that reads the wall clock
#[allow(clippy::cast_possible_truncation)]
fn device() -> Timestamp {
    Timestamp((js_sys::Date::now() / 1000.0) as i64)
}

#[cfg(feature = "preview")]
pub use preview::{device_now, now, set_source};

/// A clock that a preview can set.
#[cfg(feature = "preview")]
mod preview {
    use std::cell::Cell;

    use auth_contract::Timestamp;

    thread_local! {
        static SOURCE: Cell<fn(Timestamp) -> Timestamp> = const { Cell::new(|device| device) };
    }

    /// The time that the page shows.
    pub fn now() -> Timestamp {
        SOURCE.get()(super::device())
    }

    /// The time of the device itself.
    pub fn device_now() -> Timestamp {
        super::device()
    }

    /// Lets `source` turn the device's time into the page's.
    pub fn set_source(source: fn(Timestamp) -> Timestamp) {
        SOURCE.set(source);
    }
}
