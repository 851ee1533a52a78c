//! What was found out about an action before it is carried out.

use auth_contract::{FlowNotice, PasswordWeakness, Timestamp};

use super::state::Departure;
use crate::domain::federation::Attempt;

/// What became of the password in an action, or of the way to an identity provider. Both are looked at outside the
/// transaction, because that takes long.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The action needs neither.
    NotAsked,
    Accepted {
        account: String,
        /// It stands in a list of leaked ones.
        is_leaked: bool,
    },
    Wrong,
    LockedUntil(Timestamp),
    /// A new password is good; this is what to store (PHC string).
    Good {
        hash: String,
    },
    Weak(PasswordWeakness),
    /// The identity provider has said where to go.
    Departing {
        departure: Departure,
        attempt: Attempt,
    },
    /// It has not.
    Stranded {
        notice: FlowNotice,
    },
}
