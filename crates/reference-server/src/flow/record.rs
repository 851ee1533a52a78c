//! A flow: what is stored of it, and how long it lives.

use auth_contract::{ClientPlatform, FlowKind, StepType, Timestamp};
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::store;

/// Seconds that a flow lives after each action that was carried out.
pub const IDLE_LIFETIME: i64 = 30 * 60;
/// Seconds after which a flow ends whatever happens in it.
pub const LONGEST_LIFETIME: i64 = 4 * 60 * 60;
/// Wrong codes before a challenge ends its flow.
pub const CHALLENGE_ATTEMPTS: u8 = 5;
/// Wrong codes before an enrolment ends its flow. The seed is on the screen, so there is nothing to guess: the limit
/// only stops programs.
pub const ENROLL_ATTEMPTS: u8 = 10;

/// The authenticator id under which recovery codes are offered.
pub const RECOVERY_CODES: &str = "recovery_codes";

/// The authenticator id under which all passkeys of a person are asked for: the browser knows which it has.
pub const PASSKEYS: &str = "passkeys";

/// A flow as it is stored.
pub type FlowRecord = store::flows::Row<About>;

impl FlowRecord {
    /// Counts a change that can be seen, and lets the flow live on.
    pub fn changed(&mut self, now: Timestamp) {
        self.revision += 1;
        self.expires_at = now.plus(IDLE_LIFETIME).min(self.started_at.plus(LONGEST_LIFETIME));
    }

    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }
}

/// The part of a flow that is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub kind: FlowKind,
    pub locale: String,
    pub platform: ClientPlatform,
    pub version: Option<String>,
    pub supported_steps: Vec<StepType>,
    /// The handle of the authorization request that waits for this flow.
    pub request: Option<String>,
    /// Where to go afterwards without one; checked when the flow was started.
    pub return_to: Option<String>,
    pub state: State,
}
