//! The secret part of an authenticator (a seed, a destination or a public key), sealed for its row.

use auth_contract::{Method, Secret};

use crate::{
    base::vault::Vault,
    store::{StoreError, authenticators::Authenticator},
};

fn seal_context(method: Method, id: &str) -> String {
    match method {
        Method::Totp => format!("totp seed {id}"),
        _ => format!("authenticator {id}"),
    }
}

/// A seed, a destination or a public key as it is stored.
pub fn seal(vault: &Vault, method: Method, id: &str, plain: &str) -> Vec<u8> {
    vault.seal(&seal_context(method, id), plain.as_bytes())
}

/// What [`seal`] has sealed.
pub fn open(vault: &Vault, stored: &Authenticator) -> Result<String, StoreError> {
    let plain = vault.unseal(&seal_context(stored.method, &stored.id), &stored.sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The seed of an authenticator context.
pub fn open_seed(vault: &Vault, stored: &Authenticator) -> Result<Secret, StoreError> {
    open(vault, stored).map(Secret::new)
}
