//! The step `mfa_challenge` with a passkey.

use std::sync::Arc;

use auth_contract::MfaChallenge;

use crate::context::{Context, Intent};
use crate::i18n::Key;
use crate::ui::{Node, alert, form, paragraph, passkey_button, trust_device, trusts};

/// What stands between whom the page signs in and the other methods, where a passkey or a security key is asked. It
/// begins with a press: browsers want one, and a dialog that nobody asked for frightens.
pub fn body(context: Context, step: &MfaChallenge) -> Vec<Node> {
    if !context.passkeys() {
        // The lead has said it.
        return vec![alert(context)];
    }
    let ask = move || (context.dispatch)(Intent::UsePasskey { name: None, trust_device: trusts() });
    let mut fields = vec![];
    fields.extend(step.name.clone().map(|names| paragraph("hint", context.filled(Key::PasskeyYours, "names", names))));
    fields.extend(step.trust_device.as_ref().map(|days| trust_device(context, days.clone())));
    fields.push(alert(context));
    fields.extend(passkey_button(context, Key::PasskeyUse));
    vec![form(Arc::new(ask), fields)]
}
