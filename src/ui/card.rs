use auth_contract::StepType;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::cx::Cx;
use crate::i18n::Key;

/// The one root element of a screen. Managers look only at the first element that is added on a step change, so
/// heading and form are always inside it.
pub fn card(step: StepType, content: impl IntoView + 'static) -> AnyView {
    view! { <section class="card" data-step=step.name()>{content.into_any()}</section> }.into_any()
}

/// The only `h1` of a screen; takes the focus when the screen has no field.
pub fn heading(cx: Cx, title: Key) -> impl IntoView {
    view! { <h1 class="title" tabindex="-1">{cx.t(title)}</h1> }
}

/// The sentence below the heading.
pub fn lead(text: impl Fn() -> String + Send + 'static) -> impl IntoView {
    view! { <p class="lead">{text}</p> }
}

/// A real form: managers and the Enter key know no other way to submit.
pub fn form(on_submit: impl Fn() + 'static, content: impl IntoView + 'static) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit();
    };
    view! {
        <form class="form" method="dialog" novalidate=true on:submit=submit>
            {content.into_any()}
        </form>
    }
    .into_any()
}
