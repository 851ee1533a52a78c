//! Buttons.

use auth_contract::{Action, ActionType};
use leptos::prelude::*;

use super::{Node, el, group};
use crate::context::{Context, Handler, Text};
use crate::i18n::Key;

/// The one primary button of a form. While its action is under way it says so and keeps its size and the focus; while
/// the server would not listen it is out of use.
pub fn submit_button(context: Context, action: ActionType, label: Key) -> Node {
    let busy = context.flag(move || context.is_sending(action));
    el("button", "button")
        .attrs(&[("type", "submit"), ("data-action", action.name())])
        .bind("aria-busy", busy)
        .bind("aria-disabled", context.flag(move || context.is_sending(action) || context.pause().is_some()))
        .with(vec![el("span", "button-label").say(context.text(label))])
}

/// A button that sends an action of the flow, shows its work and keeps its size and the focus meanwhile.
pub fn action_button(context: Context, class: &'static str, action: ActionType, label: Key, on_press: Handler) -> Node {
    el("button", class)
        .attrs(&[("type", "button"), ("data-action", action.name())])
        .bind("aria-busy", context.flag(move || context.is_sending(action)))
        .on_press(on_press)
        .with(vec![el("span", "button-label").say(context.text(label))])
}

/// A secondary action: it looks like a link and shows its progress like a button.
pub fn action_link(context: Context, action: Action, label: Key) -> Node {
    action_button(context, "link", action.action_type(), label, context.action_handler(action))
}

/// The link back to the step before, below everything else; present while the flow offers it.
pub fn back_link(context: Context, label: Key) -> Option<Node> {
    context.offers(ActionType::Back).then(|| group("ways", vec![action_link(context, Action::Back, label)]))
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
pub fn leading_class(context: Context) -> Text {
    Signal::derive(move || if context.is_target_refused() { "button button-quiet" } else { "button" }.to_owned())
}
