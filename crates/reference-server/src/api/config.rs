//! `GET /config`.

use auth_contract::Config;
use axum::{
    extract::State as Parts,
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::{app::SharedApp, site::Site};

/// What the operator has set, with a validator: it changes rarely and is asked for often.
pub async fn show(Parts(app): Parts<SharedApp>, headers: HeaderMap) -> Response {
    let locales = Site::read(&app.settings.site).await.map_or_else(|_| vec!["en".into()], |site| site.languages);
    let config = Config { brand: app.settings.brand.clone(), locales, providers: Vec::new(), notices: Vec::new() };
    let body = serde_json::to_string(&config).unwrap_or_default();
    let etag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(&body)[..12]));
    let caching = [(header::ETAG, etag.clone()), (header::CACHE_CONTROL, "no-cache".into())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
