//! OAuth 2.0 towards the products: authorization code with PKCE for public clients (RFC 6749, 7636, 8252, 9207, 9700).

pub mod authorize;
mod clients;
pub mod codes;
pub mod metadata;
pub mod query;
pub mod redirect_uri;
pub mod token;
pub mod userinfo;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
pub use clients::{Client, Clients, RegistrationError};
use http::header;
use serde::{Deserialize, Serialize};

use crate::{app::SharedApp, refusal::Refusal};

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

/// A request of a product that was found in order, waiting for a person to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    pub client_id: String,
    pub redirect_uri: String,
    /// Base64url of the SHA-256 of the client's secret for this request (RFC 7636 section 4.2, `S256`).
    pub code_challenge: String,
    pub state: Option<String>,
    pub login_hint: Option<String>,
    pub prompt: Prompt,
    /// The version of the program that asks, as it writes it: an extension parameter of ours, `app_version`.
    #[serde(default)]
    pub app_version: Option<String>,
}

/// OpenID Connect Core section 3.1.2.1; what else may stand there is ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    #[default]
    AsNeeded,
    /// Ask, whoever is signed in.
    Login,
    /// Never ask.
    None,
}
