use std::rc::Rc;

use leptos::prelude::*;

use crate::cx::Cx;
use crate::host;
use crate::i18n::Key;

/// Copies what `text` gives and says so in its own place; when the browser refuses, it says what to do instead.
pub fn copy_button(cx: Cx, label: Key, text: Rc<dyn Fn() -> String>) -> AnyView {
    let outcome = RwSignal::new(None::<bool>);
    let press = move |_| host::copy(&text(), move |worked| outcome.set(Some(worked)));
    let words = move || {
        cx.words.get().get(match outcome.get() {
            None => label,
            Some(true) => Key::CommonCopied,
            Some(false) => Key::CommonCopyFailed,
        })
    };
    view! {
        <button type="button" class="button button-quiet button-small" data-copy="" on:click=press>
            <span class="button-label" aria-live="polite">{words}</span>
        </button>
    }
    .into_any()
}
