use std::sync::Arc;

use auth_contract::{Action, ActionType, StepType};

use crate::cx::{Cx, Press};
use crate::host;
use crate::i18n::Key;
use crate::ui::{Node, acting, alert, card, el, form, heading, lead, notice, passkey_button, way_back};

const NAME: &str = "passkey-name";

/// Setting up a passkey: what it is, what it will be called, and then the device asks.
pub fn passkey_enroll(cx: Cx) -> Node {
    let mut parts = vec![heading(cx, Key::PasskeyTitle)];
    if cx.passkeys() {
        let ask = move || {
            let name = Some(host::value(NAME).trim().to_owned()).filter(|name| !name.is_empty());
            (cx.press)(Press::Passkey { name, trust_device: false });
        };
        let mut fields = vec![name(cx), alert(cx)];
        fields.extend(passkey_button(cx, Key::PasskeyCreate));
        parts.extend([lead(cx.text(Key::PasskeyLead)), notice(cx), form(Arc::new(ask), fields)]);
    } else {
        parts.extend([lead(cx.text(Key::PasskeyUnsupported)), notice(cx), alert(cx)]);
    }
    if cx.passkeys() {
        parts.extend(way_back(cx, Key::CommonBack));
    } else if cx.offers(ActionType::Back) {
        // All that is left to do here.
        let look = "button button-quiet";
        parts.push(acting(cx, look, ActionType::Back, Key::PasskeyAnother, cx.acts(Action::Back)));
    }
    card(StepType::PasskeyEnroll, parts)
}

/// What the person will know it by among others. The heading takes the focus: the guess is good enough for most.
fn name(cx: Cx) -> Node {
    let input = el("input", "input")
        .attrs(&[
            ("id", NAME),
            ("name", NAME),
            ("type", "text"),
            ("maxlength", "60"),
            ("autocapitalize", "sentences"),
            ("spellcheck", "false"),
            ("enterkeyhint", "go"),
            ("dir", "auto"),
            ("aria-describedby", "passkey-hint problem"),
        ])
        .attr("value", host::system())
        .empty();
    el("div", "field").with(vec![
        el("label", "").attr("for", NAME).say(cx.text(Key::PasskeyName)),
        input,
        el("p", "hint").attr("id", "passkey-hint").say(cx.text(Key::PasskeyNameHint)),
    ])
}
