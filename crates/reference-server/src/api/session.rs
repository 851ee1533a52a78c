//! `GET /session` and `DELETE /session`.

use auth_contract::{Session, SignedOut, Subject};
use axum::{
    Json,
    extract::State as Parts,
    response::{AppendHeaders, IntoResponse},
};
use contract_http::cookies;
use http::{HeaderMap, HeaderName, header};

use super::load::Browser;
use crate::{
    api::{failure::Failure, state::SharedApi},
    domain::identifier,
    store::{accounts, sessions},
};

/// Who is signed in.
pub async fn show(Parts(api): Parts<SharedApi>, headers: HeaderMap) -> Result<Json<Session>, Failure> {
    let now = api.clock.now();
    let Some(fingerprint) = Browser::of(&api, &headers).session else { return Ok(Json(nobody(&api))) };
    let found = api.store.transact(move |tx| {
        let Some(session) = sessions::by_fingerprint(tx, &fingerprint, now)? else { return Ok(None) };
        let account = accounts::by_id(tx, &session.account_id)?;
        Ok::<_, Failure>(account.map(|account| (session, account)))
    });
    let Some((session, account)) = found.await? else { return Ok(Json(nobody(&api))) };
    Ok(Json(Session {
        subject: Some(Subject { masked: identifier::masked(&account.username), display: account.username }),
        amr: session.amr,
        expires_at: Some(session.expires_at),
        server_time: now,
    }))
}

/// Signs out: the session ends with every token that came from it, and the browser forgets what it holds.
pub async fn sign_out(Parts(api): Parts<SharedApi>, headers: HeaderMap) -> Result<impl IntoResponse, Failure> {
    if let Some(fingerprint) = Browser::of(&api, &headers).session {
        api.store.transact(move |tx| sessions::delete(tx, &fingerprint)).await?;
    }
    let removed = [cookies::FLOW, cookies::SESSION].map(|name| (header::SET_COOKIE, cookies::remove(name)));
    // Not "cookies": that would also clear those of the product and of every other host below the same domain.
    let clear = [(HeaderName::from_static("clear-site-data"), r#""cache", "storage""#)];
    Ok((AppendHeaders(removed), clear, Json(SignedOut { redirect_to: None })))
}

fn nobody(api: &SharedApi) -> Session {
    Session { subject: None, amr: Vec::new(), expires_at: None, server_time: api.clock.now() }
}
