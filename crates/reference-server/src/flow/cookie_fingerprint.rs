//! Keyed hashes under which the values of cookies are stored.

use crate::base::vault::{Fingerprint, Vault};

/// Of the cookie that binds flows to a browser.
pub fn flow(vault: &Vault, cookie: &str) -> Fingerprint {
    vault.fingerprint("flow binding", cookie.as_bytes())
}

/// Of the session cookie.
pub fn session(vault: &Vault, cookie: &str) -> Fingerprint {
    vault.fingerprint("session", cookie.as_bytes())
}

/// Of the cookie of a remembered browser.
pub fn device(vault: &Vault, cookie: &str) -> Fingerprint {
    vault.fingerprint("device", cookie.as_bytes())
}
