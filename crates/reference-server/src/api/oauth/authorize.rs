//! `GET /authorize` (RFC 6749 section 4.1.1): the product sends a person here.

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, header};

use crate::{
    app::SharedApp, cookies, domain::oauth::query::Params, flow::cookie_fingerprint, refusal::Failure,
    services::oauth::authorize::decide,
};

pub async fn authorize(State(app): State<SharedApp>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let session =
        cookies::read(&headers, cookies::SESSION).map(|value| cookie_fingerprint::session(&app.flow.vault, value));
    let parts = app.clone();
    let decided = app
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
