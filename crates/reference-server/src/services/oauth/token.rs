//! The token endpoint (RFC 6749 section 4.1.3): a product exchanges its code.

use auth_contract::Timestamp;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rusqlite::Transaction;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    base::{
        entropy,
        vault::{Fingerprint, Vault},
    },
    domain::oauth::query::Params,
    flow::{Context, authorization_code},
    store::{StoreError, sessions},
};

/// Seconds that an access token lives. There are no refresh tokens: the session makes a new sign-in effortless.
const LIFETIME: i64 = 60 * 60;

/// A successful answer (RFC 6749 section 5.1).
#[derive(Serialize)]
#[allow(clippy::struct_field_names)] // the names of RFC 6749 section 5.1
pub struct Token {
    pub access_token: String,
    pub token_type: &'static str,
    pub expires_in: i64,
}

/// RFC 6749 section 5.2.
#[derive(Debug, Serialize)]
pub struct Refused {
    pub error: &'static str,
    pub error_description: &'static str,
}

pub const fn refuse(error: &'static str, error_description: &'static str) -> Refused {
    Refused { error, error_description }
}

/// The image under which an access token is stored.
pub fn fingerprint(vault: &Vault, token: &str) -> Fingerprint {
    vault.fingerprint("access token", token.as_bytes())
}

/// Exchanges the code in `params` for an access token.
pub fn exchange(
    context: &Context,
    tx: &Transaction<'_>,
    params: &Params,
    now: Timestamp,
) -> Result<Result<Token, Refused>, StoreError> {
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
    let Some(client) = params.get("client_id").and_then(|id| context.clients.get(id)) else {
        return Ok(Err(refuse("invalid_client", "unknown client_id")));
    };

    let code_fingerprint = authorization_code::fingerprint(&context.vault, presented);
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
    let access_token = entropy::token(&*context.entropy);
    let expires_at = now.plus(LIFETIME);
    sessions::insert_token(tx, &fingerprint(&context.vault, &access_token), &code_fingerprint, &code, expires_at)?;
    Ok(Ok(Token { access_token, token_type: "Bearer", expires_in: LIFETIME }))
}
