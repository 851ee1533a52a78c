use std::sync::Arc;

use auth_contract::{Secret, StepType, TotpEnroll};

use super::code_form::{CodeForm, code_form};
use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;
use crate::navigation::Purpose;
use crate::ui::{
    CodeInput, Node, card, copy_button, disclosure, el, group, lead, notice, paragraph, qr_code, way_back,
};

/// Setting up an authenticator app: scan or type the key, then prove that it worked.
pub fn totp_enroll(cx: Cx, step: &TotpEnroll) -> Node {
    let input = CodeInput { label: Key::TotpLabel, length: Some(step.digits), recovery: false, sms: false };
    let period = Some(step.period);
    let shown = CodeForm { input, before: None, period, expires: false, submit: Key::TotpSubmit };
    // Not the field: to show it, a phone would scroll the QR code away and open its keyboard over it.
    let title = el("h1", "title").attrs(&[("tabindex", "-1"), ("data-focus", "")]).say(cx.text(Key::TotpTitle));
    let mut parts = vec![title, lead(cx.text(Key::TotpLead)), notice(cx)];
    parts.extend(qr_code(cx, step.otpauth_uri.expose()));
    // Before the steps: without an app, or without a camera, none of them makes sense (M3).
    let which = disclosure(cx, Key::TotpWhichApp, vec![paragraph("", cx.text(Key::TotpWhichAppText))]);
    parts.push(group("helps", vec![which, by_hand(cx, step)]));
    parts.push(steps(cx, step.digits));
    parts.push(code_form(cx, shown));
    parts.extend(
        step.replaces.clone().map(|entry| paragraph("hint hint-after", cx.filled(Key::TotpReplaces, "entry", entry))),
    );
    parts.extend(way_back(cx, Key::CommonBack));
    card(StepType::TotpEnroll, parts)
}

fn steps(cx: Cx, digits: u8) -> Node {
    let digits = cx.filled(Key::TotpStepType, "digits", digits.to_string());
    let steps = [cx.text(Key::TotpStepApp), cx.text(Key::TotpStepScan), digits];
    el("ol", "steps").with(steps.into_iter().map(|step| el("li", "").say(step)).collect())
}

/// The same secret for hands instead of a camera, and for an app on this very device.
fn by_hand(cx: Cx, step: &TotpEnroll) -> Node {
    let account = format!("{}: {}", step.issuer, step.account);
    let key = el("code", "secret")
        .attrs(&[("data-secret", ""), ("dir", "ltr"), ("translate", "no")])
        .show(grouped(step.secret.expose()));
    let facts = el("dl", "facts").with(vec![
        el("dt", "").say(cx.text(Key::TotpAccount)),
        el("dd", "").with(vec![el("bdi", "").show(account)]),
        el("dt", "").say(cx.text(Key::TotpSecret)),
        el("dd", "").with(vec![key]),
    ]);
    let open = host::permitted(Purpose::Link, step.otpauth_uri.expose()).map(|href| {
        el("a", "button button-quiet button-small")
            .attr("href", href)
            .with(vec![el("span", "button-label").say(cx.text(Key::TotpOpenInApp))])
    });
    let secret: Secret = step.secret.clone();
    let copy = copy_button(cx, Key::TotpCopySecret, Arc::new(move || secret.expose().to_owned()));
    let parts = vec![
        paragraph("", cx.text(Key::TotpCannotScanText)),
        facts,
        group("button-row", [copy].into_iter().chain(open).collect()),
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
