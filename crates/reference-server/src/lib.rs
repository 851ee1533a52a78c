//! A reference auth server for the Portico page: the contract's API, OAuth 2.0 towards products, and the page itself.
//! For development, demos and tests; written as if it were attacked.

pub mod api;
pub mod app;
pub mod breach;
pub mod cli;
pub mod clock;
pub mod delivery;
pub mod dev;
pub mod entropy;
pub mod federation;
pub mod flow;
mod gallery;
pub mod gate;
mod http_adapter;
pub mod identifier;
pub mod new_password;
pub mod oauth;
pub mod outgoing;
pub mod passkeys;
pub mod passwords;
pub mod phone;
mod product_brand;
pub mod recovery;
pub mod refusal;
pub mod server;
pub mod store;
pub mod throttle;
pub mod totp;
pub mod typed_code;
pub mod vault;
pub mod web_address;

use axum::{
    Router,
    middleware::from_fn,
    routing::{get, post},
};
pub use contract_http::cookies;

use crate::app::SharedApp;

/// Longest body outside the API, in bytes: a token request.
const MAX_FORM: usize = 16 * 1024;

/// The whole server as one service.
pub fn router(app: &SharedApp) -> Router {
    let middleware = http_adapter::middleware(app);
    let oauth = Router::new()
        .route("/authorize", get(oauth::authorize::authorize))
        .route("/token", post(oauth::token::token))
        .route("/userinfo", get(oauth::userinfo::userinfo).post(oauth::userinfo::userinfo))
        .route("/.well-known/oauth-authorization-server", get(oauth::metadata::metadata));
    let mut pages = http_adapter::site(app).router();
    if app.settings.dev {
        pages = pages.merge(dev::router(app));
    }
    if let (true, Some(folder)) = (app.settings.dev, &app.settings.gallery) {
        pages = pages.merge(gallery::router(folder));
    }
    let mut router = api::router(app)
        .merge(federation::callback::router(app))
        .merge(middleware.navigation(oauth, MAX_FORM))
        .merge(middleware.page(pages));
    if app.settings.dev {
        router = router.layer(from_fn(dev::pages::loopback_names_only));
    }
    middleware.server(router).with_state(app.clone())
}
