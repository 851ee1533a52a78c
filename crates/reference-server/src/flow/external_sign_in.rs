//! People whose organisation or identity provider signs them in.

use rusqlite::Transaction;

use super::context::Context;
use crate::store::{
    StoreError,
    accounts::{self, Account},
    federation,
};

/// Whether this person's organisation signs its people in itself: then nothing else does.
pub fn is_of_organization(context: &Context, username: &str) -> bool {
    context.registrations.organization_of(username).is_some()
}

/// Whether a password signs this person in. One from before the organisation did it counts no more.
pub fn has_password_here(context: &Context, tx: &Transaction<'_>, account: &Account) -> Result<bool, StoreError> {
    Ok(!is_of_organization(context, &account.username) && accounts::password_hash(tx, &account.id)?.is_some())
}

/// Who signs this person in, by name, for a message to them alone.
pub fn names(context: &Context, tx: &Transaction<'_>, account: &Account) -> Result<String, StoreError> {
    if let Some(organization) = context.registrations.organization_of(&account.username) {
        return Ok(organization.name.clone());
    }
    let linked = federation::providers_of(tx, &account.id)?;
    let names: Vec<&str> =
        linked.iter().filter_map(|id| context.registrations.get(id)).map(|provider| provider.name.as_str()).collect();
    Ok(names.join(", "))
}
