use auth_contract::{Complete, Handoff, StepType};
use leptos::prelude::*;

use crate::cx::{Cx, Press};
use crate::i18n::Key;
use crate::ui::{Button, Icon, Node, Text, alert, button, card, emblem, heading, lead, notice};

/// Done. On the web the page leaves by itself; an app is opened by a press (RFC 8252: browsers block anything else).
pub fn complete(cx: Cx, step: &Complete) -> Node {
    let arrived = cx.live.with_untracked(|live| live.arrived);
    let native = step.handoff != Handoff::Web;
    let home = step.app.as_ref().and_then(|app| app.url.clone());
    // The code in the address was used when the page left before; the product begins anew at its own address.
    let target = home.filter(|_| !arrived).unwrap_or_else(|| step.redirect_to.clone());
    let name = step.app.as_ref().map(|app| app.name.clone());
    let say = move |key: Key| -> Text {
        let name = name.clone();
        Signal::derive(move || {
            let words = cx.words.get();
            words.fill(key, &[("app", name.as_deref().unwrap_or(words.get(Key::CompleteApp)))])
        })
    };
    let text = match (arrived, native) {
        (true, true) => Key::CompleteLeadNative,
        (true, false) => Key::CompleteLeadWeb,
        (false, _) => Key::CompleteLeadDone,
    };
    let label = say(if native { Key::CompleteOpen } else { Key::CompleteContinue });
    card(
        StepType::Complete,
        vec![
            emblem("emblem emblem-good", Icon::Done),
            heading(cx, Key::CompleteTitle),
            lead(say(text)),
            notice(cx),
            alert(cx),
            button(Button { class: "button", label, hook: ("data-continue", "") }, cx.presses(Press::Leave(target))),
        ],
    )
}
