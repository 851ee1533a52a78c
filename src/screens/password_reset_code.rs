use auth_contract::{Method, PasswordResetCode, StepType};

use super::code_form::{CodeForm, code_form, nothing_there};
use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{CodeInput, Node, card, heading, lead, notice, way_back, who};

/// The code that was sent to who forgot the password, or was not: the words are the same. It is typed; a link that signs
/// in would work for whoever opens the message first, a scanner included.
pub fn password_reset_code(cx: Cx, step: &PasswordResetCode, subject: Option<String>) -> Node {
    let input = CodeInput { label: Key::ChallengeLabel, length: step.code_length, recovery: false, sms: false };
    let mut parts = vec![heading(cx, Key::ResetTitleCode)];
    match &step.destination {
        Some(destination) => parts.push(lead(cx.filled(Key::ResetLeadCode, "destination", destination.clone()))),
        None => parts.push(lead(cx.text(Key::ResetLeadCodePlain))),
    }
    parts.push(notice(cx));
    // Where the words name no address, the name that was typed says whose code it is.
    parts.extend(subject.filter(|_| step.destination.is_none()).map(|name| who(cx, name, false)));
    let expires = step.code_valid_until.is_some();
    let shown = CodeForm { input, before: None, period: None, expires, submit: Key::ChallengeSubmit };
    parts.push(code_form(cx, shown));
    parts.push(nothing_there(cx, Method::Email));
    parts.extend(way_back(cx, Key::CommonBack));
    card(StepType::PasswordResetCode, parts)
}
