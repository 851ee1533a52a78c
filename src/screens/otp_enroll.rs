use auth_contract::{Action, ActionType, Method, OtpEnroll, StepType};

use super::mfa_challenge::{nothing_there, sent_to};
use super::submit_code;
use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{
    Button, CodeInput, Node, alert, button, card, code_input, code_until, form, group, heading, lead, notice, resend,
    submit_button,
};

/// The code that was sent to the address or number just given: it proves that codes arrive there.
pub fn otp_enroll(cx: Cx, step: &OtpEnroll) -> Node {
    let sms = step.method == Method::Sms;
    let (title, change) =
        if sms { (Key::OtpTitleSentSms, Key::OtpChangeSms) } else { (Key::OtpTitleSentEmail, Key::OtpChangeEmail) };
    let submit = submit_code(cx, "otp");
    let input = CodeInput { label: Key::ChallengeLabel, length: step.code_length, recovery: false, sms };
    let mut fields = vec![code_input(cx, input, submit.clone())];
    if step.code_valid_until.is_some() {
        fields.push(code_until(cx));
    }
    fields.push(alert(cx));
    fields.push(submit_button(cx, ActionType::SubmitCode, Key::OtpFinish));
    if cx.offers(ActionType::Resend) {
        fields.push(resend(cx));
    }
    let mut parts = vec![
        heading(cx, title),
        lead(sent_to(cx, step.destination.clone())),
        notice(cx),
        form(submit, fields),
        nothing_there(cx, step.method),
    ];
    if cx.offers(ActionType::Back) {
        parts.push(group("ways", vec![button(Button::link(cx, ActionType::Back, change), cx.acts(Action::Back))]));
    }
    card(StepType::OtpEnroll, parts)
}
