use crate::cx::Cx;
use crate::i18n::Key;
use crate::ui::{Node, el, paragraph};

/// While a sign-in is fetched again after a reload.
pub fn resuming(cx: Cx) -> Node {
    el("section", "card card-waiting")
        .attrs(&[("data-step", "resuming"), ("aria-busy", "true")])
        .with(vec![paragraph("waiting", cx.text(Key::CommonWorking))])
}
