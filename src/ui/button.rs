use auth_contract::ActionType;
use leptos::prelude::*;

use crate::cx::Cx;
use crate::i18n::Key;

/// The one primary button of a screen. While its action is under way it says so and keeps its size and the focus.
pub fn submit_button(cx: Cx, action: ActionType, label: Key) -> impl IntoView {
    let busy = move || cx.is_sending(action).to_string();
    view! {
        <button type="submit" class="button" data-action=action.name() aria-busy=busy aria-disabled=busy>
            <span class="button-label">{cx.t(label)}</span>
        </button>
    }
}

/// A primary button outside a form, for what is no action of the flow.
pub fn wide_button(label: impl Fn() -> String + Send + 'static, on_press: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="button" data-continue="" on:click=move |_| on_press()>
            <span class="button-label">{label}</span>
        </button>
    }
}

/// A secondary button.
pub fn quiet_button(cx: Cx, hook: &'static str, label: Key, on_press: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="button button-quiet" data-hook=hook on:click=move |_| on_press()>
            <span class="button-label">{cx.t(label)}</span>
        </button>
    }
}

/// A button that looks like a link: the lesser ways on.
pub fn link_button(cx: Cx, action: ActionType, label: Key, on_press: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="link" data-action=action.name() on:click=move |_| on_press()>
            {cx.t(label)}
        </button>
    }
}
