//! What support and operators do to an account (C5).

use auth_contract::{EnrollReason, Timestamp};
use rusqlite::Transaction;

use super::{context::Context, notice, throttle_subject};
use crate::{
    domain::{
        identifier,
        messages::{By, Change},
    },
    store::{
        StoreError,
        accounts::{self, Standing},
        authenticators, federation, recovery_codes, sessions, throttles, trusted_devices,
    },
};

/// Removes every second factor of whoever has `identifier`, with all that rests on one: recovery codes, remembered
/// browsers, sessions, counters of wrong passwords and codes, and what was proven in flows under way. The next sign-in
/// begins with a password and sets up a new factor. `false`: nobody has this identifier.
pub fn reset_mfa(
    context: &Context,
    tx: &Transaction<'_>,
    identifier: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(account) = accounts::by_username_key(tx, &identifier::key(identifier))? else { return Ok(false) };
    tell(context, tx, &account.id, Change::FactorsReset, now)?;
    authenticators::remove_all(tx, &account.id)?;
    recovery_codes::replace(tx, &account.id, &[])?;
    trusted_devices::forget_all(tx, &account.id)?;
    sessions::delete_all(tx, &account.id)?;
    throttles::clear(tx, &throttle_subject::passwords(&context.vault, &account.username))?;
    throttles::clear(tx, &throttle_subject::codes(&context.vault, &account.id))?;
    let standing = accounts::standing(tx, &account.id)?;
    let epoch = standing.epoch + 1;
    let enroll_reason = Some(EnrollReason::AdminReset);
    accounts::set_standing(tx, &account.id, &Standing { epoch, enroll_reason, put_off_at: None, ..standing })?;
    Ok(true)
}

/// Closes the account of whoever has `identifier`, at once and everywhere, or opens it again. `false`: nobody has it.
pub fn set_closed(tx: &Transaction<'_>, identifier: &str, closed: bool, now: Timestamp) -> Result<bool, StoreError> {
    let Some(account) = accounts::by_username_key(tx, &identifier::key(identifier))? else { return Ok(false) };
    let standing = accounts::standing(tx, &account.id)?;
    accounts::set_standing(tx, &account.id, &Standing { disabled_at: closed.then_some(now), ..standing })?;
    if closed {
        sessions::delete_all(tx, &account.id)?;
        trusted_devices::forget_all(tx, &account.id)?;
    }
    Ok(true)
}

/// Links somebody at a provider to whoever has `identifier`; away from whom they were linked to before. `false`: nobody has it.
pub fn link(
    context: &Context,
    tx: &Transaction<'_>,
    identifier: &str,
    provider: &str,
    subject: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(account) = accounts::by_username_key(tx, &identifier::key(identifier))? else { return Ok(false) };
    let before = federation::account_of(tx, provider, subject)?;
    if before.as_ref() != Some(&account.id) {
        let id = || provider.to_owned();
        if let Some(before) = before {
            tell(context, tx, &before, Change::ProviderUnlinked { provider: id() }, now)?;
        }
        tell(context, tx, &account.id, Change::ProviderLinked { provider: id() }, now)?;
    }
    federation::link(tx, provider, subject, &account.id, now)?;
    Ok(true)
}

/// Unlinks whoever has `identifier` from a provider, and signs them out. `false`: nobody has it, or was not linked.
pub fn unlink(
    context: &Context,
    tx: &Transaction<'_>,
    identifier: &str,
    provider: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(account) = accounts::by_username_key(tx, &identifier::key(identifier))? else { return Ok(false) };
    let were_linked = federation::unlink(tx, provider, &account.id)? > 0;
    if were_linked {
        tell(context, tx, &account.id, Change::ProviderUnlinked { provider: provider.into() }, now)?;
        sessions::delete_all(tx, &account.id)?;
    }
    Ok(were_linked)
}

fn tell(
    context: &Context,
    tx: &Transaction<'_>,
    account: &str,
    change: Change,
    now: Timestamp,
) -> Result<(), StoreError> {
    notice::tell(context, tx, account, change, By::Operator, None, now)
}
