use auth_contract::{Method, OtpEnroll, StepType};

use super::code_form::{CodeForm, code_form, nothing_there, sent_to};
use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{CodeInput, Node, card, heading, lead, notice, way_back};

/// The code that was sent to the address or number just given: it proves that codes arrive there.
pub fn otp_enroll(cx: Cx, step: &OtpEnroll) -> Node {
    let sms = step.method == Method::Sms;
    let (title, change) =
        if sms { (Key::OtpTitleSentSms, Key::OtpChangeSms) } else { (Key::OtpTitleSentEmail, Key::OtpChangeEmail) };
    let input = CodeInput { label: Key::ChallengeLabel, length: step.code_length, recovery: false, sms };
    let expires = step.code_valid_until.is_some();
    let shown = CodeForm { input, before: None, period: None, expires, submit: Key::OtpFinish };
    let mut parts = vec![
        heading(cx, title),
        lead(sent_to(cx, step.destination.clone())),
        notice(cx),
        code_form(cx, shown),
        nothing_there(cx, step.method),
    ];
    parts.extend(way_back(cx, change));
    card(StepType::OtpEnroll, parts)
}
