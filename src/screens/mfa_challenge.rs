use auth_contract::{Action, ActionType, Alternative, Method, MfaChallenge, StepType};

use super::submit_code;
use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{
    Choice, CodeInput, Node, alert, card, choice, code_input, disclosure, form, group, heading, lead, lifetime,
    paragraph, submit_button, who,
};

/// The second factor: a code from the app, or one of the recovery codes.
pub fn mfa_challenge(cx: Cx, step: &MfaChallenge, subject: Option<String>) -> Node {
    let recovery = step.method == Method::RecoveryCode;
    let (text, label, field) = if recovery {
        (Key::ChallengeLeadRecovery, Key::ChallengeLabelRecovery, "recovery-code")
    } else {
        (Key::ChallengeLeadTotp, Key::ChallengeLabel, "otp")
    };
    let submit = submit_code(cx, field);
    let input = CodeInput { label, length: step.code_length.filter(|_| !recovery), recovery };
    let mut fields = vec![code_input(cx, input, submit.clone())];
    fields.extend(step.period.map(|period| lifetime(cx, period)));
    fields.push(alert(cx));
    fields.push(submit_button(cx, ActionType::SubmitCode, Key::ChallengeSubmit));

    let mut parts = vec![heading(cx, Key::ChallengeTitle), lead(cx.text(text))];
    parts.extend(subject.map(|name| who(cx, name, false)));
    parts.push(form(submit, fields));
    parts.extend(another_method(cx, &step.alternatives));
    card(StepType::MfaChallenge, parts)
}

/// Everything else that the person has (C3).
fn another_method(cx: Cx, alternatives: &[Alternative]) -> Option<Node> {
    let choices: Vec<Node> =
        alternatives.iter().filter_map(|alternative| alternative_choice(cx, alternative)).collect();
    (!choices.is_empty()).then(|| {
        let parts = vec![group("choices", choices), paragraph("hint", cx.text(Key::ChallengeNoMethod))];
        disclosure(cx, Key::ChallengeAnother, parts)
    })
}

/// `None` for a method that only a newer page can use.
fn alternative_choice(cx: Cx, alternative: &Alternative) -> Option<Node> {
    let Alternative { method, authenticator, .. } = alternative;
    let title = match method {
        Method::Totp => Key::ChallengeUseTotp,
        Method::Email => Key::ChallengeUseEmail,
        Method::Sms => Key::ChallengeUseSms,
        Method::Passkey => Key::ChallengeUsePasskey,
        Method::RecoveryCode => Key::ChallengeUseRecovery,
        Method::Unknown => return None,
    };
    let look = Choice {
        action: ActionType::SwitchMethod,
        method: *method,
        authenticator: Some(authenticator.clone()),
        title,
        detail: None,
        recommended: false,
    };
    Some(choice(cx, look, cx.acts(Action::SwitchMethod { authenticator: authenticator.clone() })))
}
