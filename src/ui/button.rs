use auth_contract::ActionType;
use leptos::prelude::*;

use super::{Handler, Text};
use crate::cx::Cx;
use crate::i18n::Key;

/// The one primary button of a form. While its action is under way it says so and keeps its size and the focus.
pub fn submit_button(cx: Cx, action: ActionType, label: Key) -> AnyView {
    let busy = move || if cx.is_sending(action) { "true" } else { "false" };
    view! {
        <button type="submit" class="button" data-action=action.name() aria-busy=busy aria-disabled=busy>
            <span class="button-label">{cx.t(label)}</span>
        </button>
    }
    .into_any()
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
pub fn button(button: Button, on_press: Handler) -> AnyView {
    let Button { class, label, hook: (name, value) } = button;
    view! {
        <button type="button" class=class on:click=move |_| on_press()>
            <span class="button-label">{label}</span>
        </button>
    }
    .attr(name, value)
    .into_any()
}
