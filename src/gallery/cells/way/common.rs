//! What a press, a key and the line make of any screen with something to send.

use auth_contract::{Action, Flow, Method, Step};

use super::{Then, main_action};

/// States that every screen with something to send has, whatever the server says.
const COMMON: [(&str, Then); 6] = [
    ("filled", Then::Filled),
    ("sending", Then::Sending),
    ("empty", Then::Empty),
    ("mismatch", Then::Mismatch),
    ("offline", Then::Offline),
    ("timeout", Then::Timeout),
];

/// States of the page on its way to an identity provider.
const DEPARTING: [(&str, Then); 4] =
    [("standing", Then::Reloaded), ("leaving", Then::Departed), ("stalled", Then::Stalled), ("refused", Then::Refused)];

/// States of the last screen, beside those of an app.
const OVER: [(&str, Then); 2] = [("reloaded", Then::Reloaded), ("refused", Then::Refused)];

/// Characters that can be read, and a key that spoils them.
const SECRET: [(&str, Then); 2] = [("shown", Then::Shown), ("caps-lock", Then::CapsLock)];

/// The states of a screen, as its first scene stands for it.
pub(in crate::gallery::cells) fn states(flow: &Flow) -> Vec<(&'static str, Then)> {
    match flow.step {
        Step::Complete(_) => return OVER.to_vec(),
        Step::FederationRedirect(_) => return DEPARTING.to_vec(),
        _ => {}
    }
    let Some(action) = main_action(flow) else { return vec![] };
    let fits = |then: Then| match then {
        Then::Filled | Then::Empty => has_field(&action),
        Then::Mismatch => matches!(action, Action::ChangePassword { .. }),
        _ => true,
    };
    let mut states: Vec<_> = COMMON.into_iter().filter(|(_, then)| fits(*then)).collect();
    match flow.step {
        Step::Password(_) | Step::PasswordChange(_) => states.extend(SECRET),
        Step::Identify(_) => states.push(("without-cookies", Then::Cookieless)),
        Step::RecoveryCodes(_) => states.push(("back-pressed", Then::WentBack)),
        Step::AppUpdate(_) => states.push(("tried", Then::Tried)),
        _ => {}
    }
    states
}

/// The states of a scene that asks for something else than the first of its screen does.
pub(in crate::gallery::cells) fn further_states(flow: &Flow) -> Vec<(&'static str, Then)> {
    let differs = match &flow.step {
        Step::MfaChallenge(step) => step.method == Method::RecoveryCode,
        Step::OtpDestination(step) => step.method == Method::Sms && !step.confirms,
        _ => false,
    };
    if differs { vec![("filled", Then::Filled), ("empty", Then::Empty)] } else { vec![] }
}

fn has_field(action: &Action) -> bool {
    matches!(
        action,
        Action::Identify { .. }
            | Action::SubmitPassword { .. }
            | Action::SubmitCode { .. }
            | Action::ChangePassword { .. }
            | Action::RequestReset { .. }
            | Action::SetDestination { .. }
    )
}
