//! The gallery at `/gallery/`: the same static files that a designer opens from a folder.

use std::path::{Path, PathBuf};

use axum::{
    Router,
    extract::{Request, State},
    http::Uri,
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use contract_http::site::not_found;
use http::{HeaderValue, StatusCode, header};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// The shell shows screens in frames of its own origin. Brands bring styles, fonts and pictures inside a script, and the
/// gallery swaps them, so that no digest could name them; nothing may be asked for over the network.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
                   img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self'; frame-ancestors 'self'; \
                   connect-src 'none'; form-action 'none'; base-uri 'none'";

/// Serves the files of `folder`.
pub fn router(folder: &Path) -> Router {
    let files = || get(file).with_state(folder.to_owned());
    Router::new()
        // Files refer to each other by relative names, which need the slash.
        .route("/gallery", get(async || Redirect::permanent("/gallery/")))
        .route("/gallery/", files())
        .route("/gallery/{*path}", files())
        .layer(from_fn(finish))
}

async fn file(State(folder): State<PathBuf>, mut request: Request) -> Response {
    let below = request.uri().path().strip_prefix("/gallery").and_then(|path| path.parse::<Uri>().ok());
    let Some(below) = below else { return not_found::page() };
    let is_front = below.path() == "/";
    *request.uri_mut() = below;
    match ServeDir::new(&folder).oneshot(request).await {
        Ok(found) if found.status() == StatusCode::NOT_FOUND && is_front => {
            let message = "The gallery is not built.\n\nBuild it:\n\n    cargo xtask gallery\n\nthen reload.\n";
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], message).into_response()
        }
        Ok(found) if found.status() == StatusCode::NOT_FOUND => not_found::page(),
        Ok(found) => found.map(axum::body::Body::new),
        Err(error) => {
            tracing::error!(%error, "reading the gallery");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Adds the headers of these files; the page that says that there is nothing has its own.
async fn finish(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CSP));
    headers.entry(header::X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("SAMEORIGIN"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}
