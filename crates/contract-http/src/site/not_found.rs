//! The page for addresses that lead nowhere, always with status 404. Never the sign-in page itself: password managers
//! probe unknown `/.well-known/` addresses and must not find anything there.

use axum::response::{IntoResponse, Response};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{StatusCode, header};
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("not_found.css");

/// A page without other files, since those may be what is missing, and without a brand, since it stands on the hosts of
/// all brands.
pub fn page() -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Page not found" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "There is nothing at this address" }
                    p { "The link may be old or mistyped." }
                    p { a href="/" { "Go to the sign-in page" } }
                }
            }
        }
    };
    // The one inline style is allowed by its hash (CSP level 3 section 2.3.1).
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    let csp = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'");
    let headers = [(header::CACHE_CONTROL, "no-store".to_owned()), (header::CONTENT_SECURITY_POLICY, csp)];
    (StatusCode::NOT_FOUND, headers, page).into_response()
}
