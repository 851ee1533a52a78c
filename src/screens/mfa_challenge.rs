use auth_contract::{Action, ActionType, Alternative, Method, MfaChallenge, StepType};
use leptos::prelude::*;

use super::{mfa_challenge_passkey, submit_code};
use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{
    Choice, CodeInput, Node, Text, alert, card, choice, code_input, code_until, disclosure, el, form, group, heading,
    lead, lifetime, notice, paragraph, resend, submit_button, trust_device, who,
};

/// The second factor: a code from the app, one that was sent, one of the recovery codes, or a passkey.
pub fn mfa_challenge(cx: Cx, step: &MfaChallenge, subject: Option<String>) -> Node {
    let (title, text) = words(cx, step);
    let mut parts = vec![heading(cx, title), lead(text), notice(cx)];
    parts.extend(subject.map(|name| who(cx, name, false)));
    if step.method == Method::Passkey {
        parts.extend(mfa_challenge_passkey::body(cx, step));
    } else {
        parts.push(code_form(cx, step));
    }
    if matches!(step.method, Method::Email | Method::Sms) {
        parts.push(nothing_there(cx, step.method));
    }
    parts.extend(another_method(cx, step));
    card(StepType::MfaChallenge, parts)
}

fn words(cx: Cx, step: &MfaChallenge) -> (Key, Text) {
    let sent = || match step.destination.clone() {
        Some(destination) => sent_to(cx, destination),
        None => cx.text(Key::OtpSent),
    };
    match step.method {
        Method::Email => (Key::OtpTitleSentEmail, sent()),
        Method::Sms => (Key::OtpTitleSentSms, sent()),
        Method::Passkey if !cx.passkeys() => (Key::ChallengeTitlePasskey, cx.text(Key::PasskeyUnsupported)),
        Method::Passkey => (Key::ChallengeTitlePasskey, cx.text(Key::ChallengeLeadPasskey)),
        Method::RecoveryCode => (Key::ChallengeTitle, cx.text(Key::ChallengeLeadRecovery)),
        Method::Totp | Method::Unknown => (Key::ChallengeTitle, cx.text(Key::ChallengeLeadTotp)),
    }
}

fn code_form(cx: Cx, step: &MfaChallenge) -> Node {
    let recovery = step.method == Method::RecoveryCode;
    let (label, field) =
        if recovery { (Key::ChallengeLabelRecovery, "recovery-code") } else { (Key::ChallengeLabel, "otp") };
    let submit = submit_code(cx, field);
    let sms = step.method == Method::Sms;
    let input = CodeInput { label, length: step.code_length.filter(|_| !recovery), recovery, sms };
    let mut fields = vec![];
    fields.extend(step.trust_device.clone().map(|days| trust_device(cx, days)));
    fields.push(code_input(cx, input, submit.clone()));
    fields.extend(step.period.map(|period| lifetime(cx, period)));
    if step.code_valid_until.is_some() {
        fields.push(code_until(cx));
    }
    fields.push(alert(cx));
    fields.push(submit_button(cx, ActionType::SubmitCode, Key::ChallengeSubmit));
    if cx.offers(ActionType::Resend) {
        fields.push(resend(cx));
    }
    form(submit, fields)
}

/// Where the code is (C1), or where codes go when this one could not be sent.
pub(super) fn sent_to(cx: Cx, destination: String) -> Text {
    Signal::derive(move || {
        let key = if cx.is_undelivered() { Key::OtpGoesTo } else { Key::OtpSentTo };
        let words = cx.words.get();
        words.fill(key, &[("destination", &words.left_to_right(&destination))])
    })
}

/// Where to look for a code that has not come (C1).
pub(super) fn nothing_there(cx: Cx, method: Method) -> Node {
    let text = if method == Method::Sms { Key::OtpHintSms } else { Key::OtpHintEmail };
    paragraph("hint hint-after", cx.text(text))
}

/// Everything else that the person has (C3); in plain sight where this browser cannot do what is asked.
fn another_method(cx: Cx, step: &MfaChallenge) -> Option<Node> {
    let possible = |other: &&Alternative| other.method != Method::Passkey || cx.passkeys();
    let choices: Vec<Node> = step
        .alternatives
        .iter()
        .filter(possible)
        .filter_map(|alternative| alternative_choice(cx, alternative))
        .collect();
    (!choices.is_empty()).then(|| {
        let parts = vec![group("choices", choices), paragraph("hint", cx.text(Key::ChallengeNoMethod))];
        let is_stuck = step.method == Method::Passkey && !cx.passkeys();
        if is_stuck { group("others", parts) } else { disclosure(cx, Key::ChallengeAnother, parts) }
    })
}

/// `None` for a method that only a newer page can use.
fn alternative_choice(cx: Cx, alternative: &Alternative) -> Option<Node> {
    let Alternative { method, authenticator, destination, name } = alternative;
    let title = match method {
        Method::Totp => Key::ChallengeUseTotp,
        Method::Email => Key::ChallengeUseEmail,
        Method::Sms => Key::ChallengeUseSms,
        Method::Passkey => Key::ChallengeUsePasskey,
        Method::RecoveryCode => Key::ChallengeUseRecovery,
        Method::Unknown => return None,
    };
    // An address or a number reads from the left whatever the language; what a person called a key does as it is.
    let detail = match (destination, name) {
        (Some(destination), _) => Some(el("bdi", "choice-detail").attr("dir", "ltr").show(destination)),
        (None, Some(name)) => Some(el("bdi", "choice-detail").show(name)),
        (None, None) => None,
    };
    let look = Choice {
        action: ActionType::SwitchMethod,
        method: Some(*method),
        authenticator: Some(authenticator.clone()),
        title,
        tags: vec![],
        best: false,
        detail,
    };
    Some(choice(cx, look, cx.acts(Action::SwitchMethod { authenticator: authenticator.clone() })))
}
