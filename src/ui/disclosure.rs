use leptos::prelude::*;

use crate::cx::Cx;
use crate::i18n::Key;

/// Help that opens below its question. The browser's own element: it works with every keyboard and reader.
pub fn disclosure(cx: Cx, question: Key, parts: Vec<AnyView>) -> AnyView {
    view! {
        <details class="disclosure">
            <summary class="link">{cx.t(question)}</summary>
            <div class="disclosure-content">{parts}</div>
        </details>
    }
    .into_any()
}
