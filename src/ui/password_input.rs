//! The field for a password.

use leptos::prelude::*;
use leptos::web_sys::Event;

use super::node::El;
use super::{Node, el};
use crate::context::{Context, Text};
use crate::host;
use crate::i18n::Key;

/// What the password fields of one form have in common: whether they can be read, and in which of them Caps Lock is on.
#[derive(Clone, Copy)]
pub struct Passwords {
    context: Context,
    shown: RwSignal<bool>,
    caps: RwSignal<Option<&'static str>>,
}

/// One of the fields.
#[derive(Clone, Copy)]
pub struct PasswordInput {
    /// Id and name, as managers know them.
    pub id: &'static str,
    pub label: Key,
    /// `current-password` or `new-password` (HTML, section 4.10.18.7.1).
    pub autocomplete: &'static str,
    /// Ids of what is read out with the field.
    pub described_by: &'static str,
    pub enter: &'static str,
}

const ATTRIBUTES: [(&str, &str); 2] = [("autocapitalize", "none"), ("spellcheck", "false")];

impl Passwords {
    pub fn new(context: Context) -> Self {
        Self { context, shown: RwSignal::new(false), caps: RwSignal::new(None) }
    }

    /// Makes them unreadable again: what is sent is not left on screen while the answer is awaited.
    pub fn hide(self) {
        self.shown.set(false);
    }

    /// The bare field. It stays the same element when it is shown, so that managers keep what they know of it.
    pub fn input(self, input: PasswordInput, invalid: Text) -> El {
        let PasswordInput { id, autocomplete, described_by, enter, .. } = input;
        let Self { shown, caps, .. } = self;
        let kind = Signal::derive(move || if shown.get() { "text" } else { "password" }.to_owned());
        let look = move |_: Event| caps.set(host::caps_lock().then_some(id));
        el("input", "input")
            .bind("type", kind)
            .attrs(&[("id", id), ("name", id), ("autocomplete", autocomplete), ("enterkeyhint", enter)])
            .attrs(&[("aria-describedby", described_by)])
            .attrs(&ATTRIBUTES)
            .bind("aria-invalid", invalid)
            .on("keydown", look)
            .on("keyup", look)
            .on("focus", look)
            .on("mousedown", look)
            .on("blur", move |_| caps.set(None))
    }

    /// "Show": one for all the fields.
    pub fn toggle(self) -> Node {
        let Self { context, shown, .. } = self;
        let pick = move |when_shown: Key, when_hidden: Key| -> Text {
            Signal::derive(move || {
                context.words.get().get(if shown.get() { when_shown } else { when_hidden }).to_owned()
            })
        };
        el("button", "input-button")
            .attr("type", "button")
            .bind("aria-label", pick(Key::PasswordHideLabel, Key::PasswordShowLabel))
            // The focus stays in the field, and with it the caret and a phone's keyboard.
            .on("mousedown", |event| event.prevent_default())
            .on("click", move |_| shown.update(|shown| *shown = !*shown))
            .say(pick(Key::PasswordHide, Key::PasswordShow))
    }

    /// Says that Caps Lock is on, while the focus is in this field. Read out when it appears and again never.
    pub fn caps_hint(self, id: &'static str) -> Node {
        let Self { context, caps, .. } = self;
        let words = move || {
            let on = caps.get() == Some(id);
            if on { context.words.get().get(Key::PasswordCapsLock).to_owned() } else { String::new() }
        };
        el("p", "hint hint-caps").attr("aria-live", "polite").say(Signal::derive(words))
    }

    /// A whole field: label, what is said before, the field itself, and "Show" in it when `toggle` is set.
    pub fn field(self, input: PasswordInput, field: Node, said_before: Option<Node>, toggle: bool) -> Node {
        let mut web_view = vec![field];
        if toggle {
            web_view.push(self.toggle());
        }
        let mut parts = vec![el("label", "").attr("for", input.id).say(self.context.text(input.label))];
        parts.extend(said_before);
        parts.push(el("div", "input-group").with(web_view));
        parts.push(self.caps_hint(input.id));
        el("div", "field").with(parts)
    }
}

/// The password that the person has, with "Show".
pub fn password_input(context: Context, passwords: Passwords) -> Node {
    let input = PasswordInput {
        id: "password",
        label: Key::PasswordLabel,
        autocomplete: "current-password",
        described_by: "problem",
        enter: "go",
    };
    let field = passwords.input(input, context.invalid()).attr("data-focus", "").empty();
    passwords.field(input, field, None, true)
}
