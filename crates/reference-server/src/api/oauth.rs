//! The endpoints of OAuth 2.0 towards the products (RFC 6749, 8414).

mod authorize;
mod metadata;
mod token;
mod userinfo;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http::header;

use crate::{app::SharedApp, rate_limit, refusal::Refusal};

/// Longest body of a token request, in bytes.
const MAX_FORM: usize = 16 * 1024;

/// The routes.
pub fn router(app: &SharedApp) -> Router<SharedApp> {
    Router::new()
        .route("/authorize", get(authorize::authorize))
        .route("/token", post(token::token))
        .route("/userinfo", get(userinfo::show).post(userinfo::show))
        .route("/.well-known/oauth-authorization-server", get(metadata::metadata))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(from_fn_with_state(app.clone(), rate_limit::limit))
        .layer(from_fn_with_state(app.clone(), plain_refusals))
}

/// Writes refusals outside the API (too many requests, a store that failed) as a line of text: no page draws them.
pub async fn plain_refusals(State(app): State<SharedApp>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let wait = refusal.retry_at.map(|at| at.since(app.clock.now()).max(1).to_string());
    let retry_after = wait.map(|seconds| [(header::RETRY_AFTER, seconds)]);
    let text = match refusal.status {
        429 => "Too many requests from your address. Please wait a moment and try again.\n",
        _ => "Something went wrong here. Please try again.\n",
    };
    match retry_after {
        Some(header) => (response.status(), header, text).into_response(),
        None => (response.status(), text).into_response(),
    }
}
