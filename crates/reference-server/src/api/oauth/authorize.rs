//! `GET /authorize` (RFC 6749 section 4.1.1): the product sends a person here.

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use contract_http::cookies;
use http::{HeaderMap, header};

use crate::{
    api::{failure::Failure, state::SharedApi},
    domain::oauth::query::Params,
    flow::cookie_fingerprint,
    services::oauth::authorize::decide,
};

pub async fn authorize(State(api): State<SharedApi>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let session =
        cookies::read(&headers, cookies::SESSION).map(|value| cookie_fingerprint::session(&api.flow.vault, value));
    let parts = api.clone();
    let decided = api
        .store
        .transact(move |tx| {
            let params = Params::parse(query.unwrap_or_default().as_bytes());
            Ok::<_, Failure>(decide(&parts.flow, tx, &params, session.as_ref(), parts.clock.now())?)
        })
        .await;
    match decided {
        // The address holds the product's state and perhaps a code.
        Ok(target) => ([(header::CACHE_CONTROL, "no-store")], Redirect::to(&target)).into_response(),
        Err(failure) => failure.into_response(),
    }
}
