//! The step `totp_enroll`: setting up an authenticator app.

use std::sync::Arc;

use auth_contract::{Secret, StepType, TotpEnroll};

use super::code_form::{CodeForm, code_form};
use crate::context::Context;
use crate::host;
use crate::host::allow_list::Purpose;
use crate::i18n::Key;
use crate::ui::{
    CodeInput, Node, back_link, card, copy_button, disclosure, el, group, lead, notice, paragraph, qr_code,
};

/// Setting up an authenticator app: scan or type the key, then prove that it worked.
pub fn totp_enroll(context: Context, step: &TotpEnroll) -> Node {
    let input = CodeInput { label: Key::TotpLabel, length: Some(step.digits), recovery: false, sms: false };
    let period = Some(step.period);
    let shown = CodeForm { input, before: None, period, expires: false, submit: Key::TotpSubmit };
    // Not the field: to show it, a phone would scroll the QR code away and open its keyboard over it.
    let title = el("h1", "title").attrs(&[("tabindex", "-1"), ("data-focus", "")]).say(context.text(Key::TotpTitle));
    let mut parts = vec![title, lead(context.text(Key::TotpLead)), notice(context)];
    parts.extend(qr_code(context, step.otpauth_uri.expose()));
    // Before the steps: without an app, or without a camera, none of them makes sense (M3).
    let which = disclosure(context, Key::TotpWhichApp, vec![paragraph("", context.text(Key::TotpWhichAppText))]);
    parts.push(group("helps", vec![which, by_hand(context, step)]));
    parts.push(steps(context, step.digits));
    parts.push(code_form(context, shown));
    parts.extend(
        step.replaces
            .clone()
            .map(|entry| paragraph("hint hint-after", context.filled(Key::TotpReplaces, "entry", entry))),
    );
    parts.extend(back_link(context, Key::CommonBack));
    card(StepType::TotpEnroll, parts)
}

fn steps(context: Context, digits: u8) -> Node {
    let digits = context.filled(Key::TotpStepType, "digits", digits.to_string());
    let steps = [context.text(Key::TotpStepApp), context.text(Key::TotpStepScan), digits];
    el("ol", "steps").with(steps.into_iter().map(|step| el("li", "").say(step)).collect())
}

/// The same secret for hands instead of a camera, and for an app on this very device.
fn by_hand(context: Context, step: &TotpEnroll) -> Node {
    let account = format!("{}: {}", step.issuer, step.account);
    let key = el("code", "secret")
        .attrs(&[("data-secret", ""), ("dir", "ltr"), ("translate", "no")])
        .show(grouped(step.secret.expose()));
    let facts = el("dl", "facts").with(vec![
        el("dt", "").say(context.text(Key::TotpAccount)),
        el("dd", "").with(vec![el("bdi", "").show(account)]),
        el("dt", "").say(context.text(Key::TotpSecret)),
        el("dd", "").with(vec![key]),
    ]);
    let open = host::permitted(Purpose::Link, step.otpauth_uri.expose()).map(|href| {
        el("a", "button button-quiet button-small")
            .attr("href", href)
            .with(vec![el("span", "button-label").say(context.text(Key::TotpOpenInApp))])
    });
    let secret: Secret = step.secret.clone();
    let copy = copy_button(context, Key::TotpCopySecret, Arc::new(move || secret.expose().to_owned()));
    let parts = vec![
        paragraph("", context.text(Key::TotpCannotScanText)),
        facts,
        group("button-row", [copy].into_iter().chain(open).collect()),
    ];
    disclosure(context, Key::TotpCannotScan, parts)
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
