//! The guard against cross-site request forgery. It needs no token, which could go stale, but three things that only the
//! page itself can send: a custom header, `sec-fetch-site: same-origin` or its own `origin`, and a JSON body.

use std::sync::Arc;

use auth_contract::{CLIENT_HEADER, ProblemCode};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, header};

use crate::{Origins, Refusal};

/// Lets through what the page sends from its own origin, and refuses everything else with `cross_origin`.
pub async fn same_origin(State(origins): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    match check(request.method(), request.headers(), &origins.of_request(request.headers())) {
        Ok(()) => next.run(request).await,
        Err(title) => Refusal::new(ProblemCode::CrossOrigin, title).into_response(),
    }
}

fn check(method: &Method, headers: &HeaderMap, own_origin: &str) -> Result<(), &'static str> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let changes_something = !matches!(*method, Method::GET | Method::HEAD);
    if !headers.contains_key(CLIENT_HEADER) {
        return Err("the header x-portico is missing");
    }
    // Browsers without Fetch Metadata (W3C) still send `origin` with every POST.
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin"), _) => {}
        (Some(_), _) => return Err("the request comes from another site"),
        (None, Some(origin)) if origin == own_origin => {}
        (None, Some(_)) => return Err("the request comes from another origin"),
        // A same-origin GET has neither in older browsers. Another site cannot send the custom header above.
        (None, None) if changes_something => return Err("the request does not say where it comes from"),
        (None, None) => {}
    }
    let is_json = text(header::CONTENT_TYPE.as_str()).is_some_and(|value| {
        value.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
    });
    if *method == Method::POST && !is_json {
        return Err("the body is not application/json");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://auth.example.com";

    fn post(headers: &[(&'static str, &'static str)]) -> Result<(), &'static str> {
        let headers = headers
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), http::HeaderValue::from_static(value)))
            .collect();
        check(&Method::POST, &headers, ORIGIN)
    }

    #[test]
    fn the_page_itself_passes() {
        let json = ("content-type", "application/json; charset=utf-8");
        assert_eq!(post(&[("x-portico", "1"), ("sec-fetch-site", "same-origin"), json]), Ok(()));
        assert_eq!(post(&[("x-portico", "1"), ("origin", ORIGIN), json]), Ok(()));
    }

    #[test]
    fn everything_else_is_refused() {
        let json = ("content-type", "application/json");
        let same = ("sec-fetch-site", "same-origin");
        for request in [
            &[same, json][..],
            &[("x-portico", "1"), ("sec-fetch-site", "cross-site"), ("origin", ORIGIN), json],
            &[("x-portico", "1"), ("sec-fetch-site", "same-site"), json],
            &[("x-portico", "1"), ("sec-fetch-site", "none"), json],
            &[("x-portico", "1"), ("origin", "https://auth.example.com.evil.example"), json],
            &[("x-portico", "1"), ("origin", "null"), json],
            &[("x-portico", "1"), json],
            &[("x-portico", "1"), same],
            &[("x-portico", "1"), same, ("content-type", "text/plain")],
            &[("x-portico", "1"), same, ("content-type", "text/plain;application/json")],
        ] {
            assert!(post(request).is_err(), "{request:?}");
        }
    }
}
