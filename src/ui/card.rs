//! The card of a screen, its heading and groups.

use auth_contract::StepType;

use super::{Node, el};
use crate::context::{Context, Handler, Text};
use crate::i18n::Key;

/// The one root element of a screen. Managers look only at the first element that is added on a step change, so
/// heading and form are always inside it.
pub fn card(step: StepType, parts: Vec<Node>) -> Node {
    el("section", "card").attr("data-step", step.name()).with(parts)
}

/// The only `h1` of a screen; takes the focus when the screen has no field.
pub fn heading(context: Context, title: Key) -> Node {
    el("h1", "title").attr("tabindex", "-1").say(context.text(title))
}

/// The sentence below the heading.
pub fn lead(text: Text) -> Node {
    paragraph("lead", text)
}

/// A paragraph of this class.
pub fn paragraph(class: &'static str, text: Text) -> Node {
    el("p", class).say(text)
}

/// A box around some parts.
pub fn group(class: &'static str, parts: Vec<Node>) -> Node {
    el("div", class).with(parts)
}

/// A real form: managers and the Enter key know no other way to submit.
pub fn form(on_submit: Handler, parts: Vec<Node>) -> Node {
    el("form", "form")
        .attrs(&[("method", "dialog"), ("novalidate", "")])
        .on("submit", move |event| {
            event.prevent_default();
            on_submit();
        })
        .with(parts)
}
