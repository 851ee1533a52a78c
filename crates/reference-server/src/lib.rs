//! A reference auth server for the Portico page: the contract's API, OAuth 2.0 towards products, and the page itself.
//! For development, demos and tests; written as if it were attacked.

pub mod api;
pub mod app;
pub mod breach;
pub mod cli;
pub mod clock;
pub mod cookies;
pub mod delivery;
pub mod dev;
pub mod entropy;
pub mod federation;
pub mod flow;
pub mod gate;
mod headers;
pub mod identifier;
mod locks;
pub mod new_password;
pub mod oauth;
pub mod outgoing;
pub mod passkeys;
pub mod passwords;
pub mod phone;
mod rate_limit;
pub mod recovery;
pub mod refusal;
pub mod server;
mod site;
pub mod store;
pub mod throttle;
pub mod totp;
pub mod typed_code;
pub mod vault;
pub mod web_address;

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use http::StatusCode;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use crate::app::SharedApp;

/// Longest body outside the API, in bytes: a token request or a form of the lobby.
const MAX_FORM: usize = 16 * 1024;

/// The whole server as one service.
pub fn router(app: &SharedApp) -> Router {
    let oauth = Router::new()
        .route("/authorize", get(oauth::authorize::authorize))
        .route("/token", post(oauth::token::token))
        .route("/userinfo", get(oauth::userinfo::userinfo).post(oauth::userinfo::userinfo))
        .route("/.well-known/oauth-authorization-server", get(oauth::metadata::metadata))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(from_fn_with_state(app.clone(), rate_limit::limit))
        .layer(from_fn_with_state(app.clone(), oauth::plain_refusals));
    let mut pages = oauth.merge(site::router(app));
    if app.settings.dev {
        pages = pages.merge(dev::router(app));
    }
    let pages = pages.layer(longest_request()).layer(survive_panics());
    let mut router = api::router(app).merge(federation::callback::router(app)).merge(pages);
    if app.settings.dev {
        router = router.layer(from_fn(dev::pages::loopback_names_only));
    }
    router.layer(from_fn_with_state(app.clone(), headers::secure)).with_state(app.clone())
}

/// A panic ends its request and not the connection. Its message may hold anything, so the answer has none; the hook
/// has logged it.
pub(crate) fn survive_panics() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// How long a request may take, its body included: a client that sends slowly holds nothing for ever.
pub(crate) fn longest_request() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(30))
}
