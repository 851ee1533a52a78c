//! The hint for people whose password is saved for a former address.

use leptos::prelude::*;

use super::{Icon, Node, el, icon};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// Why nothing was filled in: the password is saved for another address (requirement U11). Stands after the form, never
/// between its fields, where password managers look. `None` when nobody moved, when it is long ago, and once it was put
/// away. `field` takes the focus then.
pub fn moved_hint(context: Context, field: &'static str) -> Option<Node> {
    let moved =
        host::former_address().filter(|moved| context.now() < moved.until && !host::is_dismissed(&moved.id()))?;
    let id = moved.id();
    let gone = RwSignal::new(false);
    let hidden = Signal::derive(move || if gone.get() { "hidden".to_owned() } else { String::new() });
    let close = el("button", "link")
        .attrs(&[("type", "button"), ("data-dismiss", "")])
        .on("click", move |_| {
            host::store_dismissed(&id);
            gone.set(true);
            host::focus(field);
        })
        .say(context.text(Key::MovedClose));
    let text = el("p", "").say(context.filled(Key::MovedHint, "from", moved.from));
    let hint = el("div", "moved-hint").attr("id", "moved-hint").bind("hidden", hidden);
    Some(hint.with(vec![icon(Icon::Key), text, close]))
}
