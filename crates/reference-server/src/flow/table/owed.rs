//! What is still to be done before a person is signed in. The one place that decides it.

use auth_contract::{DeniedCode, PasswordChangeReason};

use super::{askable::askable, event::Next};
use crate::{
    domain::federation::SecondFactor,
    flow::{
        facts::Facts,
        state::{First, Second, Stage, State},
    },
    store::policies::Mfa,
};

/// What comes next after a proof, in this order: the second factor that the person has, a new password, a second factor
/// that they need, the advice to take a stronger one; the sign-in.
pub fn owed(state: State, facts: &Facts) -> Next {
    if state.first.is_none() || state.account.is_none() {
        return Next::At(state.unproven(Stage::Identify));
    }
    if facts.standing.disabled_at.is_some() {
        return Next::At(state.unproven(Stage::Denied { code: DeniedCode::AccountDisabled }));
    }
    let second = state.second.or_else(|| vouched_for(&state, facts));
    let state = State { second, ..state };
    if state.second.is_none()
        && let Some(first) = askable(&state, facts).next()
    {
        let authenticator = first.id.clone();
        return Next::At(state.at(Stage::MfaChallenge { authenticator }));
    }
    if change_reason(&state, facts).is_some() {
        return Next::At(state.at(Stage::PasswordChange));
    }
    if !state.skipped && (enrolls(&state, facts) || is_advised(&state, facts)) {
        return Next::At(state.at(Stage::MfaEnrollSelect));
    }
    Next::SignIn(state)
}

/// The second factor that the identity provider answers for. Its operator's policy of today counts, and a provider that is
/// no longer there answers for nothing.
fn vouched_for(state: &State, facts: &Facts) -> Option<Second> {
    let (Some(First::Provider), Some(via)) = (state.first, &state.via) else { return None };
    let is_vouched_for = match facts.second_factor? {
        SecondFactor::Trusted => true,
        SecondFactor::ByAmr => via.said_mfa,
        SecondFactor::Asked => false,
    };
    is_vouched_for.then_some(Second::Provider)
}

/// Why a new password is needed, if one is. Who came with a passkey or from an identity provider has not used the old one.
pub fn change_reason(state: &State, facts: &Facts) -> Option<PasswordChangeReason> {
    match state.first? {
        First::Reset => Some(PasswordChangeReason::Reset),
        First::Password => facts.standing.must_change,
        First::Passkey | First::Provider => None,
    }
}

/// Whether the password is all that this person signs in with, now and after the enrolment that they owe.
pub fn stands_alone(facts: &Facts) -> bool {
    facts.authenticators.is_empty() && facts.policy.mfa != Mfa::Required
}

fn enrolls(state: &State, facts: &Facts) -> bool {
    let has_none = facts.authenticators.is_empty() && state.second.is_none();
    has_none
        && match facts.policy.mfa {
            Mfa::Required => true,
            _ if facts.standing.enroll_reason.is_some() => !facts.methods.is_empty(),
            Mfa::Optional => !facts.methods.is_empty() && !facts.was_put_off(),
            Mfa::None => false,
        }
}

fn is_advised(state: &State, facts: &Facts) -> bool {
    matches!(state.second, Some(Second::Answered(method)) if facts.advises_instead_of(method))
}
