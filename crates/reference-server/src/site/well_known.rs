//! What password managers and browsers look for under `/.well-known/`. Everything else there is 404: they ask for an
//! address that cannot exist, and believe a site only when it says so.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};

use super::not_found;
use crate::{app::SharedApp, domain::passkeys};

/// `GET /.well-known/change-password` (W3C, A Well-Known URL for Changing Passwords): to where a forgotten password is
/// replaced. The fragment lets the style sheet hide the first screen before any script has come.
pub async fn change_password() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, "/?recover#resume"), (header::CACHE_CONTROL, "no-store")]).into_response()
}

/// `GET /.well-known/webauthn` (WebAuthn Level 3 section 5.11): the other names under which this server's passkeys may
/// be used. 404 without such names.
pub async fn related_origins(State(app): State<SharedApp>) -> Response {
    match passkeys::related_origins(&app.settings.public_origin, &app.settings.brand_hosts) {
        Some(origins) => Json(origins).into_response(),
        None => not_found::page(),
    }
}
