use auth_contract::{Action, ActionType};

use super::{Handler, Node, Text, el};
use crate::cx::Cx;
use crate::i18n::Key;

/// The one primary button of a form. While its action is under way it says so and keeps its size and the focus; while
/// the server would not listen it is out of use.
pub fn submit_button(cx: Cx, action: ActionType, label: Key) -> Node {
    let busy = cx.flag(move || cx.is_sending(action));
    el("button", "button")
        .attrs(&[("type", "submit"), ("data-action", action.name())])
        .live("aria-busy", busy)
        .live("aria-disabled", cx.flag(move || cx.is_sending(action) || cx.pause().is_some()))
        .with(vec![el("span", "button-label").say(cx.text(label))])
}

/// A lesser way on that is one action: it looks like a link, and shows its work like a button.
pub fn way(cx: Cx, action: Action, label: Key) -> Node {
    let kind = action.action_type();
    el("button", "link")
        .attrs(&[("type", "button"), ("data-action", kind.name())])
        .live("aria-busy", cx.flag(move || cx.is_sending(kind)))
        .on_press(cx.acts(action))
        .with(vec![el("span", "button-label").say(cx.text(label))])
}

/// A button that is not the form's own.
pub struct Button {
    pub class: &'static str,
    pub label: Text,
    /// A documented hook and its value: `("data-action", "back")`.
    pub hook: (&'static str, &'static str),
}

impl Button {
    /// Sends an action of the flow, and looks like a link: the lesser ways on.
    pub fn link(cx: Cx, action: ActionType, label: Key) -> Self {
        Self { class: "link", label: cx.text(label), hook: ("data-action", action.name()) }
    }
}

/// Draws the button.
pub fn button(button: Button, on_press: Handler) -> Node {
    el("button", button.class)
        .attrs(&[("type", "button"), button.hook])
        .on_press(on_press)
        .with(vec![el("span", "button-label").say(button.label)])
}
