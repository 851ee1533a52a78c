//! What a device, and a press, make of identity providers.

use auth_contract::{Flow, Step};

use super::Variation;
use super::drive::{enter_with, launch, reload};
use portico::flow::{Launch, Machine, WebView, last_used_method};

/// What can be so with providers, as cells are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cells) enum Provided {
    /// Somebody signed in with one of them before.
    LastUsed,
    /// Somebody signed in with a passkey before.
    LastPasskey,
    /// The page is inside an app.
    WebView(WebView),
    /// One was pressed, and no answer has come.
    Pressed,
}

/// The states of a step that offers providers; none for the others.
pub(in crate::cells) fn states(flow: &Flow) -> Vec<(&'static str, Variation)> {
    let of_passkey = ("last-used-passkey", Provided::LastPasskey);
    let (providers, states) = match &flow.step {
        Step::Identify(step) if flow.notice.is_none() => (
            &step.providers,
            vec![
                ("last-used", Provided::LastUsed),
                ("in-an-app", Provided::WebView(WebView::Ios)),
                ("in-another-app", Provided::WebView(WebView::Other)),
                ("pressed", Provided::Pressed),
            ],
        ),
        Step::Password(step) => (
            &step.providers_hint,
            vec![
                ("last-used", Provided::LastUsed),
                ("in-an-app", Provided::WebView(WebView::Android)),
                ("pressed", Provided::Pressed),
            ],
        ),
        _ => return vec![],
    };
    let states = match &flow.step {
        Step::Identify(step) if step.passkey_options.is_some() => vec![of_passkey],
        _ if providers.is_empty() => vec![],
        _ => states,
    };
    states.into_iter().map(|(name, state)| (name, Variation::Provided(state))).collect()
}

/// Brings a machine into one of them.
pub(super) fn play(machine: &mut Machine, flow: &Flow, state: Provided) {
    let last = match &flow.step {
        Step::Identify(step) => step.providers.last(),
        Step::Password(step) => step.providers_hint.last(),
        _ => None,
    };
    let before = if matches!(flow.step, Step::Identify(_)) { launch() } else { reload() };
    let launch = match state {
        Provided::LastUsed => Launch { last_used_method: last.map(|provider| provider.id.clone()), ..before },
        Provided::LastPasskey => Launch { last_used_method: Some(last_used_method::PASSKEY.to_owned()), ..before },
        Provided::WebView(web_view) => Launch { web_view: Some(web_view), ..before },
        Provided::Pressed => before,
    };
    enter_with(machine, flow, launch);
}
