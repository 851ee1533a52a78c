//! Development mode: demo people, a lobby, a clock that can be moved. None of this exists without `--dev`.

mod authenticator;
mod forms;
mod lobby;
pub mod pages;
pub mod people;
mod product;
mod product_page;
mod tools;

use auth_contract::ClientPlatform;
use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use crate::{app::SharedApp, oauth::Client};

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
        .route("/dev/outbox", get(tools::outbox))
        .route("/dev/clock", post(tools::move_clock))
        .route("/dev/reset", post(tools::reset))
        .route("/dev/product.css", get(pages::product_css))
        .route("/dev/client/{platform}", get(product::home))
        .route("/dev/client/{platform}/start", get(product::start))
        .route("/dev/client/{platform}/callback", get(product::answered))
        .route("/dev/client/{platform}/sign-out", post(product::sign_out))
        .layer(from_fn_with_state(app.clone(), pages::guard))
}

/// The demo product on four platforms. A loopback redirect is registered for each kind of client, so that any OAuth
/// client library can be tried against this server.
pub fn clients(public_origin: &str) -> Vec<Client> {
    let client = |id: &str, platform, redirect_uris: &[&str]| Client {
        id: id.into(),
        name: "Northwind Notes".into(),
        platform,
        uri: (platform == ClientPlatform::Web).then(|| format!("{public_origin}/dev/client/web")),
        redirect_uris: redirect_uris.iter().map(ToString::to_string).collect(),
    };
    let web_callback = format!("{public_origin}/dev/client/web/callback");
    vec![
        client(
            "northwind-web",
            ClientPlatform::Web,
            &[&web_callback, "http://127.0.0.1/callback", "http://[::1]/callback"],
        ),
        client(
            "northwind-desktop",
            ClientPlatform::Desktop,
            &["http://127.0.0.1/dev/client/desktop/callback", "http://127.0.0.1/callback", "http://[::1]/callback"],
        ),
        client("northwind-ios", ClientPlatform::Ios, &["com.example.northwind:/callback"]),
        client("northwind-android", ClientPlatform::Android, &["com.example.northwind:/callback"]),
    ]
}
