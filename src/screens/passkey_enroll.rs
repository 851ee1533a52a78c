use std::sync::Arc;

use auth_contract::{Action, ActionType, StepType};

use crate::cx::{Cx, Press};
use crate::host;
use crate::i18n::Key;
use crate::ui::{Button, Node, alert, button, card, el, form, group, heading, lead, notice, passkey_button};

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
    if cx.offers(ActionType::Back) {
        let link = Button::link(cx, ActionType::Back, Key::CommonBack);
        let back = cx.acts(Action::Back);
        parts.push(if cx.passkeys() {
            group("ways", vec![button(link, back)])
        } else {
            button(Button { class: "button button-quiet", label: cx.text(Key::PasskeyAnother), ..link }, back)
        });
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
