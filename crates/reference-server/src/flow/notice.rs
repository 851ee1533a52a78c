//! What people are told by mail because it changed how their account can be opened (NIST SP 800-63B-4 section 4.6, OWASP
//! ASVS 5.0 requirement 6.3.7): whoever did it, the owner of the mailbox learns of it.
//!
//! A notice is written in the transaction of the change, as what happened and not yet in words: commands write notices
//! too, and know neither the service's name nor its providers. The worker sends it; nobody waits for it.

use auth_contract::{Method, Timestamp};
use rusqlite::Transaction;

use super::{authenticator_secret, context::Context, external_sign_in};
use crate::{
    base::entropy,
    domain::{
        messages::{By, Change, Notice},
        throttle,
    },
    store::{
        StoreError,
        accounts::{self, Account},
        authenticators,
        outbox::{self, Channel, Kind},
        throttles,
    },
};

/// Writes the notice for the owner of an account, if there is a mailbox that is known to be theirs. To be called before
/// the change itself: a mailbox that is only just being added learns nothing, one that is being removed does.
///
/// `locale`: BCP 47, of the person at work; `None`: the one that the owner has signed in with last.
pub fn tell(
    context: &Context,
    tx: &Transaction<'_>,
    account_id: &str,
    change: Change,
    by: By,
    locale: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !context.settings.account_mail {
        return Ok(());
    }
    let Some(account) = accounts::by_id(tx, account_id)? else { return Ok(()) };
    let Some(to) = mailbox(context, tx, &account)? else { return Ok(()) };
    if !is_within_limit(context, tx, account_id, now)? {
        tracing::warn!("so much changes at an account that its owner is told no more for a while");
        return Ok(());
    }
    let locale = match locale.filter(|locale| !locale.is_empty()) {
        Some(locale) => locale.to_owned(),
        None => accounts::language(tx, account_id)?.unwrap_or_default(),
    };
    let notice = Notice {
        id: entropy::token(&*context.entropy),
        to,
        has_password: external_sign_in::has_password_here(context, tx, &account)?,
        account: account.username,
        change,
        by,
        at: now,
        locale,
    };
    outbox::insert(tx, &context.vault, Channel::Email, Kind::Notice, &notice, now, now)?;
    Ok(())
}

/// The address on file; else one that has proven itself as a factor.
fn mailbox(context: &Context, tx: &Transaction<'_>, account: &Account) -> Result<Option<String>, StoreError> {
    if account.email.is_some() {
        return Ok(account.email.clone());
    }
    let proven = authenticators::of_method(tx, &account.id, Method::Email)?;
    proven.first().map(|stored| authenticator_secret::open(&context.vault, stored)).transpose()
}

/// Counts this notice. Whoever has got into an account could otherwise bury its owner's mailbox.
fn is_within_limit(
    context: &Context,
    tx: &Transaction<'_>,
    account_id: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let subject = context.vault.fingerprint("notices", account_id.as_bytes());
    let throttle = throttles::get(tx, &subject)?;
    if throttle.locked(now).is_some() {
        return Ok(false);
    }
    throttles::set(tx, &subject, throttle.after_failure(now, throttle::NOTICES))?;
    Ok(true)
}
