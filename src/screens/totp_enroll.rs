use auth_contract::{Action, ActionType, Secret, StepType, TotpEnroll};
use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::ui::{
    CodeInput, alert, card, code_input, copy_button, disclosure, form, heading, lead, lifetime, link_button, qr_code,
    submit_button,
};

/// Setting up an authenticator app: scan or type the key, then prove that it worked.
pub fn totp_enroll(cx: Cx, step: TotpEnroll) -> AnyView {
    let submit = move || {
        let code = host::value("otp");
        if code.is_empty() {
            cx.complain_empty();
        } else {
            cx.act(Action::SubmitCode { code: Secret::new(code), trust_device: false });
        }
    };
    let input = CodeInput { label: Key::TotpLabel, length: Some(step.digits), recovery: false };
    let digits = step.digits.to_string();
    let back = cx
        .offers(ActionType::Back)
        .then(|| link_button(cx, ActionType::Back, Key::CommonBack, move || cx.act(Action::Back)));
    let period = step.period;
    let qr = qr_code(cx, step.otpauth_uri.expose());
    card(
        StepType::TotpEnroll,
        view! {
            {heading(cx, Key::TotpTitle)}
            {lead(move || cx.words.get().get(Key::TotpLead).to_owned())}
            {qr}
            <ol class="steps">
                <li>{cx.t(Key::TotpStepApp)}</li>
                <li>{cx.t(Key::TotpStepScan)}</li>
                <li>{cx.fill(Key::TotpStepType, vec![("digits", digits)])}</li>
            </ol>
            {by_hand(cx, step)}
            {disclosure(cx, Key::TotpWhichApp, view! { <p>{cx.t(Key::TotpWhichAppText)}</p> })}
            {form(submit, view! {
                {code_input(cx, input, submit)}
                {lifetime(cx, period)}
                {alert(cx)}
                {submit_button(cx, ActionType::SubmitCode, Key::TotpSubmit)}
            })}
            {back.map(|back| view! { <div class="ways">{back}</div> })}
        },
    )
}

/// The same secret for hands instead of a camera, and for an app on this very device.
fn by_hand(cx: Cx, step: TotpEnroll) -> impl IntoView {
    let TotpEnroll { secret, issuer, account, otpauth_uri, .. } = step;
    let grouped = grouped(secret.expose());
    disclosure(
        cx,
        Key::TotpCannotScan,
        view! {
            <p>{cx.t(Key::TotpCannotScanText)}</p>
            <dl class="facts">
                <dt>{cx.t(Key::TotpAccount)}</dt>
                <dd><bdi>{format!("{issuer}: {account}")}</bdi></dd>
                <dt>{cx.t(Key::TotpSecret)}</dt>
                <dd><code class="secret" data-secret="" dir="ltr" translate="no">{grouped}</code></dd>
            </dl>
            <div class="button-row">
                {copy_button(cx, "button button-quiet button-small", Key::TotpCopySecret, move || secret.expose().to_owned())}
                <a class="button button-quiet button-small" href=otpauth_uri.expose().to_owned()>
                    <span class="button-label">{cx.t(Key::TotpOpenInApp)}</span>
                </a>
            </div>
        },
    )
}

/// In fours, so that eyes find the place again.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_secret_stands_in_fours() {
        assert_eq!(super::grouped("JBSWY3DPEH"), "JBSW Y3DP EH");
    }
}
