//! A state, corrected for what happened outside its flow.

use auth_contract::{DeniedCode, StepType};

use super::{
    askable::{askable, is_askable},
    owed::change_reason,
};
use crate::flow::{
    facts::Facts,
    state::{Stage, State},
};

/// The state, corrected for what happened outside this flow since it was stored: an account that is gone, a password that
/// was changed or a reset by support make every proof void, and an authenticator that was enrolled elsewhere must be
/// answered (otherwise a flow kept open from before would be a way around it).
pub fn reconciled(state: State, facts: &Facts) -> State {
    match &state.stage {
        Stage::Identify
        | Stage::Password
        | Stage::FederationRedirect(_)
        | Stage::PasswordResetRequest
        | Stage::PasswordResetCode
        | Stage::Complete { .. }
        | Stage::Denied { .. } => return state,
        // Nothing was proven in this flow: everybody is stopped, or the browser has a session.
        Stage::AppUpdate { .. } if state.first.is_none() => return state,
        _ => {}
    }
    if !facts.account_exists || facts.standing.epoch != state.epoch || state.first.is_none() {
        return state.unproven(Stage::Identify);
    }
    if facts.standing.disabled_at.is_some() {
        return state.unproven(Stage::Denied { code: DeniedCode::AccountDisabled });
    }
    let first = askable(&state, facts).next().map(|first| first.id.clone());
    match &state.stage {
        Stage::MfaChallenge { authenticator } if is_askable(&state, facts, authenticator) => state,
        Stage::MfaChallenge { .. } => match first {
            Some(authenticator) => state.at(Stage::MfaChallenge { authenticator }),
            None => state.unproven(Stage::Identify),
        },
        _ if state.second.is_some() => settled(state, facts),
        _ => match first {
            Some(authenticator) => state.at(Stage::MfaChallenge { authenticator }),
            None => settled(state, facts),
        },
    }
}

/// A password that was changed elsewhere has raised the epoch, so what is left is a change that nobody asks for any more.
fn settled(state: State, facts: &Facts) -> State {
    match state.stage {
        Stage::PasswordChange if change_reason(&state, facts).is_none() => state.unproven(Stage::Identify),
        _ => state,
    }
}

/// The state, unless the page cannot draw its step.
pub fn drawable(state: State, supported: &[StepType]) -> State {
    match state.stage.step_type() {
        StepType::Denied => state,
        step if supported.contains(&step) => state,
        _ => outdated(state),
    }
}

/// The end for a page that cannot draw what comes next.
pub fn outdated(state: State) -> State {
    state.unproven(Stage::Denied { code: DeniedCode::ClientOutdated })
}
