//! The clock that the lobby moves.

use auth_contract::Timestamp;

use super::people;
use crate::{
    api::Api,
    domain::totp,
    store::{StoreError, authenticators, sent_codes, settings, throttles},
};

const OFFSET: &str = "clock_offset_seconds";

/// Sets the clock to where it was before the last stop.
pub fn restore(api: &Api) -> Result<(), StoreError> {
    let stored = api.store.transact_blocking(|tx| settings::get(tx, OFFSET))?;
    api.clock.set_offset_seconds(stored.and_then(|text| text.parse().ok()).unwrap_or(0));
    Ok(())
}

/// Sets the clock to `offset_seconds` ahead of the machine's, for good: a restart finds it there.
pub async fn set(api: &Api, offset_seconds: i64) -> Result<(), StoreError> {
    // A hundred years either way: beyond it arithmetic on times could overflow somewhere.
    const FURTHEST: i64 = 100 * 366 * 24 * 60 * 60;
    let seconds = offset_seconds.clamp(-FURTHEST, FURTHEST);
    api.store.transact(move |tx| settings::set(tx, OFFSET, &seconds.to_string())).await?;
    api.clock.set_offset_seconds(seconds);
    // What a clock set back has left in the future would otherwise keep people out until then.
    let now = api.clock.now();
    api.store.transact(move |tx| forget_the_future(tx, now)).await
}

fn forget_the_future(tx: &rusqlite::Transaction<'_>, now: Timestamp) -> Result<(), StoreError> {
    authenticators::cap_last_steps(tx, totp::step(now))?;
    sent_codes::forget_after(tx, now)?;
    throttles::cap_locks(tx, now.plus(people::LOCKED_FOR))
}
