use leptos::prelude::*;

use crate::cx::Cx;
use crate::i18n::Key;

/// While a sign-in is fetched again after a reload.
pub fn resuming(cx: Cx) -> AnyView {
    view! {
        <section class="card card-waiting" data-step="resuming" aria-busy="true">
            <p class="waiting">{cx.t(Key::CommonWorking)}</p>
        </section>
    }
    .into_any()
}
