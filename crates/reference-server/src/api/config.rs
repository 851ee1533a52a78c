//! `GET /config`.

use auth_contract::Config;
use axum::{
    extract::{RawQuery, State as Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::{
    app::SharedApp,
    site::{self, Site},
};

/// The brand and the language of a page that is not built.
const NOT_BUILT: (&str, &str) = ("portico", "en");

/// What the operator has set, with a validator: it changes rarely and is asked for often. The brand is the one that the
/// page at `/` with the same query has.
pub async fn show(Parts(app): Parts<SharedApp>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let chosen = site::brand::choose(&app, &query.unwrap_or_default(), &headers).await;
    let (brand, locales) = match Site::read(&app.settings.site).await {
        Ok(site) => {
            let (name, brand, _) = site.brand(chosen.as_deref());
            let name = if name.is_empty() { NOT_BUILT.0 } else { name };
            (name.to_owned(), brand.languages.clone())
        }
        Err(_) => (chosen.unwrap_or_else(|| NOT_BUILT.0.into()), vec![NOT_BUILT.1.into()]),
    };
    let config = Config { brand, locales, providers: app.flow.registrations.social(), notices: Vec::new() };
    let body = serde_json::to_string(&config).unwrap_or_default();
    let etag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(&body)[..12]));
    let caching = [(header::ETAG, etag.clone()), (header::CACHE_CONTROL, "no-cache".into())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
