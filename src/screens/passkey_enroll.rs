//! The step `passkey_enroll`: creating a passkey.

use std::sync::Arc;

use auth_contract::{Action, ActionType, StepType};

use crate::context::{Context, Intent};
use crate::host;
use crate::i18n::Key;
use crate::ui::{Node, action_button, alert, back_link, card, el, form, heading, lead, notice, passkey_button};

const NAME: &str = "passkey-name";

/// Setting up a passkey: what it is, what it will be called, and then the device asks.
pub fn passkey_enroll(context: Context) -> Node {
    let mut parts = vec![heading(context, Key::PasskeyTitle)];
    if context.passkeys() {
        let ask = move || {
            let name = Some(host::value(NAME).trim().to_owned()).filter(|name| !name.is_empty());
            (context.dispatch)(Intent::UsePasskey { name, trust_device: false });
        };
        let mut fields = vec![name(context), alert(context)];
        fields.extend(passkey_button(context, Key::PasskeyCreate));
        parts.extend([lead(context.text(Key::PasskeyLead)), notice(context), form(Arc::new(ask), fields)]);
    } else {
        parts.extend([lead(context.text(Key::PasskeyUnsupported)), notice(context), alert(context)]);
    }
    if context.passkeys() {
        parts.extend(back_link(context, Key::CommonBack));
    } else if context.offers(ActionType::Back) {
        // All that is left to do here.
        let look = "button button-quiet";
        parts.push(action_button(
            context,
            look,
            ActionType::Back,
            Key::PasskeyAnother,
            context.action_handler(Action::Back),
        ));
    }
    card(StepType::PasskeyEnroll, parts)
}

/// What the person will know it by among others. The heading takes the focus: the guess is good enough for most.
fn name(context: Context) -> Node {
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
        el("label", "").attr("for", NAME).say(context.text(Key::PasskeyName)),
        input,
        el("p", "hint").attr("id", "passkey-hint").say(context.text(Key::PasskeyNameHint)),
    ])
}
