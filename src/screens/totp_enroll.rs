use std::rc::Rc;

use auth_contract::{Action, ActionType, Secret, StepType, TotpEnroll};
use leptos::prelude::*;

use super::submit_code;
use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{
    Button, CodeInput, alert, button, card, code_input, copy_button, disclosure, form, group, heading, lead, lifetime,
    paragraph, qr_code, submit_button,
};

/// Setting up an authenticator app: scan or type the key, then prove that it worked.
pub fn totp_enroll(cx: Cx, step: &TotpEnroll) -> AnyView {
    let submit = submit_code(cx, "otp");
    let input = CodeInput { label: Key::TotpLabel, length: Some(step.digits), recovery: false };
    let fields = vec![
        code_input(cx, input, submit.clone()),
        lifetime(cx, step.period),
        alert(cx),
        submit_button(cx, ActionType::SubmitCode, Key::TotpSubmit),
    ];
    let mut parts = vec![heading(cx, Key::TotpTitle), lead(cx.text(Key::TotpLead))];
    parts.extend(qr_code(cx, step.otpauth_uri.expose()));
    parts.push(steps(cx, step.digits));
    parts.push(by_hand(cx, step));
    parts.push(disclosure(cx, Key::TotpWhichApp, vec![paragraph("", cx.text(Key::TotpWhichAppText))]));
    parts.push(form(submit, fields));
    if cx.offers(ActionType::Back) {
        let back = button(Button::link(cx, ActionType::Back, Key::CommonBack), cx.acts(Action::Back));
        parts.push(group("ways", vec![back]));
    }
    card(StepType::TotpEnroll, parts)
}

fn steps(cx: Cx, digits: u8) -> AnyView {
    view! {
        <ol class="steps">
            <li>{cx.t(Key::TotpStepApp)}</li>
            <li>{cx.t(Key::TotpStepScan)}</li>
            <li>{cx.filled(Key::TotpStepType, "digits", digits.to_string())}</li>
        </ol>
    }
    .into_any()
}

/// The same secret for hands instead of a camera, and for an app on this very device.
fn by_hand(cx: Cx, step: &TotpEnroll) -> AnyView {
    let facts = view! {
        <dl class="facts">
            <dt>{cx.t(Key::TotpAccount)}</dt>
            <dd><bdi>{format!("{}: {}", step.issuer, step.account)}</bdi></dd>
            <dt>{cx.t(Key::TotpSecret)}</dt>
            <dd><code class="secret" data-secret="" dir="ltr" translate="no">{grouped(step.secret.expose())}</code></dd>
        </dl>
    };
    let open = view! {
        <a class="button button-quiet button-small" href=step.otpauth_uri.expose().to_owned()>
            <span class="button-label">{cx.t(Key::TotpOpenInApp)}</span>
        </a>
    };
    let secret: Secret = step.secret.clone();
    let copy = copy_button(cx, Key::TotpCopySecret, Rc::new(move || secret.expose().to_owned()));
    let parts = vec![
        paragraph("", cx.text(Key::TotpCannotScanText)),
        facts.into_any(),
        group("button-row", vec![copy, open.into_any()]),
    ];
    disclosure(cx, Key::TotpCannotScan, parts)
}

/// In fours, so that eyes find the place again.
fn grouped(secret: &str) -> String {
    let mut out = String::with_capacity(secret.len() * 5 / 4);
    for (place, letter) in secret.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_secret_stands_in_fours() {
        assert_eq!(super::grouped("JBSWY3DPEH"), "JBSW Y3DP EH");
    }
}
