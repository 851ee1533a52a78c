use auth_contract::StepType;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Handler, Text};
use crate::cx::Cx;
use crate::i18n::Key;

/// The one root element of a screen. Managers look only at the first element that is added on a step change, so
/// heading and form are always inside it.
pub fn card(step: StepType, parts: Vec<AnyView>) -> AnyView {
    view! { <section class="card" data-step=step.name()>{parts}</section> }.into_any()
}

/// The only `h1` of a screen; takes the focus when the screen has no field.
pub fn heading(cx: Cx, title: Key) -> AnyView {
    view! { <h1 class="title" tabindex="-1">{cx.t(title)}</h1> }.into_any()
}

/// The sentence below the heading.
pub fn lead(text: Text) -> AnyView {
    paragraph("lead", text)
}

/// A paragraph of this class.
pub fn paragraph(class: &'static str, text: Text) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// A box around some parts.
pub fn group(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// A real form: managers and the Enter key know no other way to submit.
pub fn form(on_submit: Handler, parts: Vec<AnyView>) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit();
    };
    view! { <form class="form" method="dialog" novalidate=true on:submit=submit>{parts}</form> }.into_any()
}
