//! `GET /config`.

use auth_contract::Config;
use axum::{
    extract::{RawQuery, State as Parts},
    response::Response,
};
use contract_http::config;
use http::HeaderMap;

use super::{http_adapter, state::SharedApi};

/// What the operator has set. The brand is the one that the page at `/` with the same query has.
pub async fn show(Parts(api): Parts<SharedApi>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let site = http_adapter::site(&api);
    let (brand, locales) = site.brand_and_languages(&query.unwrap_or_default(), &headers).await;
    let config = Config { brand, locales, providers: api.flow.registrations.social(), notices: Vec::new() };
    config::respond(&config, &headers)
}
