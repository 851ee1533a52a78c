//! The type of a demo person.

use auth_contract::{Method, PasswordChangeReason, Timestamp};

use crate::store::policies::Policy;

/// Seconds that `skip_allowed` may put enrolment off, counted from the first start.
const SKIPPABLE_FOR: i64 = 30 * 24 * 60 * 60;
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
    pub role: Role,
    pub has: Has,
}

/// What the person's role asks for.
#[derive(Clone, Copy, Debug)]
pub enum Role {
    None,
    Optional,
    Required,
    /// Required, but it may be put off for thirty days from the first start.
    RequiredSoon,
    /// Required, and a device may be remembered for thirty days.
    Trusting,
}

impl Role {
    /// Its name, and what it asks for.
    pub fn policy(self, now: Timestamp) -> (&'static str, Policy) {
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
pub enum Has {
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

impl Person {
    pub fn password(&self) -> Option<&'static str> {
        Some(self.password).filter(|password| !password.is_empty())
    }
}
