//! `GET|POST /userinfo`: who an access token stands for, so that a product can greet the person.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    api::{failure::Failure, state::SharedApi},
    services::oauth::userinfo,
};

pub async fn show(State(api): State<SharedApi>, headers: HeaderMap) -> Response {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(authorization) = authorization else { return challenge("Bearer") };
    // The scheme is case-insensitive (RFC 9110 section 11.1).
    let bearer = authorization.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, presented)) = bearer else { return challenge(r#"Bearer error="invalid_request""#) };
    let (parts, presented) = (api.clone(), presented.trim().to_owned());
    let found = api.store.transact(move |tx| {
        let now = parts.clock.now();
        Ok::<_, Failure>(userinfo::of_token(tx, &parts.flow.vault, &presented, now)?)
    });
    match found.await {
        Ok(Some(info)) => ([(header::CACHE_CONTROL, "no-store")], Json(info)).into_response(),
        Ok(None) => challenge(r#"Bearer error="invalid_token""#),
        Err(failure) => failure.into_response(),
    }
}

fn challenge(value: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, HeaderValue::from_static(value))]).into_response()
}
