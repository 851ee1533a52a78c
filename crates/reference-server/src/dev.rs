//! Development mode: demo people, a lobby, a clock that can be moved. None of this exists without `--dev`.

mod authenticator;
pub mod clock;
mod forms;
mod lobby;
mod outbox;
pub mod pages;
pub mod people;
mod product;
mod product_page;
pub mod products;
pub mod providers;
mod tools;
pub mod update_gate;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use crate::app::SharedApp;

pub use products::clients;

/// The routes below `/dev`.
pub fn router(app: &SharedApp) -> Router<SharedApp> {
    Router::new()
        .route("/dev", get(lobby::show))
        .route("/dev/lobby.css", get(pages::lobby_css))
        .route("/dev/lobby.js", get(pages::lobby_js))
        .route("/dev/forms/clock", post(forms::move_clock))
        .route("/dev/forms/reset", post(forms::reset))
        .route("/dev/authenticator", get(authenticator::show))
        .route("/dev/accounts", get(tools::accounts))
        .route("/dev/outbox", get(outbox::show))
        .route("/dev/clock", post(tools::move_clock))
        .route("/dev/reset", post(tools::reset))
        .route("/dev/product.css", get(pages::product_css))
        .route("/dev/client/{platform}", get(product::home))
        .route("/dev/client/{platform}/start", get(product::start))
        .route("/dev/client/{platform}/callback", get(product::answered))
        .route("/dev/client/{platform}/code", post(product::typed))
        .route("/dev/client/{platform}/sign-out", post(product::sign_out))
        .layer(from_fn_with_state(app.clone(), pages::guard))
}
