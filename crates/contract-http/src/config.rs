//! The answer of `GET /config`. It changes rarely and is asked for often, so it carries an entity tag.

use auth_contract::Config;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};

use crate::entity_tag;

/// 200 with `config` as JSON, or 304 when the request names its entity tag.
pub fn respond(config: &Config, headers: &HeaderMap) -> Response {
    let body = serde_json::to_string(config).unwrap_or_default();
    let tag = entity_tag::of(body.as_bytes());
    let is_known = entity_tag::is_known(headers, &tag);
    let caching = [(header::ETAG, tag), (header::CACHE_CONTROL, "no-cache".into())];
    if is_known {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
