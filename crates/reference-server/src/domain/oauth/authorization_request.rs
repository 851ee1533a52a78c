//! An authorization request (RFC 6749 section 4.1.1) that was found in order.

use auth_contract::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::sessions::Session;

/// Longest version of a program that is kept, in characters.
pub const MAX_VERSION: usize = 64;

/// A request of a product that was found in order, waiting for a person to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    pub client_id: String,
    pub redirect_uri: String,
    /// Base64url of the SHA-256 of the client's secret for this request (RFC 7636 section 4.2, `S256`).
    pub code_challenge: String,
    pub state: Option<String>,
    pub login_hint: Option<String>,
    pub prompt: Prompt,
    /// Seconds since the person has signed in, at most (OpenID Connect Core section 3.1.2.1, RFC 9470 section 4).
    #[serde(default)]
    pub max_age: Option<u32>,
    /// The version of the program that asks, as it writes it: an extension parameter of ours, `app_version`.
    #[serde(default)]
    pub app_version: Option<String>,
}

impl AuthorizationRequest {
    /// The moment after which the person must have signed in; `None`: any time will do.
    pub fn signed_in_since(&self, now: Timestamp) -> Option<Timestamp> {
        match (self.prompt, self.max_age) {
            (Prompt::Login, _) => Some(now),
            (_, max_age) => max_age.map(|seconds| now.plus(-i64::from(seconds))),
        }
    }

    /// Whether who has this session need not be asked for anything.
    pub fn is_content_with(&self, session: &Session, now: Timestamp) -> bool {
        let is_fresh = self.signed_in_since(now).is_none_or(|since| session.auth_time >= since);
        is_fresh && matches!(self.prompt, Prompt::AsNeeded | Prompt::None)
    }
}

/// OpenID Connect Core section 3.1.2.1; what else may stand there is ignored. Of several the strictest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    #[default]
    AsNeeded,
    /// Let the person say who they are, whoever is signed in.
    SelectAccount,
    /// Ask, whoever is signed in.
    Login,
    /// Never ask.
    None,
}
