//! The button that asks the device for a passkey.

use std::sync::Arc;

use auth_contract::ActionType;
use leptos::prelude::*;

use super::{Button, Node, button, el, group};
use crate::context::{Context, Intent};
use crate::host;
use crate::i18n::Key;

/// The submit button of a form that has the device asked. Meanwhile it says what to do and offers a way out: not every
/// device shows a dialog of its own.
pub fn passkey_button(context: Context, label: Key) -> Vec<Node> {
    let is_busy = move || context.is_ceremony_open() || context.is_sending(ActionType::SubmitPublicKey);
    let hint = Signal::derive(move || {
        if context.is_ceremony_open() { context.words.get().get(Key::PasskeyAsking).to_owned() } else { String::new() }
    });
    // An attribute without a text is absent.
    let hidden = Signal::derive(move || if context.is_ceremony_open() { "" } else { "hidden" }.to_owned());
    let cancel = Button { class: "link", label: context.text(Key::PasskeyCancel), hook: ("data-cancel", "") };
    let stop = move || {
        // What was pressed is about to leave the screen.
        host::focus("main form [type=submit]");
        (context.dispatch)(Intent::CancelPasskey);
    };
    vec![
        el("button", "button")
            .attrs(&[("type", "submit"), ("data-action", ActionType::SubmitPublicKey.name())])
            .bind("aria-busy", context.flag(is_busy))
            .bind("aria-disabled", context.flag(move || is_busy() || context.pause().is_some()))
            .with(vec![el("span", "button-label").say(context.text(label))]),
        group(
            "asking",
            vec![
                el("p", "hint").attr("role", "status").say(hint),
                el("div", "").bind("hidden", hidden).with(vec![button(cancel, Arc::new(stop))]),
            ],
        ),
    ]
}
