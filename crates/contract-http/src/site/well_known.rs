//! What password managers and browsers look for below `/.well-known/`. Everything else there is 404: they first ask for
//! an address that cannot exist, and trust the others only when that one is not found.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use serde_json::json;

use super::{ProductBrand, Site, not_found};

/// `GET /.well-known/change-password` (W3C, A Well-Known URL for Changing Passwords): to where a forgotten password is
/// replaced. The fragment lets the style sheet hide the first screen before any script has come.
pub async fn change_password() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, "/?recover#resume"), (header::CACHE_CONTROL, "no-store")]).into_response()
}

/// `GET /.well-known/webauthn` (WebAuthn Level 3 section 5.11): the other names under which this server's passkeys may
/// be used. 404 without such names.
pub async fn related_origins<B: ProductBrand>(State(site): State<Site<B>>) -> Response {
    match site.origins.related() {
        origins if origins.is_empty() => not_found::page(),
        origins => Json(json!({ "origins": origins })).into_response(),
    }
}
