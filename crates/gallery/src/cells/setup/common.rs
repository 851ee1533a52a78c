//! What a press, a key and the line make of any screen with something to send.

use auth_contract::{Action, Flow, Method, Step};

use super::{Variation, main_action};

/// States that every screen with something to send has, whatever the server says.
const COMMON: [(&str, Variation); 6] = [
    ("filled", Variation::Filled),
    ("sending", Variation::Sending),
    ("empty", Variation::Empty),
    ("mismatch", Variation::Mismatch),
    ("offline", Variation::Offline),
    ("timeout", Variation::Timeout),
];

/// States of the page on its way to an identity provider.
const DEPARTING: [(&str, Variation); 4] = [
    ("standing", Variation::Reloaded),
    ("leaving", Variation::Departed),
    ("stalled", Variation::Stalled),
    ("refused", Variation::Refused),
];

/// States of the last screen, beside those of an app.
const OVER: [(&str, Variation); 2] = [("reloaded", Variation::Reloaded), ("refused", Variation::Refused)];

/// Characters that can be read, and a key that spoils them.
const SECRET: [(&str, Variation); 2] = [("shown", Variation::Shown), ("caps-lock", Variation::CapsLock)];

/// The states of a screen, as its first scene stands for it.
pub(in crate::cells) fn states(flow: &Flow) -> Vec<(&'static str, Variation)> {
    match flow.step {
        Step::Complete(_) => return OVER.to_vec(),
        Step::FederationRedirect(_) => return DEPARTING.to_vec(),
        _ => {}
    }
    let Some(action) = main_action(flow) else { return vec![] };
    let fits = |then: Variation| match then {
        Variation::Filled | Variation::Empty => has_field(&action),
        Variation::Mismatch => matches!(action, Action::ChangePassword { .. }),
        _ => true,
    };
    let mut states: Vec<_> = COMMON.into_iter().filter(|(_, then)| fits(*then)).collect();
    match flow.step {
        Step::Password(_) | Step::PasswordChange(_) => states.extend(SECRET),
        Step::Identify(_) => states.push(("without-cookies", Variation::Cookieless)),
        Step::RecoveryCodes(_) => states.push(("back-pressed", Variation::WentBack)),
        Step::AppUpdate(_) => states.push(("tried", Variation::Tried)),
        _ => {}
    }
    states
}

/// The states of a scene that asks for something else than the first of its screen does.
pub(in crate::cells) fn further_states(flow: &Flow) -> Vec<(&'static str, Variation)> {
    let differs = match &flow.step {
        Step::MfaChallenge(step) => step.method == Method::RecoveryCode,
        Step::OtpDestination(step) => step.method == Method::Sms && !step.confirms,
        _ => false,
    };
    if differs { vec![("filled", Variation::Filled), ("empty", Variation::Empty)] } else { vec![] }
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
