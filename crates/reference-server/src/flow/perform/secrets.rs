//! What an authenticator is, sealed for its row.

use auth_contract::{Method, Secret};

use crate::{
    app::App,
    store::{StoreError, authenticators::Authenticator},
};

fn context(method: Method, id: &str) -> String {
    match method {
        Method::Totp => format!("totp seed {id}"),
        _ => format!("authenticator {id}"),
    }
}

/// A seed, a destination or a public key as it is stored.
pub fn seal(app: &App, method: Method, id: &str, plain: &str) -> Vec<u8> {
    app.vault.seal(&context(method, id), plain.as_bytes())
}

/// What [`seal`] has sealed.
pub fn open(app: &App, stored: &Authenticator) -> Result<String, StoreError> {
    let plain = app.vault.unseal(&context(stored.method, &stored.id), &stored.sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The seed of an authenticator app.
pub fn open_seed(app: &App, stored: &Authenticator) -> Result<Secret, StoreError> {
    open(app, stored).map(Secret::new)
}
