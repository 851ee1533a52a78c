use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, KeyboardEvent};

use super::{Node, Text, el};
use crate::cx::Cx;
use crate::i18n::Key;

const ATTRIBUTES: [(&str, &str); 8] = [
    ("id", "password"),
    ("name", "password"),
    ("autocomplete", "current-password"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("enterkeyhint", "go"),
    ("aria-describedby", "problem caps-lock"),
    ("data-focus", ""),
];

/// The password with "Show". The field stays the same element, so that managers keep what they know of it.
pub fn password_input(cx: Cx) -> Node {
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let watch = move |event: Event| {
        // Chromium sends plain events as key events when it autofills.
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            caps.set(event.get_modifier_state("CapsLock"));
        }
    };
    let pick = move |when_shown: Key, when_hidden: Key| -> Text {
        Signal::derive(move || cx.words.get().get(if shown.get() { when_shown } else { when_hidden }).to_owned())
    };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" }.to_owned());
    let warning =
        Signal::derive(
            move || {
                if caps.get() { cx.words.get().get(Key::PasswordCapsLock).to_owned() } else { String::new() }
            },
        );
    let input = el("input", "input")
        .live("type", kind)
        .attrs(&ATTRIBUTES)
        .live("aria-invalid", cx.invalid())
        .on("keydown", watch)
        .on("keyup", watch)
        .empty();
    let toggle = el("button", "input-button")
        .attr("type", "button")
        .live("aria-label", pick(Key::PasswordHideLabel, Key::PasswordShowLabel))
        .on("click", move |_| shown.update(|shown| *shown = !*shown))
        .say(pick(Key::PasswordHide, Key::PasswordShow));
    el("div", "field").with(vec![
        el("label", "").attr("for", "password").say(cx.text(Key::PasswordLabel)),
        el("div", "input-group").with(vec![input, toggle]),
        el("p", "hint").attr("id", "caps-lock").say(warning),
    ])
}
