//! Authorization codes: made when a person is signed in, bound to the client's PKCE challenge.

use auth_contract::{Secret, Timestamp};
use rusqlite::Transaction;

use super::context::Context;
use crate::{
    base::{
        entropy,
        vault::{Fingerprint, Vault},
    },
    domain::oauth::{AuthorizationRequest, Client, redirect_uri},
    store::{
        StoreError,
        sessions::{self, Code, Session},
    },
};

/// Seconds that a code lives when the browser carries it on at once.
pub const WEB_LIFETIME: i64 = 60;
/// Seconds that a code lives when a person must press "Open the context" first (RFC 6749 section 4.1.2: at most ten minutes).
pub const NATIVE_LIFETIME: i64 = 5 * 60;

/// A code, and the redirect that carries it.
pub struct Issued {
    pub code: Secret,
    pub redirect_to: String,
}

/// The image under which a code is stored.
pub fn fingerprint(vault: &Vault, code: &str) -> Fingerprint {
    vault.fingerprint("authorization code", code.as_bytes())
}

/// Makes a code for `request` on the strength of `session`.
pub fn issue(
    context: &Context,
    tx: &Transaction<'_>,
    client: &Client,
    request: &AuthorizationRequest,
    session: &Session,
    now: Timestamp,
) -> Result<Issued, StoreError> {
    let code = entropy::token(&*context.entropy);
    let lifetime = if client.is_native() { NATIVE_LIFETIME } else { WEB_LIFETIME };
    let stored = Code {
        session_id: session.id.clone(),
        client_id: request.client_id.clone(),
        redirect_uri: request.redirect_uri.clone(),
        code_challenge: request.code_challenge.clone(),
        expires_at: now.plus(lifetime),
        redeemed_at: None,
    };
    sessions::insert_code(tx, &fingerprint(&context.vault, &code), &stored)?;
    let mut params = vec![("code", code.as_str())];
    params.extend(request.state.as_deref().map(|state| ("state", state)));
    // RFC 9207: the client sees who answered, which stops mix-ups between servers.
    params.push(("iss", &context.settings.public_origin));
    let redirect_to = redirect_uri::with_params(&request.redirect_uri, &params);
    Ok(Issued { code: Secret::new(code), redirect_to })
}
