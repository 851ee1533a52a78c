//! The step `otp_enroll`: the first code that was sent there.

use auth_contract::{Method, OtpEnroll, StepType};

use super::code_form::{CodeForm, code_form, nothing_there, sent_to};
use crate::context::Context;
use crate::i18n::Key;
use crate::ui::{CodeInput, Node, back_link, card, heading, lead, notice};

/// The code that was sent to the address or number just given: it proves that codes arrive there.
pub fn otp_enroll(context: Context, step: &OtpEnroll) -> Node {
    let sms = step.method == Method::Sms;
    let (title, change) =
        if sms { (Key::OtpTitleSentSms, Key::OtpChangeSms) } else { (Key::OtpTitleSentEmail, Key::OtpChangeEmail) };
    let input = CodeInput { label: Key::ChallengeLabel, length: step.code_length, recovery: false, sms };
    let expires = step.code_valid_until.is_some();
    let shown = CodeForm { input, before: None, period: None, expires, submit: Key::OtpFinish };
    let mut parts = vec![
        heading(context, title),
        lead(sent_to(context, step.destination.clone())),
        notice(context),
        code_form(context, shown),
        nothing_there(context, step.method),
    ];
    parts.extend(back_link(context, change));
    card(StepType::OtpEnroll, parts)
}
