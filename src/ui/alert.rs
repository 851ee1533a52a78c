use leptos::prelude::*;

use crate::cx::Cx;
use crate::i18n::Key;
use crate::wording;

/// What went wrong, beside the field it is about. The container is always there: screen readers announce only what is
/// put into an alert that they know (WAI-ARIA 1.2, `alert`).
pub fn alert(cx: Cx) -> AnyView {
    let content = move || {
        let trouble = cx.trouble()?;
        let words = cx.words.get();
        let text = cx.live.with(|live| wording::trouble(words, &trouble, live.step(), cx.now()));
        let reference = trouble.reference.filter(|_| !trouble.kind.is_about_field());
        Some(view! {
            <p class="alert" data-error=trouble.kind.name()>{text}</p>
            {reference.map(|reference| view! {
                <p class="reference">{words.get(Key::CommonReference)}" "<span class="reference-value">{reference}</span></p>
            })}
        })
    };
    view! { <div class="alert-slot" id="problem" role="alert">{content}</div> }.into_any()
}
