//! What people are told by mail because it changed how their account can be opened (NIST SP 800-63B-4 section 4.6, OWASP
//! ASVS 5.0 requirement 6.3.7): whoever did it, the owner of the mailbox learns of it.
//!
//! A notice is written in the transaction of the change, as what happened and not yet in words: commands write notices
//! too, and know neither the service's name nor its providers. The worker sends it; nobody waits for it.

use std::fmt;

use auth_contract::{Method, Timestamp};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::{Agent, Channel, context};
use crate::{
    app::App,
    entropy,
    flow::perform::{elsewhere, secrets},
    store::{
        StoreError,
        accounts::{self, Account},
        authenticators,
        outbox::{self, Kind},
        throttles,
    },
    throttle,
};

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    PasswordChanged,
    /// With a code that was sent.
    PasswordReset,
    FactorAdded {
        method: Method,
        /// New recovery codes came with it, and the old ones are void.
        new_codes: bool,
    },
    RecoveryCodeUsed {
        left: u8,
    },
    /// Every second factor was removed.
    FactorsReset,
    ProviderLinked {
        /// Its id.
        provider: String,
    },
    ProviderUnlinked {
        provider: String,
    },
}

/// Who has changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum By {
    /// Somebody who has signed in, with this browser.
    Person { agent: Agent },
    /// Whoever looks after accounts.
    Operator,
}

/// A notice as it is sealed in the outbox.
#[derive(Clone, Serialize, Deserialize)]
pub struct Notice {
    /// As [`super::Message::id`].
    pub id: String,
    pub to: String,
    /// The username: a mailbox may belong to several accounts.
    pub account: String,
    pub has_password: bool,
    pub change: Change,
    pub by: By,
    pub at: Timestamp,
    /// BCP 47.
    pub locale: String,
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({})", self.id)
    }
}

/// Writes the notice for the owner of an account, if there is a mailbox that is known to be theirs. To be called before
/// the change itself: a mailbox that is only just being added learns nothing, one that is being removed does.
///
/// `locale`: BCP 47, of the person at work; `None`: the one that the owner has signed in with last.
pub fn tell(
    app: &App,
    tx: &Transaction<'_>,
    account_id: &str,
    change: Change,
    by: By,
    locale: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !app.settings.account_mail {
        return Ok(());
    }
    let Some(account) = accounts::by_id(tx, account_id)? else { return Ok(()) };
    let Some(to) = mailbox(app, tx, &account)? else { return Ok(()) };
    if !is_within_limit(app, tx, account_id, now)? {
        tracing::warn!("so much changes at an account that its owner is told no more for a while");
        return Ok(());
    }
    let locale = match locale.filter(|locale| !locale.is_empty()) {
        Some(locale) => locale.to_owned(),
        None => accounts::language(tx, account_id)?.unwrap_or_default(),
    };
    let notice = Notice {
        id: entropy::token(&*app.entropy),
        to,
        has_password: elsewhere::has_password_here(app, tx, &account)?,
        account: account.username,
        change,
        by,
        at: now,
        locale,
    };
    let id = outbox::insert(tx, Channel::Email, Kind::Notice, now, now)?;
    outbox::fill(tx, id, &app.vault.seal(&context(id), serde_json::to_string(&notice)?.as_bytes()))
}

/// The address on file; else one that has proven itself as a factor.
fn mailbox(app: &App, tx: &Transaction<'_>, account: &Account) -> Result<Option<String>, StoreError> {
    if account.email.is_some() {
        return Ok(account.email.clone());
    }
    let proven = authenticators::of_method(tx, &account.id, Method::Email)?;
    proven.first().map(|stored| secrets::open(app, stored)).transpose()
}

/// Counts this notice. Whoever has got into an account could otherwise bury its owner's mailbox.
fn is_within_limit(app: &App, tx: &Transaction<'_>, account_id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let subject = app.vault.fingerprint("notices", account_id.as_bytes());
    let throttle = throttles::get(tx, &subject)?;
    if throttle.locked(now).is_some() {
        return Ok(false);
    }
    throttles::set(tx, &subject, throttle.after_failure(now, throttle::NOTICES))?;
    Ok(true)
}
