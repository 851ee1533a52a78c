//! `GET|POST /userinfo`: who an access token stands for, so that a product can greet the person.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

use super::token;
use crate::{
    app::SharedApp,
    refusal::Failure,
    store::{accounts, sessions},
};

/// Claims after OpenID Connect Core section 5.1.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UserInfo {
    pub sub: String,
    pub name: String,
    pub preferred_username: String,
    /// Authentication methods (RFC 8176).
    pub amr: Vec<String>,
    /// When the person signed in, seconds since 1970-01-01T00:00:00Z.
    pub auth_time: i64,
}

pub async fn userinfo(State(app): State<SharedApp>, headers: HeaderMap) -> Response {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(authorization) = authorization else { return challenge("Bearer") };
    // The scheme is case-insensitive (RFC 9110 section 11.1).
    let bearer = authorization.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, presented)) = bearer else { return challenge(r#"Bearer error="invalid_request""#) };
    let fingerprint = token::fingerprint(&app, presented.trim());
    let now = app.clock.now();
    let found = app.store.transact(move |tx| {
        let Some(session) = sessions::by_token(tx, &fingerprint, now)? else { return Ok(None) };
        let account = accounts::by_id(tx, &session.account_id)?;
        Ok::<_, Failure>(account.map(|account| (session, account)))
    });
    match found.await {
        Ok(Some((session, account))) => {
            let info = UserInfo {
                sub: account.id,
                name: account.name,
                preferred_username: account.username,
                amr: session.amr,
                auth_time: session.auth_time.0,
            };
            ([(header::CACHE_CONTROL, "no-store")], Json(info)).into_response()
        }
        Ok(None) => challenge(r#"Bearer error="invalid_token""#),
        Err(failure) => failure.into_response(),
    }
}

fn challenge(value: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, HeaderValue::from_static(value))]).into_response()
}
