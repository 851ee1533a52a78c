//! Random idempotency keys.

use super::window;

/// A fresh key for an action (UUID version 4). The Web Cryptography API is there on every page that may use a password:
/// secure contexts only.
pub fn key() -> String {
    window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default()
}
