//! A sign-in that is being fetched again after a reload.

use crate::context::Context;
use crate::i18n::Key;
use crate::ui::{Node, el};

/// While a sign-in is fetched again after a reload.
pub fn resuming(context: Context) -> Node {
    el("section", "card card-waiting")
        .attrs(&[("data-step", "resuming"), ("aria-busy", "true")])
        .with(vec![el("h1", "waiting").attr("tabindex", "-1").say(context.text(Key::CommonWorking))])
}
