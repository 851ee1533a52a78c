//! A reference auth server for the Portico page: the contract's API, OAuth 2.0 towards products, and the page itself.
//! For development, demos and tests; written as if it were attacked.

pub mod api;
pub mod app;
pub mod base;
pub mod cli;
pub mod cookies;
#[cfg(feature = "dev")]
pub mod dev;
pub mod domain;
pub mod flow;
mod headers;
mod locks;
mod rate_limit;
pub mod refusal;
pub mod server;
pub mod services;
mod site;
pub mod store;

use std::{any::Any, time::Duration};

use axum::{
    Router,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
};

use http::StatusCode;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use crate::app::SharedApp;

/// The whole server as one service.
pub fn router(app: &SharedApp) -> Router {
    let mut pages = api::oauth::router(app).merge(site::router(app));
    #[cfg(feature = "dev")]
    if app.settings.dev {
        pages = pages.merge(dev::router(app));
    }
    pages = pages.layer(longest_request()).layer(survive_panics());
    let mut router = api::router(app).merge(api::federation_callback::router(app)).merge(pages);
    #[cfg(feature = "dev")]
    if app.settings.dev {
        router = router.layer(axum::middleware::from_fn(dev::pages::loopback_names_only));
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
