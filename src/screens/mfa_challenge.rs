use auth_contract::{Action, ActionType, Alternative, Method, MfaChallenge, Secret, StepType};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    Choice, CodeInput, alert, card, choice, code_input, disclosure, form, heading, lead, lifetime, submit_button, who,
};

/// The second factor: a code from the app, or one of the recovery codes.
pub fn mfa_challenge(cx: Cx, step: MfaChallenge, subject: Option<String>) -> AnyView {
    let recovery = step.method == Method::RecoveryCode;
    let submit = move || {
        let code = host::value(if recovery { "recovery-code" } else { "otp" });
        if code.trim().is_empty() {
            cx.complain_empty();
        } else {
            cx.act(Action::SubmitCode { code: Secret::new(code), trust_device: false });
        }
    };
    let text = if recovery { Key::ChallengeLeadRecovery } else { Key::ChallengeLeadTotp };
    let input = CodeInput {
        label: if recovery { Key::ChallengeLabelRecovery } else { Key::ChallengeLabel },
        length: step.code_length,
        recovery,
    };
    card(
        StepType::MfaChallenge,
        view! {
            {heading(cx, Key::ChallengeTitle)}
            {lead(move || cx.words.get().get(text).to_owned())}
            {subject.map(|name| who(cx, name, false))}
            {form(submit, view! {
                {code_input(cx, input, submit)}
                {step.period.map(|period| lifetime(cx, period))}
                {alert(cx)}
                {submit_button(cx, ActionType::SubmitCode, Key::ChallengeSubmit)}
            })}
            {another_method(cx, step.alternatives)}
        },
    )
}

/// Everything else that the person has (C3).
fn another_method(cx: Cx, alternatives: Vec<Alternative>) -> Option<impl IntoView> {
    let choices: Vec<_> = alternatives
        .into_iter()
        .filter_map(|alternative| {
            let title = match alternative.method {
                Method::Totp => Key::ChallengeUseTotp,
                Method::Email => Key::ChallengeUseEmail,
                Method::Sms => Key::ChallengeUseSms,
                Method::Passkey => Key::ChallengeUsePasskey,
                Method::RecoveryCode => Key::ChallengeUseRecovery,
                Method::Unknown => return None,
            };
            let authenticator = alternative.authenticator;
            let choice_of = Choice {
                action: ActionType::SwitchMethod,
                method: alternative.method,
                authenticator: Some(authenticator.clone()),
                title,
                detail: None,
                tag: None,
                recommended: false,
            };
            Some(choice(cx, choice_of, move || cx.act(Action::SwitchMethod { authenticator: authenticator.clone() })))
        })
        .collect();
    (!choices.is_empty()).then(|| {
        disclosure(
            cx,
            Key::ChallengeAnother,
            view! {
                <div class="choices">{choices}</div>
                <p class="hint">{cx.t(Key::ChallengeNoMethod)}</p>
            },
        )
    })
}
