//! The step `password_reset_code`: the code that was sent.

use auth_contract::{Method, PasswordResetCode, StepType};

use super::code_form::{CodeForm, code_form, nothing_there};
use crate::context::Context;
use crate::i18n::Key;
use crate::ui::{CodeInput, Node, back_link, card, heading, lead, notice, who};

/// The code that was sent to who forgot the password, or was not: the words are the same. It is typed; a link that signs
/// in would work for whoever opens the message first, a scanner included.
pub fn password_reset_code(context: Context, step: &PasswordResetCode, subject: Option<String>) -> Node {
    let input = CodeInput { label: Key::ChallengeLabel, length: step.code_length, recovery: false, sms: false };
    let mut parts = vec![heading(context, Key::ResetTitleCode)];
    match &step.destination {
        Some(destination) => parts.push(lead(context.filled(Key::ResetLeadCode, "destination", destination.clone()))),
        None => parts.push(lead(context.text(Key::ResetLeadCodePlain))),
    }
    parts.push(notice(context));
    // Where the words name no address, the name that was typed says whose code it is.
    parts.extend(subject.filter(|_| step.destination.is_none()).map(|name| who(context, name, false)));
    let expires = step.code_valid_until.is_some();
    let shown = CodeForm { input, before: None, period: None, expires, submit: Key::ChallengeSubmit };
    parts.push(code_form(context, shown));
    parts.push(nothing_there(context, Method::Email));
    parts.extend(back_link(context, Key::CommonBack));
    card(StepType::PasswordResetCode, parts)
}
