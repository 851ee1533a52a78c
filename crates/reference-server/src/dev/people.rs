//! The demo people: one row each. Whoever adds a path through the sign-in adds a person who walks it.

mod person;
mod roster;

use std::sync::OnceLock;

use auth_contract::{EnrollReason, Method, Secret, Timestamp};
use rusqlite::Transaction;

use crate::{
    api::Api,
    base::entropy,
    domain::{identifier, recovery_code, throttle::Throttle},
    flow::{authenticator_secret, throttle_subject},
    store::{
        StoreError,
        accounts::{self, Account, Standing},
        authenticators::{self, Authenticator},
        federation, policies, recovery_codes, throttles,
    },
};

use person::Has;
pub use person::Person;
pub use roster::PEOPLE;

/// Recovery codes of the people who come with an authenticator app.
pub const RECOVERY_CODES: [&str; recovery_code::COUNT] = auth_contract::samples::RECOVERY_CODES;

/// What the entry of before the migration is called in people's authenticator apps.
const ENTRY_BEFORE: &str = "Northwind (old)";
/// Seconds that `locked` has to wait, counted from the last start. Shorter would run out during a long demo.
pub const LOCKED_FOR: i64 = 24 * 60 * 60;

/// Adds the demo people who are not there yet, and locks again whom the demo needs locked.
pub fn seed(api: &Api) -> Result<(), StoreError> {
    // Hashing takes half a second: outside of the transaction, and not at all when every account exists.
    let is_complete = api.store.transact_blocking(|tx| {
        let mut all = PEOPLE.iter().map(|person| accounts::by_username_key(tx, &identifier::key(person.username)));
        all.try_fold(true, |so_far, account| account.map(|account| so_far && account.is_some()))
    })?;
    if !is_complete {
        password_hashes(api);
    }
    api.store.transact_blocking(|tx| {
        let now = api.clock.now();
        for (index, person) in PEOPLE.iter().enumerate() {
            if accounts::by_username_key(tx, &identifier::key(person.username))?.is_none() {
                add(api, tx, person, password_hashes(api)[index].as_deref(), now)?;
            }
            if matches!(person.has, Has::Lock) {
                lock(api, tx, person, now)?;
            }
        }
        Ok(())
    })
}

/// Made once a process: whoever tests resets the demo again and again.
fn password_hashes(api: &Api) -> &'static [Option<String>] {
    static HASHES: OnceLock<Vec<Option<String>>> = OnceLock::new();
    let hash = |password| api.passwords.passwords.hash(&Secret::new(password), &*api.flow.entropy);
    HASHES.get_or_init(|| PEOPLE.iter().map(|person| person.password().map(hash)).collect())
}

fn add(api: &Api, tx: &Transaction<'_>, person: &Person, hash: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
    let (role, policy) = person.role.policy(now);
    policies::insert(tx, role, &policy)?;
    let account = Account {
        id: entropy::id(&*api.flow.entropy, "ac"),
        username: person.username.into(),
        name: person.name.into(),
        role: role.into(),
        email: person.email.map(Into::into),
        phone: person.phone.map(Into::into),
    };
    accounts::insert(tx, &account, &identifier::key(person.username), hash, now)?;
    let standing = match person.has {
        Has::Before(method) => Standing {
            enroll_reason: Some(EnrollReason::Migration),
            previous_method: Some(method),
            previous_entry: Some(ENTRY_BEFORE.into()),
            ..Standing::default()
        },
        Has::ToChange(reason) => Standing { must_change: Some(reason), ..Standing::default() },
        _ => Standing::default(),
    };
    accounts::set_standing(tx, &account.id, &standing)?;
    if let Has::Linked(provider) = person.has {
        federation::link(tx, provider, person.username, &account.id, now)?;
    }
    if let Has::Totp(seed, _) = person.has {
        add_authenticator(api, tx, &account, Method::Totp, seed, now)?;
        let codes =
            RECOVERY_CODES.map(|code| recovery_code::fingerprint(&api.flow.vault, &account.id, &Secret::new(code)));
        recovery_codes::replace(tx, &account.id, &codes)?;
    }
    if let Has::Totp(_, sent) | Has::Sent(sent) = person.has {
        for method in sent {
            let destination = if *method == Method::Sms { person.phone } else { person.email };
            add_authenticator(api, tx, &account, *method, destination.unwrap_or_default(), now)?;
        }
    }
    Ok(())
}

fn add_authenticator(
    api: &Api,
    tx: &Transaction<'_>,
    account: &Account,
    method: Method,
    plain: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = entropy::id(&*api.flow.entropy, "au");
    let sealed = authenticator_secret::seal(&api.flow.vault, method, &id, plain);
    let new = Authenticator { id, method, sealed, name: None, credential_id: None, last_step: 0 };
    authenticators::insert(tx, &account.id, &new, now)
}

fn lock(api: &Api, tx: &Transaction<'_>, person: &Person, now: Timestamp) -> Result<(), StoreError> {
    let locked = Throttle { locked_until: now.plus(LOCKED_FOR), window_started_at: now, ..Throttle::default() };
    throttles::set(tx, &throttle_subject::passwords(&api.flow.vault, person.username), locked)
}
