//! What people are told by mail because it changed how their account can be opened (NIST SP 800-63B-4 section 4.6, OWASP
//! ASVS 5.0 requirement 6.3.7): whoever did it, the owner of the mailbox learns of it.

use std::fmt;

use auth_contract::{Method, Timestamp};
use serde::{Deserialize, Serialize};

use super::user_agent::Agent;

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
