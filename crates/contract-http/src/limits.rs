//! Limits of a request's size and duration, so that no client can occupy memory or a connection at will.

use std::time::Duration;

use http::StatusCode;
use tower_http::timeout::TimeoutLayer;

/// Longest body of an API request, in bytes. The largest is a WebAuthn registration with an attestation chain.
pub const MAX_API_BODY: usize = 64 * 1024;

/// Longest duration of a request, its body included.
const MAX_DURATION: Duration = Duration::from_secs(30);

/// Answers 408 to a request that takes longer than 30 seconds.
pub fn duration() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, MAX_DURATION)
}
