//! The state of a flow: its stage, and what was proven.

use auth_contract::{
    DeniedCode, FederationReason, FlowNotice, Method, NoticeCode, Provider, Secret, StepType, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::domain::{passkeys::Ceremony, update_gate::Update};

/// What the person began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum First {
    Password,
    /// A passkey that verified the person: two factors at once (NIST SP 800-63B section 3.1.7).
    Passkey,
    /// The code for a forgotten password. It opens the way to a new one, and signs nobody in.
    Reset,
    /// The answer of an identity provider.
    Provider,
}

/// How it was made sure beyond the first proof that it is this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// The challenge was answered with this.
    Answered(Method),
    /// An authenticator was set up in this flow. Before it there was none.
    Enrolled,
    /// The browser is remembered.
    TrustedDevice,
    /// The first proof was two factors.
    Passkey,
    /// The identity provider is trusted with it (U7).
    Provider,
}

/// What an identity provider has said about a sign-in there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// Its id.
    pub provider: String,
    /// It says that the person gave more than one factor (`amr`, `acr`).
    pub said_mfa: bool,
    /// When the person signed in there; `None`: it does not say.
    #[serde(default)]
    pub signed_in_at: Option<Timestamp>,
}

/// An identity at a provider that becomes the account's once everything owed was proven, by this account and no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLink {
    pub account: String,
    pub provider: String,
    /// Who it is there (OpenID Connect Core section 2, `sub`).
    pub subject: String,
}

/// Where the person is, and what was proven on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub stage: Stage,
    /// As typed, or as the product hinted.
    pub identifier: Option<String>,
    /// Set by the first proof, gone when the person goes back.
    pub account: Option<String>,
    pub first: Option<First>,
    pub second: Option<Second>,
    /// The account's epoch at the first proof: a later one makes every proof of this flow void.
    #[serde(default)]
    pub epoch: u32,
    /// Enrolment was put off in this flow.
    #[serde(default)]
    pub skipped: bool,
    pub wrong_codes: u8,
    /// Codes that were sent again in this flow.
    #[serde(default)]
    pub resent: u32,
    /// Set when a recovery code was used in this flow: how many are left.
    pub recovery_codes_left: Option<u8>,
    /// Methods that were used (RFC 8176).
    pub amr: Vec<String>,
    /// Set by an answer of an identity provider.
    #[serde(default)]
    pub via: Option<Via>,
    #[serde(default)]
    pub link: Option<PendingLink>,
    /// The person has turned away from an account in this flow: a provider where they are signed in would sign the same one
    /// in again.
    #[serde(default)]
    pub wants_another_account: bool,
    /// What the last action has to say above the next step. Not under the name of a former release, where it was a code
    /// alone: a flow must survive an update of the server.
    #[serde(default, rename = "flow_notice")]
    pub notice: Option<FlowNotice>,
    /// The WebAuthn ceremony of this stage, good for one answer.
    pub ceremony: Option<Ceremony>,
}

impl State {
    /// The start.
    pub fn new(identifier: Option<String>) -> Self {
        Self {
            stage: Stage::Identify,
            identifier,
            account: None,
            first: None,
            second: None,
            epoch: 0,
            skipped: false,
            wrong_codes: 0,
            resent: 0,
            recovery_codes_left: None,
            amr: Vec::new(),
            via: None,
            link: None,
            wants_another_account: false,
            notice: None,
            ceremony: None,
        }
    }

    /// The start for a forgotten password.
    pub fn recovering(identifier: Option<String>) -> Self {
        Self { stage: Stage::PasswordResetRequest, ..Self::new(identifier) }
    }

    /// The start, with nothing but an explanation.
    pub fn denied(code: DeniedCode) -> Self {
        Self { stage: Stage::Denied { code }, ..Self::new(None) }
    }

    /// The same person at another stage.
    #[must_use]
    pub fn at(self, stage: Stage) -> Self {
        Self { stage, ceremony: None, ..self }
    }

    /// At `stage` with nothing proven. Wrong codes keep counting: otherwise starting again would be a way around the
    /// limit of the flow.
    #[must_use]
    pub fn unproven(self, stage: Stage) -> Self {
        let Self { identifier, wrong_codes, resent, wants_another_account, .. } = self;
        Self { stage, wrong_codes, resent, wants_another_account, ..Self::new(identifier) }
    }

    /// Wants to be somebody else.
    #[must_use]
    pub fn turning_away(self) -> Self {
        Self { wants_another_account: true, ..self }
    }

    /// With further methods that were used.
    #[must_use]
    pub fn having_used<T: AsRef<str>>(mut self, methods: &[T]) -> Self {
        for method in methods.iter().map(AsRef::as_ref) {
            if !self.amr.iter().any(|used| used == method) {
                self.amr.push(method.into());
            }
        }
        self
    }

    /// With this above the next step.
    #[must_use]
    pub fn noting(self, code: NoticeCode) -> Self {
        self.with_notice(FlowNotice { code, params: Vec::new(), reference: None })
    }

    #[must_use]
    pub fn with_notice(self, notice: FlowNotice) -> Self {
        Self { notice: Some(notice), ..self }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Stage {
    Identify,
    Password,
    /// The page leaves for an identity provider. Nothing here changes while it stands, so that Back, reload and forward
    /// show the same.
    FederationRedirect(Departure),
    MfaChallenge {
        authenticator: String,
    },
    MfaEnrollSelect,
    TotpEnroll {
        seed: Secret,
    },
    OtpDestination {
        /// `email` or `sms`.
        method: Method,
    },
    OtpEnroll {
        method: Method,
        /// In full.
        destination: String,
    },
    PasskeyEnroll,
    /// Kept until the person acknowledges them, so that a reload shows them again.
    RecoveryCodes {
        codes: Vec<Secret>,
    },
    PasswordChange,
    PasswordResetRequest,
    PasswordResetCode,
    /// The product's program is too old (U5).
    AppUpdate {
        update: Update,
        /// The session that this browser has, when nothing was asked before.
        session_id: Option<String>,
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

/// A way to an identity provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    pub provider: Provider,
    /// Whose people sign in there, for `sso`.
    pub organization: Option<String>,
    pub reason: FederationReason,
    /// Carries `state`, hence not printed.
    pub url: Secret,
}

impl Stage {
    pub const fn step_type(&self) -> StepType {
        match self {
            Self::Identify => StepType::Identify,
            Self::Password => StepType::Password,
            Self::FederationRedirect(_) => StepType::FederationRedirect,
            Self::MfaChallenge { .. } => StepType::MfaChallenge,
            Self::MfaEnrollSelect => StepType::MfaEnrollSelect,
            Self::TotpEnroll { .. } => StepType::TotpEnroll,
            Self::OtpDestination { .. } => StepType::OtpDestination,
            Self::OtpEnroll { .. } => StepType::OtpEnroll,
            Self::PasskeyEnroll => StepType::PasskeyEnroll,
            Self::RecoveryCodes { .. } => StepType::RecoveryCodes,
            Self::PasswordChange => StepType::PasswordChange,
            Self::PasswordResetRequest => StepType::PasswordResetRequest,
            Self::PasswordResetCode => StepType::PasswordResetCode,
            Self::AppUpdate { .. } => StepType::AppUpdate,
            Self::Complete { .. } => StepType::Complete,
            Self::Denied { .. } => StepType::Denied,
        }
    }
}
