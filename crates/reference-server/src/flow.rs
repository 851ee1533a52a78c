//! A sign-in under way.
//!
//! `table` is the pure part and holds every decision: (state, event, facts) → state. `perform` looks up the facts,
//! checks what the person sent and carries out the effects, in one transaction. `view` writes the contract's `Flow`.

pub mod facts;
pub mod perform;
pub mod sign_in;
pub mod table;
pub mod view;

use auth_contract::{ClientPlatform, DeniedCode, FlowKind, Secret, StepType, Timestamp};
use serde::{Deserialize, Serialize};

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

/// A flow as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowRecord {
    pub id: String,
    pub revision: u32,
    pub started_at: Timestamp,
    pub expires_at: Timestamp,
    pub about: About,
}

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

/// Where the person is, and what was proven on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub stage: Stage,
    /// As typed, or as the product hinted.
    pub identifier: Option<String>,
    /// Set by a password that was right, gone when the person goes back.
    pub account: Option<String>,
    pub wrong_codes: u8,
    /// Set when a recovery code was used in this flow: how many are left.
    pub recovery_codes_left: Option<u8>,
    /// Methods that were used (RFC 8176).
    pub amr: Vec<String>,
}

impl State {
    /// The start.
    pub fn new(identifier: Option<String>) -> Self {
        Self {
            stage: Stage::Identify,
            identifier,
            account: None,
            wrong_codes: 0,
            recovery_codes_left: None,
            amr: Vec::new(),
        }
    }

    /// The start, with nothing but an explanation.
    pub fn denied(code: DeniedCode) -> Self {
        Self { stage: Stage::Denied { code }, ..Self::new(None) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Stage {
    Identify,
    Password,
    MfaChallenge {
        authenticator: String,
    },
    MfaEnrollSelect,
    TotpEnroll {
        seed: Secret,
    },
    /// Kept until the person acknowledges them, so that a reload shows them again.
    RecoveryCodes {
        codes: Vec<Secret>,
    },
    Complete {
        session_id: String,
        redirect_to: String,
        /// The authorization code inside `redirect_to`, if one is.
        code: Option<Secret>,
    },
    Denied {
        code: DeniedCode,
    },
}

impl Stage {
    pub const fn step_type(&self) -> StepType {
        match self {
            Self::Identify => StepType::Identify,
            Self::Password => StepType::Password,
            Self::MfaChallenge { .. } => StepType::MfaChallenge,
            Self::MfaEnrollSelect => StepType::MfaEnrollSelect,
            Self::TotpEnroll { .. } => StepType::TotpEnroll,
            Self::RecoveryCodes { .. } => StepType::RecoveryCodes,
            Self::Complete { .. } => StepType::Complete,
            Self::Denied { .. } => StepType::Denied,
        }
    }
}
