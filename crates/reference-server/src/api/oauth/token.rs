//! `POST /token` (RFC 6749 section 4.1.3): the product exchanges its code. Clients are public and have nothing to
//! authenticate with.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};

use crate::{
    api::{failure::Failure, state::SharedApi},
    domain::oauth::query::Params,
    services::oauth::token::{Refused, exchange, refuse},
};

pub async fn token(State(api): State<SharedApi>, headers: HeaderMap, body: Bytes) -> Response {
    let mut answer = match accepted(&headers) {
        Ok(()) => {
            let parts = api.clone();
            let params = Params::parse(&body);
            let exchanged = api
                .store
                .transact(move |tx| Ok::<_, Failure>(exchange(&parts.flow, tx, &params, parts.clock.now())?))
                .await;
            match exchanged {
                Ok(Ok(token)) => Json(token).into_response(),
                Ok(Err(refused)) => refusal(StatusCode::BAD_REQUEST, refused),
                Err(failure) => failure.into_response(),
            }
        }
        Err((status, refused)) => refusal(status, refused),
    };
    if answer.status() == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, http::HeaderValue::from_static("Basic"));
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    answer
}

/// What is wrong with a request before its parameters are read.
fn accepted(headers: &HeaderMap) -> Result<(), (StatusCode, Refused)> {
    let is_form = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(';').next().is_some_and(|essence| essence.trim() == "application/x-www-form-urlencoded")
    });
    if !is_form {
        return Err((StatusCode::BAD_REQUEST, refuse("invalid_request", "the body is not a form")));
    }
    if headers.contains_key(header::AUTHORIZATION) {
        let refused = refuse("invalid_client", "clients are public and have nothing to authenticate with");
        return Err((StatusCode::UNAUTHORIZED, refused));
    }
    Ok(())
}

fn refusal(status: StatusCode, refused: Refused) -> Response {
    tracing::info!(error = refused.error, description = refused.error_description, "token request refused");
    (status, Json(refused)).into_response()
}
