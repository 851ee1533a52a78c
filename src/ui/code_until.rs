//! Until when a code is valid.

use auth_contract::{ProblemCode, Step, Timestamp};
use leptos::prelude::*;

use super::{Node, countdown, el};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// Until when the code that was sent last works, and from then on that it does not (P6). Nothing where the server does
/// not tell, where the message could not even be sent, or where the error beside it says already that the code is too
/// old.
pub fn code_until(context: Context) -> Node {
    let until = move || {
        context
            .state
            .with(|state| valid_until(state.step()?))
            .filter(|_| !context.is_delivery_failed() && !context.has_problem(ProblemCode::CodeExpired))
    };
    let left = countdown(context, until);
    let over = Memo::new(move |_| left.get() == 0);
    let text = Signal::derive(move || {
        let words = context.words.get();
        match until() {
            None => String::new(),
            Some(_) if over.get() => words.get(Key::OtpOver).to_owned(),
            Some(until) => words.fill(Key::OtpUntil, &[("time", &host::time(words.tag(), until))]),
        }
    });
    el("p", "hint hint-until").attr("id", "code-until").say(text)
}

fn valid_until(step: &Step) -> Option<Timestamp> {
    match step {
        Step::MfaChallenge(step) => step.code_valid_until,
        Step::OtpEnroll(step) => step.code_valid_until,
        Step::PasswordResetCode(step) => step.code_valid_until,
        _ => None,
    }
}
