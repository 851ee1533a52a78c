//! Problems (RFC 9457): every answer of the API that is not 2xx is one, each with an id that is also in the log.

use auth_contract::{Problem, ProblemCode, Timestamp};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, StatusCode, header};
use tracing::Instrument;

use crate::{Correlation, Environment, Refusal};

/// The media type of RFC 9457.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A refusal as the page reads it.
pub fn problem(refusal: Refusal, correlation: &Correlation, now: Timestamp) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: refusal.title.into(),
        status: refusal.status,
        code: refusal.code,
        errors: refusal.errors,
        correlation_id: correlation.0.clone(),
        server_time: now,
        retry_at: refusal.retry_at,
        flow: refusal.flow,
        restart: refusal.restart,
    }
}

/// Gives the request its id, and turns every refusal below, and every bare error of the framework, into a problem.
pub async fn finish(State(environment): State<Environment>, mut request: Request, next: Next) -> Response {
    let correlation = environment.correlation();
    request.extensions_mut().insert(correlation.clone());
    // The path holds at most a flow's id, which is worth nothing without the cookie. The query may hold more.
    let span = tracing::info_span!("request", correlation_id = %correlation.0, method = %request.method(), path = request.uri().path());
    async move {
        let mut response = next.run(request).await;
        let status = response.status();
        let refusal = match response.extensions_mut().remove::<Refusal>() {
            Some(refusal) => refusal,
            None if is_problem(&response) || !(status.is_client_error() || status.is_server_error()) => {
                return response;
            }
            None => of_status(status),
        };
        let problem = problem(refusal, &correlation, environment.now());
        log(&problem);
        answer(&problem, response)
    }
    .instrument(span)
    .await
}

/// Writes one line for each problem. Problems hold no secrets, except inside an embedded flow, which is left out.
pub fn log(problem: &Problem) {
    let Problem { status, code, title, .. } = problem;
    if *status >= 500 {
        tracing::error!(status, code = code.name(), title, "problem");
    } else {
        tracing::info!(status, code = code.name(), title, "problem");
    }
}

/// Keeps answers of the API out of every cache, unless the handler says otherwise.
pub async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Seconds to wait for `retry_at` (RFC 9110 section 10.2.3), at least one.
pub fn retry_after(problem: &Problem) -> Option<i64> {
    problem.retry_at.map(|at| at.since(problem.server_time).max(1))
}

fn answer(problem: &Problem, bare: Response) -> Response {
    let (mut parts, _) = bare.into_parts();
    let body = serde_json::to_string(problem).unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if let Some(seconds) = retry_after(problem) {
        parts.headers.insert(header::RETRY_AFTER, seconds.into());
    }
    Response::from_parts(parts, body.into())
}

fn is_problem(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|value| value == MEDIA_TYPE)
}

/// What the framework refuses by status alone. The contract has no codes of its own for these: no page meets them.
fn of_status(status: StatusCode) -> Refusal {
    let (code, title) = match status {
        StatusCode::NOT_FOUND => (ProblemCode::BadRequest, "no such resource"),
        StatusCode::METHOD_NOT_ALLOWED => (ProblemCode::BadRequest, "no such method here"),
        StatusCode::PAYLOAD_TOO_LARGE => (ProblemCode::BadRequest, "the body is too large"),
        status if status.is_client_error() => (ProblemCode::BadRequest, "the request is not what the contract says"),
        _ => (ProblemCode::ServerError, "the server failed"),
    };
    Refusal::new(code, title).with_status(status.as_u16())
}
