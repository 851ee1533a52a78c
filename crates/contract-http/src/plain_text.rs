//! Refusals outside the API as a line of text: the page is not loaded there, so nothing draws a problem.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::header;

use crate::{Environment, Refusal};

/// Turns every [`Refusal`] below into text, with `retry-after` where it says until when.
pub async fn refusals(State(environment): State<Environment>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let wait = refusal.retry_at.map(|at| at.since(environment.now()).max(1).to_string());
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
