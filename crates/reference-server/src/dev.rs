//! Layer 7: development mode. Demo people, a lobby, a clock that can be moved. None of this exists without `--dev`, nor in
//! a program that is built without the feature `dev`.

mod authenticator;
pub mod clock;
mod forms;
mod gallery;
mod lobby;
mod markup;
mod moment;
mod outbox;
mod pages;
pub mod people;
mod product;
mod product_page;
pub mod products;
pub mod providers;
mod state;
mod tools;
pub mod update_gate;

use std::path::Path;

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};

pub use products::clients;
use state::{DevState, HasGallery};

use crate::api::SharedApi;

/// The pages below `/dev`, and the gallery at `/gallery/` from its folder.
pub fn router(api: &SharedApi, gallery: Option<&Path>) -> Router {
    let state = DevState { api: api.clone(), has_gallery: HasGallery(gallery.is_some()) };
    let pages = Router::new()
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
        .layer(from_fn_with_state(api.clone(), pages::guard))
        .with_state(state);
    match gallery {
        Some(folder) => pages.merge(gallery::router(folder)),
        None => pages,
    }
}

/// Makes every route answer to names of this computer only.
pub fn only_loopback_names(router: Router) -> Router {
    router.layer(from_fn(pages::loopback_names_only))
}
