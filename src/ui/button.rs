use auth_contract::{Action, ActionType};
use leptos::prelude::*;

use super::{Handler, Node, Text, el, group};
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

/// A button that sends an action of the flow, shows its work and keeps its size and the focus meanwhile.
pub fn acting(cx: Cx, class: &'static str, action: ActionType, label: Key, on_press: Handler) -> Node {
    el("button", class)
        .attrs(&[("type", "button"), ("data-action", action.name())])
        .live("aria-busy", cx.flag(move || cx.is_sending(action)))
        .on_press(on_press)
        .with(vec![el("span", "button-label").say(cx.text(label))])
}

/// A lesser way on that is one action: it looks like a link, and shows its work like a button.
pub fn way(cx: Cx, action: Action, label: Key) -> Node {
    acting(cx, "link", action.action_type(), label, cx.acts(action))
}

/// The way to the step before, below everything else; there while the flow offers it.
pub fn way_back(cx: Cx, label: Key) -> Option<Node> {
    cx.offers(ActionType::Back).then(|| group("ways", vec![way(cx, Action::Back, label)]))
}

/// A button that is not the form's own.
pub struct Button {
    pub class: &'static str,
    pub label: Text,
    /// A documented hook and its value: `("data-action", "back")`.
    pub hook: (&'static str, &'static str),
}

/// Draws the button.
pub fn button(button: Button, on_press: Handler) -> Node {
    el("button", button.class)
        .attrs(&[("type", "button"), button.hook])
        .on_press(on_press)
        .with(vec![el("span", "button-label").say(button.label)])
}

/// The class of the button that leads away from the page. Where the page may not go a second press cannot help: the
/// button no longer asks for one.
pub fn leading_class(cx: Cx) -> Text {
    Signal::derive(move || if cx.is_refused() { "button button-quiet" } else { "button" }.to_owned())
}
