//! A button that copies a text.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Node, el};
use crate::context::Context;
use crate::host;
use crate::i18n::Key;

/// Copies what `text` gives and says so in its own place; when the browser refuses, it says what to do instead.
pub fn copy_button(context: Context, label: Key, text: Arc<dyn Fn() -> String + Send + Sync>) -> Node {
    let (copied, refused) = (RwSignal::new(false), RwSignal::new(false));
    let dispatch = move |_| {
        host::copy(&text(), move |worked| {
            copied.set(worked);
            refused.set(!worked);
        });
    };
    let words = Signal::derive(move || {
        let key = match (copied.get(), refused.get()) {
            (true, _) => Key::CommonCopied,
            (_, true) => Key::CommonCopyFailed,
            _ => label,
        };
        context.words.get().get(key).to_owned()
    });
    el("button", "button button-quiet button-small")
        .attrs(&[("type", "button"), ("data-copy", "")])
        .on("click", dispatch)
        .with(vec![el("span", "button-label").attr("aria-live", "polite").say(words)])
}
