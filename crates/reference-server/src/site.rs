//! The built page, as `cargo xtask build` leaves it: documents by language, assets that never change, and the headers
//! that a host must send with them.

pub mod brand;
mod document;
mod gallery;
mod language;
mod not_found;
mod well_known;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use serde::Deserialize;
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::app::SharedApp;

/// `headers.json` of the built page.
#[derive(Debug, Deserialize)]
pub struct Site {
    /// Of the default brand.
    #[serde(flatten)]
    default: OfBrand,
    /// For everything below `assets/`.
    assets: Headers,
    /// The brand whose documents stand at the top; empty for a page without brands.
    #[serde(default)]
    default_brand: String,
    /// Every brand, the default one included.
    #[serde(default)]
    brands: BTreeMap<String, OfBrand>,
}

/// What a brand's documents need.
#[derive(Debug, Deserialize)]
pub struct OfBrand {
    /// For `index*.html`.
    documents: Headers,
    /// BCP 47, in the order shown.
    pub languages: Vec<String>,
    pub default_language: String,
}

type Headers = BTreeMap<String, String>;

impl Site {
    /// Reads it anew each time: the page is rebuilt while the server runs, and the file is small.
    pub async fn read(folder: &Path) -> std::io::Result<Self> {
        let json = tokio::fs::read(folder.join("headers.json")).await?;
        serde_json::from_slice(&json).map_err(Into::into)
    }

    /// The brand of this name, and where its documents stand. A name that is none of the page's is the default brand:
    /// people sign in, and the log says what is wrong.
    pub fn brand<'a>(&'a self, name: Option<&'a str>) -> (&'a str, &'a OfBrand, String) {
        if let Some(name) = name.filter(|name| *name != self.default_brand) {
            if let Some(brand) = self.brands.get(name) {
                return (name, brand, format!("brands/{name}/"));
            }
            tracing::warn!(name, "the page was built without this brand");
        }
        (&self.default_brand, &self.default, String::new())
    }
}

/// The page at `/`, its assets, and 404 for everything else.
pub fn router(app: &SharedApp) -> Router<SharedApp> {
    let page = Router::new()
        .route("/", get(document::serve))
        .route("/.well-known/change-password", get(well_known::change_password))
        .route("/.well-known/webauthn", get(well_known::related_origins))
        .fallback(file)
        .layer(from_fn_with_state(app.clone(), page_headers));
    match &app.settings.gallery {
        Some(folder) if app.settings.dev => page.merge(gallery::router(folder)),
        _ => page,
    }
}

/// A file of the built page. Documents are reached by `/` only: with the right language and headers.
async fn file(State(app): State<SharedApp>, uri: Uri, request: Request) -> Response {
    let is_internal = [".html", ".br", ".gz", "/headers.json"].iter().any(|end| uri.path().ends_with(end));
    if is_internal {
        return not_found::page();
    }
    let files = ServeDir::new(PathBuf::from(&app.settings.site))
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

/// Adds the headers of `headers.json` to assets; a document has its brand's already.
async fn page_headers(State(app): State<SharedApp>, request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    if !(response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED) {
        return response;
    }
    if is_asset && let Ok(site) = Site::read(&app.settings.site).await {
        insert_all(response.headers_mut(), &site.assets);
    }
    let caching = response.headers_mut().entry(header::CACHE_CONTROL);
    caching.or_insert(HeaderValue::from_static("no-cache"));
    response
}

fn insert_all(headers: &mut HeaderMap, additions: &Headers) {
    for (name, value) in additions {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        } else {
            tracing::error!(name, "headers.json holds a header that cannot be sent");
        }
    }
}
