//! The lobby's JSON for tools and tests.

use auth_contract::{Method, Secret, Timestamp};
use axum::{Json, extract::State};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{
    clock,
    people::{self, PEOPLE},
};
use crate::{
    api::failure::Failure,
    api::{Api, SharedApi},
    domain::{identifier, recovery_code},
    flow::authenticator_secret::open_seed,
    store::{StoreError, accounts, authenticators, recovery_codes},
};

/// A demo person, as `GET /dev/accounts` shows them.
#[derive(Serialize)]
pub struct DemoAccount {
    pub username: &'static str,
    /// Absent for people who have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<&'static str>,
    pub purpose: &'static str,
    pub name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'static str>,
    /// E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<&'static str>,
    /// Base32, for people who have an authenticator app now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp_secret: Option<String>,
    /// Those of the first day that still work. People who enrol are shown theirs once, as everybody else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recovery_codes: Vec<&'static str>,
}

/// `GET /dev/accounts`.
pub async fn accounts(State(api): State<SharedApi>) -> Result<Json<Vec<DemoAccount>>, Failure> {
    let parts = api.clone();
    Ok(Json(api.store.transact(move |tx| demo_accounts(&parts, tx)).await?))
}

pub fn demo_accounts(api: &Api, tx: &rusqlite::Transaction<'_>) -> Result<Vec<DemoAccount>, Failure> {
    let mut found = Vec::new();
    for person in &PEOPLE {
        let Some(account) = accounts::by_username_key(tx, &identifier::key(person.username))? else { continue };
        let totp = authenticators::of_method(tx, &account.id, Method::Totp)?.into_iter().next();
        let secret = totp.map(|totp| open_seed(&api.flow.vault, &totp)).transpose()?;
        let mut recovery_codes = Vec::new();
        for code in people::RECOVERY_CODES {
            let fingerprint = recovery_code::fingerprint(&api.flow.vault, &account.id, &Secret::new(code));
            if recovery_codes::works(tx, &account.id, &fingerprint)? {
                recovery_codes.push(code);
            }
        }
        found.push(DemoAccount {
            username: person.username,
            password: person.password(),
            purpose: person.purpose,
            name: person.name,
            email: person.email,
            phone: person.phone,
            recovery_codes,
            totp_secret: secret.map(|seed| seed.expose().into()),
        });
    }
    Ok(found)
}

#[derive(Deserialize)]
pub struct MoveClock {
    advance_seconds: i64,
}

#[derive(Serialize)]
pub struct ClockState {
    now: Timestamp,
    offset_seconds: i64,
}

/// `POST /dev/clock`.
pub async fn move_clock(State(api): State<SharedApi>, Json(by): Json<MoveClock>) -> Result<Json<ClockState>, Failure> {
    clock::set(&api, api.clock.offset_seconds().saturating_add(by.advance_seconds)).await?;
    Ok(Json(ClockState { now: api.clock.now(), offset_seconds: api.clock.offset_seconds() }))
}

/// `POST /dev/reset`: everything as after the first start.
pub async fn reset(State(api): State<SharedApi>) -> Result<StatusCode, Failure> {
    clock::set(&api, 0).await?;
    api.store.transact(crate::store::erase).await?;
    let parts = api.clone();
    tokio::task::spawn_blocking(move || people::seed(&parts)).await.map_err(StoreError::from)??;
    Ok(StatusCode::NO_CONTENT)
}
