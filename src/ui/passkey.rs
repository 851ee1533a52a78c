use std::sync::Arc;

use auth_contract::ActionType;
use leptos::prelude::*;

use super::{Button, Node, button, el, group};
use crate::cx::{Cx, Press};
use crate::host;
use crate::i18n::Key;

/// The submit button of a form that has the device asked. Meanwhile it says what to do and offers a way out: not every
/// device shows a dialog of its own.
pub fn passkey_button(cx: Cx, label: Key) -> Vec<Node> {
    let is_busy = move || cx.is_asking() || cx.is_sending(ActionType::SubmitPublicKey);
    let hint =
        Signal::derive(
            move || {
                if cx.is_asking() { cx.words.get().get(Key::PasskeyAsking).to_owned() } else { String::new() }
            },
        );
    // An attribute without a text is absent.
    let hidden = Signal::derive(move || if cx.is_asking() { "" } else { "hidden" }.to_owned());
    let cancel = Button { class: "link", label: cx.text(Key::PasskeyCancel), hook: ("data-cancel", "") };
    let stop = move || {
        // What was pressed is about to leave the screen.
        host::focus("main form [type=submit]");
        (cx.press)(Press::CancelPasskey);
    };
    vec![
        el("button", "button")
            .attrs(&[("type", "submit"), ("data-action", ActionType::SubmitPublicKey.name())])
            .live("aria-busy", cx.flag(is_busy))
            .live("aria-disabled", cx.flag(move || is_busy() || cx.pause().is_some()))
            .with(vec![el("span", "button-label").say(cx.text(label))]),
        group(
            "asking",
            vec![
                el("p", "hint").attr("role", "status").say(hint),
                el("div", "").live("hidden", hidden).with(vec![button(cancel, Arc::new(stop))]),
            ],
        ),
    ]
}
