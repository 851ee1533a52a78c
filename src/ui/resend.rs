//! "Send code again", with the wait before it.

use std::sync::Arc;

use auth_contract::{Action, ActionType, Step, Timestamp};
use leptos::prelude::*;

use super::{Node, clock, countdown, el};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// "Send code again": waits for the moment that the server named and counts the seconds inside itself (C2). Readers hear
/// when the wait begins and when it is over, not the seconds between. It keeps the focus while it waits, hence
/// `aria-disabled`.
pub fn resend(context: Context) -> Node {
    let at = move || context.state.with(|state| resend_at(state.step()?));
    let left = countdown(context, at);
    let waits = Memo::new(move |_| left.get() > 0);
    let busy = context.flag(move || context.is_sending(ActionType::Resend));
    let off = context.flag(move || waits.get() || context.is_sending(ActionType::Resend));
    let dispatch = move || {
        if !waits.get_untracked() {
            context.act(Action::Resend);
        }
    };
    let wait = Signal::derive(move || match left.get() {
        0 => String::new(),
        left => context.words.get().fill(Key::OtpResendIn, &[("time", &clock(left))]),
    });
    // Said anew when a wait begins or ends, and with each new wait; the moment it names does not tick.
    let status = Signal::derive(move || {
        let words = context.words.get();
        if waits.get() {
            let wait = at().and_then(|at| u32::try_from(at.since(context.now())).ok()).unwrap_or_default();
            words.plural(Key::OtpResendWait, wait, &host::plural_category(words.tag(), wait))
        } else {
            words.get(Key::OtpResendReady).to_owned()
        }
    });
    let label = vec![
        el("span", "").say(context.text(Key::OtpResend)),
        el("span", "resend-wait").attr("aria-hidden", "true").say(wait),
    ];
    let button = el("button", "button button-quiet resend-button")
        .attrs(&[("type", "button"), ("data-action", ActionType::Resend.name()), ("aria-describedby", "resend-status")])
        .bind("aria-busy", busy)
        .bind("aria-disabled", off)
        .on_press(Arc::new(dispatch))
        .with(vec![el("span", "button-label").with(label)]);
    let status = el("span", "visually-hidden").attrs(&[("id", "resend-status"), ("role", "status")]).say(status);
    el("div", "resend").bind("hidden", context.hidden_unless_offered(ActionType::Resend)).with(vec![button, status])
}

/// From when on another code may be asked for, on the steps that wait for a code that was sent.
fn resend_at(step: &Step) -> Option<Timestamp> {
    match step {
        Step::MfaChallenge(step) => step.resend_at,
        Step::OtpEnroll(step) => Some(step.resend_at),
        Step::PasswordResetCode(step) => Some(step.resend_at),
        _ => None,
    }
}
