use auth_contract::{Action, ActionType};
use leptos::prelude::*;

use super::{Button, button};
use crate::cx::Cx;
use crate::i18n::Key;

/// Whom the page is signing in, and the way to another name. On the password screen `field` makes the name the
/// readonly username that managers need in the same form; elsewhere it would only confuse them.
pub fn who(cx: Cx, name: String, field: bool) -> AnyView {
    let name = if field {
        view! {
            <label class="visually-hidden" for="username">{cx.t(Key::CommonSignedInAs)}</label>
            <input class="who-name" id="username" name="username" type="text" autocomplete="username" readonly=true value=name />
        }
        .into_any()
    } else {
        view! {
            <span class="visually-hidden">{cx.t(Key::CommonSignedInAs)}" "</span>
            <bdi class="who-name">{name}</bdi>
        }
        .into_any()
    };
    // Only the password screen comes right after the name; from anywhere else the name is more than one step back.
    let (action, message) =
        if field { (ActionType::Back, Action::Back) } else { (ActionType::Restart, Action::Restart) };
    let change = cx.offers(action).then(|| button(Button::link(cx, action, Key::CommonChange), cx.acts(message)));
    view! {
        <div class="who">
            {name}
            {change}
        </div>
    }
    .into_any()
}
