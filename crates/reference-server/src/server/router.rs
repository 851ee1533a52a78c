//! The whole server as one service.

use axum::Router;

use super::composition::Server;
use crate::api::{self, http_adapter};
#[cfg(feature = "dev")]
use crate::dev;

/// The whole server as one service.
pub fn router(server: &Server) -> Router {
    let api = &server.api;
    let middleware = http_adapter::middleware(api);
    let pages = http_adapter::site(api).router::<()>();
    #[cfg(feature = "dev")]
    let pages =
        if server.settings.dev { pages.merge(dev::router(api, server.settings.gallery.as_deref())) } else { pages };
    let router = api::router(api)
        .merge(api::federation_callback::router(api))
        .merge(api::oauth::router(api))
        .with_state(api.clone())
        .merge(middleware.page(pages));
    #[cfg(feature = "dev")]
    let router = if server.settings.dev { dev::only_loopback_names(router) } else { router };
    middleware.server(router)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

    use auth_contract::{Problem, ProblemCode};
    use axum::{
        body::{Body, to_bytes},
        extract::State,
        routing::get,
    };
    use http::Request;
    use tower::ServiceExt;

    use super::*;
    use crate::{
        api::{SharedApi, failure::Failure},
        base::{
            clock::{Clock, SystemTimeSource},
            entropy::OsEntropy,
        },
        domain::oauth::Clients,
        server::settings::Settings,
    };

    /// Settings in earnest, with nothing to send by.
    fn settings(public_origin: &str) -> Settings {
        Settings {
            dev: false,
            public_origin: public_origin.into(),
            site: PathBuf::new(),
            home: "/".into(),
            brand: None,
            brand_hosts: BTreeMap::new(),
            gallery: None,
            issuer: "Northwind".into(),
            support: None,
            requests_per_minute: 240,
            trusted_proxies: 0,
            mail: None,
            account_mail: true,
            sms: None,
            sms_countries: vec!["NO".into()],
            breaches: None,
            gate: None,
            providers: None,
        }
    }

    async fn panics() {
        panic!("a secret in the message");
    }

    async fn panics_in_the_database(State(api): State<SharedApi>) -> Result<(), Failure> {
        api.store.transact(|_| panic!("a secret in the message")).await
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_without_its_message_and_the_server_goes_on() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let settings = settings("https://auth.example.com");
        let clock = Clock::new(SystemTimeSource);
        let server = Server::open(folder.path(), settings, Clients::default(), clock, Arc::new(OsEntropy));
        let server = server.expect("the state opens");
        let routes =
            Router::new().route("/panics", get(panics)).route("/panics-in-the-database", get(panics_in_the_database));
        let routes = http_adapter::middleware(&server.api).api(routes).with_state(server.api.clone());
        let service = routes.merge(router(&server));

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
