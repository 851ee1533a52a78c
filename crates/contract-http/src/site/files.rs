//! The files of the built page that are not documents: assets whose names change with their content, and icons.

use std::path::Path;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, Uri, header};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::{
    ProductBrand, Site,
    manifest::{Manifest, insert_all},
    not_found,
};

/// A file of the built page, or the not-found page. Documents are reached by `/` only: there they come in the right
/// language and with their headers.
pub async fn serve<B: ProductBrand>(State(site): State<Site<B>>, uri: Uri, request: Request) -> Response {
    let is_internal = [".html", ".br", ".gz", "/headers.json"].iter().any(|end| uri.path().ends_with(end));
    if is_internal {
        return not_found::page();
    }
    let files = ServeDir::new(Path::new(&site.settings.folder))
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    match files.oneshot(request).await {
        Ok(found) if found.status() == StatusCode::NOT_FOUND => not_found::page(),
        Ok(found) => found.map(axum::body::Body::new),
        Err(error) => {
            tracing::error!(%error, "reading the built page");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Adds the headers of `headers.json` to assets. A document has those of its brand already.
pub async fn headers<B: ProductBrand>(State(site): State<Site<B>>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    if !(response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED) {
        return response;
    }
    if is_asset && let Ok(manifest) = Manifest::read(&site.settings.folder).await {
        insert_all(response.headers_mut(), &manifest.assets);
    }
    let caching = response.headers_mut().entry(header::CACHE_CONTROL);
    caching.or_insert(HeaderValue::from_static("no-cache"));
    response
}
