//! The step `mfa_challenge`: a second factor is asked for.

use auth_contract::{Action, ActionType, Alternative, Method, MfaChallenge, StepType};

use super::code_form::{CodeForm, code_form, nothing_there, sent_to};
use super::mfa_challenge_passkey;
use crate::context::{Context, Text};
use crate::i18n::Key;
use crate::ui::{
    Choice, CodeInput, Node, card, choice, disclosure, el, group, heading, lead, notice, paragraph, trust_device, who,
};

/// The second factor: a code from the app, one that was sent, one of the recovery codes, or a passkey.
pub fn mfa_challenge(context: Context, step: &MfaChallenge, subject: Option<String>) -> Node {
    let (title, text) = words(context, step);
    let mut parts = vec![heading(context, title), lead(text), notice(context)];
    parts.extend(subject.map(|name| who(context, name, false)));
    if step.method == Method::Passkey {
        parts.extend(mfa_challenge_passkey::body(context, step));
    } else {
        parts.push(code(context, step));
    }
    if matches!(step.method, Method::Email | Method::Sms) {
        parts.push(nothing_there(context, step.method));
    }
    parts.extend(another_method(context, step));
    card(StepType::MfaChallenge, parts)
}

fn words(context: Context, step: &MfaChallenge) -> (Key, Text) {
    let sent = || match step.destination.clone() {
        Some(destination) => sent_to(context, destination),
        None => context.text(Key::OtpSent),
    };
    match step.method {
        Method::Email => (Key::OtpTitleSentEmail, sent()),
        Method::Sms => (Key::OtpTitleSentSms, sent()),
        Method::Passkey if !context.passkeys() => (Key::ChallengeTitlePasskey, context.text(Key::PasskeyUnsupported)),
        Method::Passkey => (Key::ChallengeTitlePasskey, context.text(Key::ChallengeLeadPasskey)),
        Method::RecoveryCode => (Key::ChallengeTitle, context.text(Key::ChallengeLeadRecovery)),
        Method::Totp | Method::Unknown => (Key::ChallengeTitle, context.text(Key::ChallengeLeadTotp)),
    }
}

fn code(context: Context, step: &MfaChallenge) -> Node {
    let recovery = step.method == Method::RecoveryCode;
    let label = if recovery { Key::ChallengeLabelRecovery } else { Key::ChallengeLabel };
    let length = step.code_length.filter(|_| !recovery);
    code_form(
        context,
        CodeForm {
            input: CodeInput { label, length, recovery, sms: step.method == Method::Sms },
            before: step.trust_device.clone().map(|days| trust_device(context, days)),
            period: step.period,
            expires: step.code_valid_until.is_some(),
            submit: Key::ChallengeSubmit,
        },
    )
}

/// Everything else that the person has (C3); in plain sight where this browser cannot do what is asked.
fn another_method(context: Context, step: &MfaChallenge) -> Option<Node> {
    let possible = |other: &&Alternative| other.method != Method::Passkey || context.passkeys();
    let choices: Vec<Node> = step
        .alternatives
        .iter()
        .filter(possible)
        .filter_map(|alternative| alternative_choice(context, alternative))
        .collect();
    (!choices.is_empty()).then(|| {
        let parts = vec![group("choices", choices), paragraph("hint", context.text(Key::ChallengeNoMethod))];
        let is_stuck = step.method == Method::Passkey && !context.passkeys();
        if is_stuck { group("others", parts) } else { disclosure(context, Key::ChallengeAnother, parts) }
    })
}

/// `None` for a method that only a newer page can use.
fn alternative_choice(context: Context, alternative: &Alternative) -> Option<Node> {
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
    Some(choice(context, look, context.action_handler(Action::SwitchMethod { authenticator: authenticator.clone() })))
}
