//! Static files of the development pages, and the headers of these pages.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, uri::Authority};

use crate::api::SharedApi;

/// Everything from here, nothing inline.
const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; \
                   base-uri 'none'; frame-ancestors 'none'";

/// `GET /dev/lobby.css`.
pub async fn lobby_css() -> Response {
    file("text/css; charset=utf-8", include_str!("assets/lobby.css"))
}

/// `GET /dev/lobby.js`.
pub async fn lobby_js() -> Response {
    file("text/javascript; charset=utf-8", include_str!("assets/lobby.js"))
}

/// `GET /dev/product.css`.
pub async fn product_css() -> Response {
    file("text/css; charset=utf-8", include_str!("assets/product.css"))
}

fn file(media_type: &'static str, body: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-cache")], body).into_response()
}

/// Keeps other sites out, and adds the headers of these pages.
pub async fn guard(State(api): State<SharedApi>, request: Request, next: Next) -> Response {
    let changes_something = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes_something && comes_from_elsewhere(request.headers(), &api.origins.of_request(request.headers())) {
        return (StatusCode::FORBIDDEN, "This request comes from another site.\n").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    // With `no-referrer` browsers send `Origin: null` along with a form.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Answers to names of this computer only. Otherwise a page of any site whose name is made to point here (DNS
/// rebinding) could read the demo's secrets as its own.
pub async fn loopback_names_only(request: Request, next: Next) -> Response {
    let authority = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let is_loopback = authority.and_then(|host| host.parse::<Authority>().ok()).is_some_and(|authority| {
        let host = authority.host();
        // Names below `localhost` never leave this computer either (RFC 6761 section 6.3).
        host == "localhost"
            || host.ends_with(".localhost")
            || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    });
    // HTTP/1.0 and in-process calls have no Host; no browser makes such requests.
    if authority.is_none() || is_loopback {
        return next.run(request).await;
    }
    (StatusCode::MISDIRECTED_REQUEST, "Development mode answers to localhost only.\n").into_response()
}

/// Tools send neither header; browsers send at least one with every POST.
fn comes_from_elsewhere(headers: &HeaderMap, public_origin: &str) -> bool {
    match (headers.get("sec-fetch-site"), headers.get(header::ORIGIN)) {
        (Some(site), _) => site != "same-origin",
        (None, Some(origin)) => origin.as_bytes() != public_origin.as_bytes(),
        (None, None) => false,
    }
}
