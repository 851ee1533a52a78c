use auth_contract::{Action, ActionType};

use super::{Button, Node, button, el};
use crate::cx::Cx;
use crate::i18n::Key;

/// Whom the page is signing in, and the way to another name. On the password screen `field` makes the name the
/// readonly username that managers need in the same form; elsewhere it would only confuse them.
pub fn who(cx: Cx, name: String, field: bool) -> Node {
    let label = cx.text(Key::CommonSignedInAs);
    let mut parts = if field {
        let attributes = [
            ("id", "username"),
            ("name", "username"),
            ("type", "text"),
            ("autocomplete", "username"),
            ("readonly", ""),
            ("dir", "auto"),
        ];
        vec![
            el("label", "visually-hidden").attr("for", "username").say(label),
            el("input", "who-name").attrs(&attributes).attr("value", name).empty(),
        ]
    } else {
        vec![el("span", "visually-hidden").say(label), el("bdi", "who-name").show(name)]
    };
    // Only the password screen comes right after the name; from anywhere else the name is more than one step back.
    let (action, message) =
        if field { (ActionType::Back, Action::Back) } else { (ActionType::Restart, Action::Restart) };
    if cx.offers(action) {
        parts.push(button(Button::link(cx, action, Key::CommonChange), cx.acts(message)));
    }
    el("div", "who").with(parts)
}
