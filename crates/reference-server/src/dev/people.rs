//! The demo people: one row each. Whoever adds a path through the sign-in adds a person who walks it.

mod roster;

use std::sync::OnceLock;

use auth_contract::{EnrollReason, Method, PasswordChangeReason, Secret, Timestamp};
use rusqlite::Transaction;

use crate::{
    app::App,
    entropy,
    flow::perform::{password_throttle, secrets},
    recovery,
    store::{
        StoreError,
        accounts::{self, Account, Standing},
        authenticators::{self, Authenticator},
        federation,
        policies::{self, Policy},
        recovery_codes, throttles,
    },
    throttle::Throttle,
};

pub use roster::PEOPLE;

/// A demo person.
#[derive(Debug)]
pub struct Person {
    /// What this person is for; tools look people up by it.
    pub purpose: &'static str,
    pub username: &'static str,
    pub name: &'static str,
    /// Empty for people who have none.
    pub password: &'static str,
    /// One line for the lobby.
    pub about: &'static str,
    pub email: Option<&'static str>,
    /// E.164.
    pub phone: Option<&'static str>,
    role: Role,
    has: Has,
}

/// What the person's role asks for.
#[derive(Clone, Copy, Debug)]
enum Role {
    None,
    Optional,
    Required,
    /// Required, but it may be put off for thirty days from the first start.
    RequiredSoon,
    /// Required, and a device may be remembered for thirty days.
    Trusting,
}

impl Role {
    fn policy(self, now: Timestamp) -> (&'static str, Policy) {
        match self {
            Self::None => ("demo_mfa_none", Policy::none()),
            Self::Optional => ("demo_mfa_optional", Policy::optional()),
            Self::Required => ("demo_mfa_required", Policy::required()),
            Self::RequiredSoon => {
                let skippable_until = Some(now.plus(SKIPPABLE_FOR));
                ("demo_mfa_required_soon", Policy { skippable_until, ..Policy::required() })
            }
            Self::Trusting => ("demo_mfa_trusting", Policy { trust_days: Some(30), ..Policy::required() }),
        }
    }
}

/// What the person comes with.
#[derive(Clone, Copy, Debug)]
enum Has {
    Nothing,
    /// An authenticator app with this seed, recovery codes, and these.
    Totp(&'static str, &'static [Method]),
    /// Codes that are sent.
    Sent(&'static [Method]),
    /// This one, in the sign-in before this one.
    Before(Method),
    /// A password that has to be changed.
    ToChange(PasswordChangeReason),
    /// Too many wrong passwords, so that signing in has to wait.
    Lock,
    /// An account at this provider, where the address is the name.
    Linked(&'static str),
}

/// Recovery codes of the people who come with an authenticator app.
pub const RECOVERY_CODES: [&str; recovery::COUNT] = auth_contract::samples::RECOVERY_CODES;

/// What the entry of before the migration is called in people's authenticator apps.
const ENTRY_BEFORE: &str = "Northwind (old)";
/// Seconds that `skip_allowed` may put enrolment off, counted from the first start.
const SKIPPABLE_FOR: i64 = 30 * 24 * 60 * 60;
/// Seconds that `locked` has to wait, counted from the last start. Shorter would run out during a long demo.
pub const LOCKED_FOR: i64 = 24 * 60 * 60;

/// Adds the demo people who are not there yet, and locks again whom the demo needs locked.
pub fn seed(app: &App) -> Result<(), StoreError> {
    // Hashing takes half a second: outside of the transaction, and not at all when everybody is there.
    let is_complete = app.store.transact_blocking(|tx| {
        let mut all = PEOPLE.iter().map(|person| accounts::by_identifier(tx, person.username));
        all.try_fold(true, |so_far, account| account.map(|account| so_far && account.is_some()))
    })?;
    if !is_complete {
        password_hashes(app);
    }
    app.store.transact_blocking(|tx| {
        let now = app.clock.now();
        for (index, person) in PEOPLE.iter().enumerate() {
            if accounts::by_identifier(tx, person.username)?.is_none() {
                add(app, tx, person, password_hashes(app)[index].as_deref(), now)?;
            }
            if matches!(person.has, Has::Lock) {
                lock(app, tx, person, now)?;
            }
        }
        Ok(())
    })
}

/// Made once a process: whoever tests resets the demo again and again.
fn password_hashes(app: &App) -> &'static [Option<String>] {
    static HASHES: OnceLock<Vec<Option<String>>> = OnceLock::new();
    let hash = |password| app.passwords.hash(&Secret::new(password), &*app.entropy);
    HASHES.get_or_init(|| PEOPLE.iter().map(|person| person.password().map(hash)).collect())
}

impl Person {
    pub fn password(&self) -> Option<&'static str> {
        Some(self.password).filter(|password| !password.is_empty())
    }
}

fn add(app: &App, tx: &Transaction<'_>, person: &Person, hash: Option<&str>, now: Timestamp) -> Result<(), StoreError> {
    let (role, policy) = person.role.policy(now);
    policies::insert(tx, role, &policy)?;
    let account = Account {
        id: entropy::id(&*app.entropy, "ac"),
        username: person.username.into(),
        name: person.name.into(),
        role: role.into(),
        email: person.email.map(Into::into),
        phone: person.phone.map(Into::into),
    };
    accounts::insert(tx, &account, hash, now)?;
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
        add_authenticator(app, tx, &account, Method::Totp, seed, now)?;
        let codes = RECOVERY_CODES.map(|code| recovery::fingerprint(&app.vault, &account.id, &Secret::new(code)));
        recovery_codes::replace(tx, &account.id, &codes)?;
    }
    if let Has::Totp(_, sent) | Has::Sent(sent) = person.has {
        for method in sent {
            let destination = if *method == Method::Sms { person.phone } else { person.email };
            add_authenticator(app, tx, &account, *method, destination.unwrap_or_default(), now)?;
        }
    }
    Ok(())
}

fn add_authenticator(
    app: &App,
    tx: &Transaction<'_>,
    account: &Account,
    method: Method,
    plain: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = entropy::id(&*app.entropy, "au");
    let sealed = secrets::seal(app, method, &id, plain);
    let new = Authenticator { id, method, sealed, name: None, credential_id: None, last_step: 0 };
    authenticators::insert(tx, &account.id, &new, now)
}

fn lock(app: &App, tx: &Transaction<'_>, person: &Person, now: Timestamp) -> Result<(), StoreError> {
    let locked = Throttle { locked_until: now.plus(LOCKED_FOR), window_started_at: now, ..Throttle::default() };
    throttles::set(tx, &password_throttle(app, person.username), locked)
}
