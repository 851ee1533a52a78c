//! The actions that a stage offers.

use auth_contract::{ActionType, DeniedCode, EnrollReason, Method};

use super::askable::alternatives;
use crate::{
    flow::{
        facts::Facts,
        state::{First, Stage, State},
    },
    store::policies::Mfa,
};

/// What the person can do now. Authoritative.
pub fn offered(state: &State, facts: &Facts) -> Vec<ActionType> {
    use ActionType as A;
    let mut actions = match &state.stage {
        Stage::Identify if state.ceremony.is_some() => vec![A::Identify, A::SubmitPublicKey, A::RequestReset],
        Stage::Identify => vec![A::Identify, A::RequestReset],
        Stage::Password => vec![A::SubmitPassword, A::RequestReset],
        Stage::FederationRedirect(_) => vec![],
        Stage::MfaChallenge { authenticator } => challenge(state, authenticator, facts),
        Stage::MfaEnrollSelect if may_skip(facts) => vec![A::SelectMethod, A::Skip],
        Stage::MfaEnrollSelect => vec![A::SelectMethod],
        Stage::TotpEnroll { .. } => vec![A::SubmitCode],
        Stage::OtpDestination { .. } => vec![A::SetDestination],
        Stage::OtpEnroll { .. } | Stage::PasswordResetCode => vec![A::SubmitCode, A::Resend],
        Stage::PasskeyEnroll => vec![A::SubmitPublicKey],
        Stage::PasswordChange => vec![A::ChangePassword],
        Stage::PasswordResetRequest => vec![A::RequestReset],
        Stage::RecoveryCodes { .. } => return vec![A::Acknowledge],
        Stage::AppUpdate { update, .. } if update.blocking => return vec![A::Restart],
        Stage::AppUpdate { .. } => return vec![A::Skip],
        Stage::Complete { .. } => return vec![A::Restart],
        // There is no way on from a request that the product got wrong: only the product can repeat it.
        Stage::Denied { code: DeniedCode::InvalidRequest } => return vec![],
        Stage::Denied { .. } => return vec![A::Restart],
    };
    // For everybody or for nobody: who has linked what is not told.
    if matches!(state.stage, Stage::Identify | Stage::Password) && !facts.providers.is_empty() {
        actions.push(A::StartFederation);
    }
    match state.stage {
        Stage::Identify => {}
        _ => actions.extend([A::Back, A::Restart]),
    }
    actions
}

fn challenge(state: &State, authenticator: &str, facts: &Facts) -> Vec<ActionType> {
    let mut actions = match facts.authenticator(authenticator).map(|asked| asked.method) {
        Some(Method::Passkey) => vec![ActionType::SubmitPublicKey],
        Some(Method::Email | Method::Sms) => vec![ActionType::SubmitCode, ActionType::Resend],
        _ => vec![ActionType::SubmitCode],
    };
    if alternatives(state, facts, authenticator).next().is_some() {
        actions.push(ActionType::SwitchMethod);
    }
    actions
}

/// Whether enrolment may be put off now.
pub fn may_skip(facts: &Facts) -> bool {
    facts.enroll_reason() == EnrollReason::Recommendation
        || facts.policy.mfa != Mfa::Required
        || facts.policy.skippable_until.is_some_and(|until| facts.now < until)
}

/// For how many days this browser may be remembered when the challenge is answered. Not on the way to a new password:
/// that forgets every device.
pub fn trust_days(state: &State, facts: &Facts) -> Option<u16> {
    facts.policy.trust_days.filter(|_| matches!(state.first, Some(First::Password | First::Provider)))
}
