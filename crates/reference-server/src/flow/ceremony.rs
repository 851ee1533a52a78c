//! The WebAuthn ceremony of a stage: which credentials are asked for, or made.

use auth_contract::Method;
use rusqlite::Transaction;

use super::{
    authenticator_secret,
    context::Context,
    record::PASSKEYS,
    state::{Stage, State},
};
use crate::{
    domain::passkeys::{self, Ceremony, Owner, Stored},
    store::{
        StoreError, accounts,
        authenticators::{self, Authenticator},
    },
};

/// The state with the ceremony that its stage needs.
pub fn prepared(context: &Context, tx: &Transaction<'_>, state: State) -> Result<State, StoreError> {
    if state.ceremony.is_some() {
        return Ok(state);
    }
    let ceremony = match &state.stage {
        Stage::Identify => context.passkeys.discovery(),
        Stage::MfaChallenge { authenticator } if authenticator == PASSKEYS => challenge(context, tx, &state)?,
        Stage::PasskeyEnroll => registration(context, tx, &state)?,
        _ => None,
    };
    Ok(State { ceremony, ..state })
}

fn stored(context: &Context, tx: &Transaction<'_>, account: &str) -> Result<Vec<Stored>, StoreError> {
    opened(context, &authenticators::of_method(tx, account, Method::Passkey)?)
}

/// The passkeys among `all`, opened.
pub fn opened(context: &Context, all: &[Authenticator]) -> Result<Vec<Stored>, StoreError> {
    all.iter().map(|stored| Ok(Stored { data: authenticator_secret::open(&context.vault, stored)? })).collect()
}

/// Asks for one of the account's passkeys.
fn challenge(context: &Context, tx: &Transaction<'_>, state: &State) -> Result<Option<Ceremony>, StoreError> {
    let Some(account) = &state.account else { return Ok(None) };
    Ok(context.passkeys.authentication(&stored(context, tx, account)?))
}

/// Asks for a new passkey.
fn registration(context: &Context, tx: &Transaction<'_>, state: &State) -> Result<Option<Ceremony>, StoreError> {
    let Some(account) = &state.account else { return Ok(None) };
    let Some(account) = accounts::by_id(tx, account)? else { return Ok(None) };
    let handle = accounts::user_handle(tx, &account.id, &passkeys::new_handle(&*context.entropy))?;
    let owner = Owner { handle: &handle, name: &account.username, display_name: &account.name };
    Ok(context.passkeys.registration(&owner, &stored(context, tx, &account.id)?))
}
