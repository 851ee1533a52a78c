//! `POST /token` (RFC 6749 section 4.1.3): the product exchanges its code.

use auth_contract::Timestamp;
use axum::{
    Json,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode, header};
use rusqlite::Transaction;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{codes, query::Params};
use crate::{
    app::{App, SharedApp},
    entropy,
    refusal::Failure,
    store::sessions,
    vault::Fingerprint,
};

/// Seconds that an access token lives. There are no refresh tokens: the session makes a new sign-in effortless.
const LIFETIME: i64 = 60 * 60;

#[derive(Serialize)]
#[allow(clippy::struct_field_names)] // the names of RFC 6749 section 5.1
struct Token {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
}

/// RFC 6749 section 5.2.
#[derive(Debug, Serialize)]
struct Refused {
    error: &'static str,
    error_description: &'static str,
    #[serde(skip)]
    status: StatusCode,
}

const fn refuse(error: &'static str, error_description: &'static str) -> Refused {
    Refused { error, error_description, status: StatusCode::BAD_REQUEST }
}

/// The image under which an access token is stored.
pub fn fingerprint(app: &App, token: &str) -> Fingerprint {
    app.vault.fingerprint("access token", token.as_bytes())
}

pub async fn token(State(app): State<SharedApp>, headers: HeaderMap, body: Bytes) -> Response {
    let parts = app.clone();
    let exchanged = app.store.transact(move |tx| exchange(&parts, tx, &headers, &body, parts.clock.now())).await;
    let mut answer = match exchanged {
        Ok(Ok(token)) => Json(token).into_response(),
        Ok(Err(refused)) => {
            tracing::info!(error = refused.error, description = refused.error_description, "token request refused");
            (refused.status, Json(refused)).into_response()
        }
        Err(failure) => failure.into_response(),
    };
    if answer.status() == StatusCode::UNAUTHORIZED {
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, http::HeaderValue::from_static("Basic"));
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    answer
}

fn exchange(
    app: &App,
    tx: &Transaction<'_>,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<Result<Token, Refused>, Failure> {
    let is_form = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        value.split(';').next().is_some_and(|essence| essence.trim() == "application/x-www-form-urlencoded")
    });
    if !is_form {
        return Ok(Err(refuse("invalid_request", "the body is not a form")));
    }
    if headers.contains_key(header::AUTHORIZATION) {
        let refused = refuse("invalid_client", "clients are public and have nothing to authenticate with");
        return Ok(Err(Refused { status: StatusCode::UNAUTHORIZED, ..refused }));
    }
    let params = Params::parse(body);
    if params.are_malformed() {
        return Ok(Err(refuse("invalid_request", "a parameter is repeated or too long")));
    }
    match params.get("grant_type") {
        Some("authorization_code") => {}
        Some(_) => return Ok(Err(refuse("unsupported_grant_type", "only authorization_code is supported"))),
        None => return Ok(Err(refuse("invalid_request", "grant_type is missing"))),
    }
    let (Some(presented), Some(verifier)) = (params.get("code"), params.get("code_verifier")) else {
        return Ok(Err(refuse("invalid_request", "code or code_verifier is missing")));
    };
    let Some(client) = params.get("client_id").and_then(|id| app.clients.get(id)) else {
        return Ok(Err(refuse("invalid_client", "unknown client_id")));
    };

    let code_fingerprint = codes::fingerprint(app, presented);
    let invalid = Ok(Err(refuse("invalid_grant", "the code is unknown, used, expired or not for this request")));
    let Some(code) = sessions::code(tx, &code_fingerprint)? else { return invalid };
    if code.redeemed_at.is_some() {
        let revoked = sessions::revoke_tokens_of_code(tx, &code_fingerprint)?;
        tracing::warn!(client = client.id, revoked, "an authorization code came twice; its tokens are revoked");
        return invalid;
    }
    let is_for_this_request = code.client_id == client.id
        && params.get("redirect_uri") == Some(&code.redirect_uri)
        && BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == code.code_challenge;
    if code.expires_at <= now || !is_for_this_request || sessions::by_id(tx, &code.session_id, now)?.is_none() {
        return invalid;
    }
    sessions::mark_redeemed(tx, &code_fingerprint, now)?;
    let access_token = entropy::token(&*app.entropy);
    let expires_at = now.plus(LIFETIME);
    sessions::insert_token(tx, &fingerprint(app, &access_token), &code_fingerprint, &code, expires_at)?;
    Ok(Ok(Token { access_token, token_type: "Bearer", expires_in: LIFETIME }))
}
