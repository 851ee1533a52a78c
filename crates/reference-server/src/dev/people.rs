//! The demo people: one row each. Whoever adds a path through the sign-in adds a person who walks it.

use std::sync::OnceLock;

use auth_contract::{Secret, Timestamp};
use rusqlite::Transaction;

use crate::{
    app::App,
    entropy,
    flow::perform::{password_throttle, seal_seed},
    recovery,
    store::{
        StoreError,
        accounts::{self, Account, Policy, TotpAuthenticator},
        throttles,
    },
    throttle::Throttle,
};

/// A demo person.
#[derive(Debug)]
pub struct Person {
    /// What this person is for; tools look people up by it.
    pub purpose: &'static str,
    pub username: &'static str,
    pub name: &'static str,
    pub password: &'static str,
    /// One line for the lobby.
    pub about: &'static str,
    mfa: Mfa,
    has: Has,
}

/// What the person's role asks for.
#[derive(Clone, Copy, Debug)]
enum Mfa {
    None,
    Required,
    /// Required, but it may be put off for thirty days from the first start.
    RequiredSoon,
}

/// What the person comes with.
#[derive(Clone, Copy, Debug)]
enum Has {
    PasswordOnly,
    Totp {
        seed: &'static str,
    },
    /// Too many wrong passwords, so that signing in has to wait.
    Lock,
}

/// Recovery codes of the people who come with an authenticator app.
pub const RECOVERY_CODES: [&str; recovery::COUNT] = [
    "4QX7-M2KD-9PWA",
    "7HN3-TV8C-2RFE",
    "B9GK-5ZQW-1XMJ",
    "C2WS-8DPT-6NVH",
    "E5RY-3JXB-7KQG",
    "G8MF-1CWN-4TZS",
    "J1VD-9QHK-5BXP",
    "M4TB-6YRE-8GCW",
    "P7KZ-2NSV-3HJD",
    "S3XQ-7FMA-9WRT",
];

/// Everybody.
pub const PEOPLE: [Person; 5] = [
    Person {
        purpose: "enroll",
        username: "kari.nordmann@example.no",
        name: "Kari Nordmann",
        password: "fjord-lantern-4821",
        about: "Must set up an authenticator app before going on.",
        mfa: Mfa::Required,
        has: Has::PasswordOnly,
    },
    Person {
        purpose: "skip_allowed",
        username: "jonas.haugen@example.no",
        name: "Jonas Haugen",
        password: "birch-harbour-7356",
        about: "Is asked to set up an authenticator app and may put it off for a while.",
        mfa: Mfa::RequiredSoon,
        has: Has::PasswordOnly,
    },
    Person {
        purpose: "totp",
        username: "ingrid.solberg@example.no",
        name: "Ingrid Solberg",
        password: "glacier-violin-1904",
        about: "Has an authenticator app; a code is asked at every sign-in.",
        mfa: Mfa::Required,
        has: Has::Totp { seed: "K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT" },
    },
    Person {
        purpose: "plain",
        username: "Åse Sørbø",
        name: "Åse Sørbø",
        password: "cloudberry-tram-6208",
        about: "Signs in with a name instead of an e-mail address, and with the password alone.",
        mfa: Mfa::None,
        has: Has::PasswordOnly,
    },
    Person {
        purpose: "locked",
        username: "olav.lie@example.no",
        name: "Olav Lie",
        password: "granite-ferry-5530",
        about: "Too many wrong passwords: has to wait, even with the right one.",
        mfa: Mfa::None,
        has: Has::Lock,
    },
];

/// Seconds that `skip_allowed` may put enrolment off, counted from the first start.
const SKIPPABLE_FOR: i64 = 30 * 24 * 60 * 60;
/// Seconds that `locked` has to wait, counted from the last start. Shorter would run out during a long demo.
pub const LOCKED_FOR: i64 = 24 * 60 * 60;

/// Adds the demo people who are not there yet, and locks again whom the demo needs locked.
pub fn seed(app: &App) -> Result<(), StoreError> {
    let hashes = password_hashes(app);
    app.store.transact_blocking(|tx| {
        let now = app.clock.now();
        for (person, hash) in PEOPLE.iter().zip(hashes) {
            if accounts::by_identifier(tx, person.username)?.is_none() {
                add(app, tx, person, hash, now)?;
            }
            if matches!(person.has, Has::Lock) {
                lock(app, tx, person, now)?;
            }
        }
        Ok(())
    })
}

/// Made once a process: whoever tests resets the demo again and again.
fn password_hashes(app: &App) -> &'static [String] {
    static HASHES: OnceLock<Vec<String>> = OnceLock::new();
    HASHES.get_or_init(|| {
        PEOPLE.iter().map(|person| app.passwords.hash(&Secret::new(person.password), &*app.entropy)).collect()
    })
}

fn add(app: &App, tx: &Transaction<'_>, person: &Person, hash: &str, now: Timestamp) -> Result<(), StoreError> {
    let (role, policy) = match person.mfa {
        Mfa::None => ("mfa_none", Policy { mfa_required: false, skippable_until: None }),
        Mfa::Required => ("mfa_required", Policy { mfa_required: true, skippable_until: None }),
        Mfa::RequiredSoon => {
            ("mfa_required_soon", Policy { mfa_required: true, skippable_until: Some(now.plus(SKIPPABLE_FOR)) })
        }
    };
    accounts::insert_policy(tx, role, policy)?;
    let account = Account {
        id: entropy::id(&*app.entropy, "ac"),
        username: person.username.into(),
        name: person.name.into(),
        role: role.into(),
    };
    accounts::insert(tx, &account, hash, now)?;
    if let Has::Totp { seed } = person.has {
        let id = entropy::id(&*app.entropy, "au");
        let sealed_seed = seal_seed(app, &id, &Secret::new(seed));
        accounts::insert_totp(tx, &account.id, &TotpAuthenticator { id, sealed_seed, last_step: 0 }, now)?;
        let codes = RECOVERY_CODES.map(|code| recovery::fingerprint(&app.vault, &account.id, &Secret::new(code)));
        accounts::replace_recovery_codes(tx, &account.id, &codes)?;
    }
    Ok(())
}

fn lock(app: &App, tx: &Transaction<'_>, person: &Person, now: Timestamp) -> Result<(), StoreError> {
    let locked = Throttle { locked_until: now.plus(LOCKED_FOR), window_started_at: now, ..Throttle::default() };
    throttles::set(tx, &password_throttle(app, person.username), locked)
}
