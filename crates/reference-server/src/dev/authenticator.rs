//! The simulated authenticator app: the current code of everybody who has one, so that nobody needs a phone to try.

use std::collections::BTreeSet;

use auth_contract::{Method, Secret, Timestamp};
use axum::{Json, extract::State};
use rusqlite::Transaction;
use serde::Serialize;

use super::people::PEOPLE;
use crate::{
    api::failure::Failure,
    api::{Api, SharedApi},
    domain::{identifier, totp},
    flow::{About, Stage, authenticator_secret::open_seed},
    store::{StoreError, accounts, authenticators, flows},
};

/// What the app's screen shows.
#[derive(Serialize)]
pub struct Screen {
    pub now: Timestamp,
    /// Seconds that a code lives.
    pub period: u8,
    /// Seconds until the codes change.
    pub seconds_left: i64,
    pub entries: Vec<Entry>,
}

#[derive(Serialize)]
pub struct Entry {
    pub name: String,
    pub username: String,
    pub code: String,
    /// The sign-in page shows this seed right now, and waits for its first code.
    pub being_set_up: bool,
}

/// `GET /dev/authenticator`.
pub async fn show(State(api): State<SharedApi>) -> Result<Json<Screen>, Failure> {
    let parts = api.clone();
    Ok(Json(api.store.transact(move |tx| Ok::<_, Failure>(screen(&parts, tx)?)).await?))
}

/// The screen now; seeds on the sign-in page first, because somebody is waiting for their codes.
pub fn screen(api: &Api, tx: &Transaction<'_>) -> Result<Screen, StoreError> {
    let now = api.clock.now();
    let mut entries = being_set_up(api, tx, now)?;
    for person in &PEOPLE {
        let Some(account) = accounts::by_username_key(tx, &identifier::key(person.username))? else { continue };
        for authenticator in authenticators::of_method(tx, &account.id, Method::Totp)? {
            let seed = open_seed(&api.flow.vault, &authenticator)?;
            entries.push(entry(&account.name, &account.username, &seed, now, false));
        }
    }
    let period = i64::from(totp::PERIOD);
    Ok(Screen { now, period: totp::PERIOD, seconds_left: period - now.0.rem_euclid(period), entries })
}

/// The newest enrolment of each person.
fn being_set_up(api: &Api, tx: &Transaction<'_>, now: Timestamp) -> Result<Vec<Entry>, StoreError> {
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    for flow in flows::active::<About>(tx, &api.flow.vault, now)? {
        let state = &flow.about.state;
        let (Stage::TotpEnroll { seed }, Some(typed)) = (&state.stage, &state.identifier) else { continue };
        if seen.insert(identifier::key(typed)) {
            let account = accounts::by_username_key(tx, &identifier::key(typed))?;
            let name = account.map_or_else(|| typed.clone(), |account| account.name);
            entries.push(entry(&name, typed, seed, now, true));
        }
    }
    Ok(entries)
}

fn entry(name: &str, username: &str, seed: &Secret, now: Timestamp, being_set_up: bool) -> Entry {
    let code = totp::code(seed, now).expose().into();
    Entry { name: name.into(), username: username.into(), code, being_set_up }
}
