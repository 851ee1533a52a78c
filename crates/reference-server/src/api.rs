//! The auth API of the contract, below `/auth/v1`.

mod actions;
mod config;
pub mod federation_callback;
mod flows;
mod guard;
pub mod load;
pub mod oauth;
pub mod problem;
mod session;

use auth_contract::BASE_PATH;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{any, get, post},
};
use http::StatusCode;

use crate::{app::SharedApp, rate_limit};

/// Longest request body in bytes. A WebAuthn registration with an attestation chain is the largest thing to come.
const MAX_BODY: usize = 64 * 1024;

/// The routes. Whatever happens below, the answer is a type of the contract.
pub fn router(app: &SharedApp) -> Router<SharedApp> {
    let path = |rest: &str| format!("{BASE_PATH}{rest}");
    let routes = Router::new()
        .route(&path("/flows"), post(flows::start))
        .route(&path("/flows/{id}"), get(flows::resume).delete(flows::abandon))
        .route(&path("/flows/{id}/actions"), post(actions::act))
        .route(&path("/session"), get(session::show).delete(session::sign_out))
        .route(&path("/config"), get(config::show))
        // Not a fallback: what is unknown outside the API is another router's affair.
        .route(&path(""), any(StatusCode::NOT_FOUND))
        .route(&path("/"), any(StatusCode::NOT_FOUND))
        .route(&path("/{*unknown}"), any(StatusCode::NOT_FOUND));
    layered(routes, app)
}

/// What every route of the API goes through; the last layer is the outermost.
fn layered(routes: Router<SharedApp>, app: &SharedApp) -> Router<SharedApp> {
    routes
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(crate::longest_request())
        .layer(from_fn_with_state(app.clone(), rate_limit::limit))
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(crate::survive_panics())
        .layer(from_fn(problem::no_store))
        .layer(from_fn_with_state(app.clone(), problem::finish))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use auth_contract::{Problem, ProblemCode};
    use axum::{
        body::{Body, to_bytes},
        extract::State,
    };
    use http::Request;
    use tower::ServiceExt;

    use super::*;
    use crate::{
        app::App,
        base::{
            clock::{Clock, SystemTimeSource},
            entropy::OsEntropy,
        },
        domain::oauth::Clients,
        refusal::Failure,
    };

    async fn panics() {
        panic!("a secret in the message");
    }

    async fn panics_in_the_database(State(app): State<SharedApp>) -> Result<(), Failure> {
        app.store.transact(|_| panic!("a secret in the message")).await
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_without_its_message_and_the_server_goes_on() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let settings = crate::app::tests::settings("https://auth.example.com");
        let clock = Clock::new(SystemTimeSource);
        let app = App::open(folder.path(), settings, Clients::default(), clock, Arc::new(OsEntropy));
        let app = app.expect("the state opens");
        let routes =
            Router::new().route("/panics", get(panics)).route("/panics-in-the-database", get(panics_in_the_database));
        let service = layered(routes, &app).merge(router(&app)).with_state(app);

        for path in ["/panics", "/panics-in-the-database"] {
            let request = Request::get(path).header("x-portico", "1").body(Body::empty()).expect("a request");
            let Ok(answer) = service.clone().oneshot(request).await;
            assert_eq!(answer.status(), 500);
            let body = to_bytes(answer.into_body(), 10_000).await.expect("a body");
            let problem: Problem = serde_json::from_slice(&body).expect("a problem");
            assert_eq!(problem.code, ProblemCode::ServerError);
            assert!(!String::from_utf8_lossy(&body).contains("secret"));
        }
        let request = Request::get("/auth/v1/session").header("x-portico", "1").body(Body::empty()).expect("a request");
        let Ok(answer) = service.oneshot(request).await;
        assert_eq!(answer.status(), 200);
    }
}
