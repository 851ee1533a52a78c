use std::sync::Arc;

use auth_contract::MfaChallenge;

use crate::cx::{Cx, Press};
use crate::i18n::Key;
use crate::ui::{Node, alert, form, paragraph, passkey_button, trust_device, trusts};

/// What stands between whom the page signs in and the other methods, where a passkey or a security key is asked. It
/// begins with a press: browsers want one, and a dialog that nobody asked for frightens.
pub fn body(cx: Cx, step: &MfaChallenge) -> Vec<Node> {
    if !cx.passkeys() {
        // The lead has said it.
        return vec![alert(cx)];
    }
    let ask = move || (cx.press)(Press::Passkey { name: None, trust_device: trusts() });
    let mut fields = vec![];
    fields.extend(step.name.clone().map(|names| paragraph("hint", cx.filled(Key::PasskeyYours, "names", names))));
    fields.extend(step.trust_device.as_ref().map(|days| trust_device(cx, days.clone())));
    fields.push(alert(cx));
    fields.extend(passkey_button(cx, Key::PasskeyUse));
    vec![form(Arc::new(ask), fields)]
}
