//! The endpoints of OAuth 2.0 towards the products (RFC 6749, 8414).

mod authorize;
mod metadata;
mod token;
mod userinfo;

use axum::{
    Router,
    routing::{get, post},
};

use super::{http_adapter, state::SharedApi};

/// Longest body of a token request, in bytes.
const MAX_FORM: usize = 16 * 1024;

/// The routes.
pub fn router(api: &SharedApi) -> Router<SharedApi> {
    let routes = Router::new()
        .route("/authorize", get(authorize::authorize))
        .route("/token", post(token::token))
        .route("/userinfo", get(userinfo::show).post(userinfo::show))
        .route("/.well-known/oauth-authorization-server", get(metadata::metadata));
    http_adapter::middleware(api).navigation(routes, MAX_FORM)
}
