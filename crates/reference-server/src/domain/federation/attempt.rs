//! A sign-in at a provider, from the redirect to the answer.

use std::fmt;

use auth_contract::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

use super::{fault::Fault, identity::Identity, registration::Provider};
use crate::base::vault::{Fingerprint, Vault};

/// What one journey to a provider is known by, until its answer has come.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Which provider was asked, so that nobody else's answer is taken for its own (RFC 9700 section 4.4).
    pub provider: String,
    /// The image of `state`, by which the answer finds its attempt.
    pub state: Fingerprint,
    /// What the ID token must repeat (OpenID Connect Core section 3.1.2.1).
    pub nonce: Secret,
    /// What redeems the code (RFC 7636 section 4.1).
    pub verifier: Secret,
    /// The origin that the browser sees, when it is not the public one: its cookies are there.
    pub origin: Option<String>,
    /// The moment after which the person must have signed in there, by our clock; `None`: any time will do.
    #[serde(default)]
    pub signed_in_since: Option<Timestamp>,
}

/// What is asked of a provider for one journey, beside what its registration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// Whom it may fill in (OpenID Connect Core section 3.1.2.1).
    pub login_hint: Option<String>,
    /// The moment after which the person must have signed in there; `None`: any time will do.
    pub signed_in_since: Option<Timestamp>,
    /// The person wants to choose an account, whoever is signed in there.
    pub another_account: bool,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// A journey that is about to begin.
#[derive(Clone)]
pub struct Begun {
    /// Where the browser goes. Carries `state`.
    pub url: String,
    /// To be kept with [`crate::store::federation::begin`].
    pub attempt: Attempt,
}

impl Begun {
    /// The same for a browser that sees this server at `origin`, which is the public one or that of a host with a brand
    /// of its own.
    #[must_use]
    pub fn seen_at(mut self, origin: &str) -> Self {
        self.attempt.origin = Some(origin.into());
        self
    }
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun").field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

/// What came of a journey.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Who was asked.
    pub provider: &'a Provider,
    pub answer: &'a Result<Identity, Fault>,
    /// Under which a fault stands in the log, and which the person is shown.
    pub reference: &'a str,
}

/// What came to the callback.
#[derive(Clone, Serialize, Deserialize)]
pub struct Answer {
    /// At whose address it came.
    pub provider: String,
    pub code: Option<Secret>,
    /// RFC 6749 section 4.1.2.1.
    pub error: Option<String>,
    /// Who says that it answers (RFC 9207).
    pub iss: Option<String>,
    /// The name that Apple tells once, at the very first sign-in, and outside of any token.
    pub name: Option<String>,
    /// A parameter stood there twice, or was too long.
    pub is_malformed: bool,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// The image of a `state` under which its attempt is stored.
pub fn state_fingerprint(vault: &Vault, state: &str) -> Fingerprint {
    vault.fingerprint("federation state", state.as_bytes())
}
