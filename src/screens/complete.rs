use auth_contract::{Complete, Handoff, StepType};
use leptos::prelude::*;

use crate::cx::{Cx, Press};
use crate::i18n::Key;
use crate::ui::{Icon, alert, card, heading, icon, lead, wide_button};

/// Done. On the web the page leaves by itself; an app is opened by a press (RFC 8252: browsers block anything else).
pub fn complete(cx: Cx, step: Complete) -> AnyView {
    let arrived = cx.live.with_untracked(|live| live.arrived);
    let native = step.handoff != Handoff::Web;
    let (name, home) = step.app.map_or((None, None), |app| (Some(app.name), app.url));
    // The code in the address was used when the page left before; the product begins anew at its own address.
    let target = if arrived { step.redirect_to } else { home.unwrap_or(step.redirect_to) };
    let say = move |key: Key| {
        let name = name.clone();
        move || {
            let words = cx.words.get();
            words.fill(key, &[("app", name.as_deref().unwrap_or(words.get(Key::CompleteApp)))])
        }
    };
    let (text, button) = match (arrived, native) {
        (true, true) => (Key::CompleteLeadNative, Key::CompleteOpen),
        (true, false) => (Key::CompleteLeadWeb, Key::CompleteContinue),
        (false, true) => (Key::CompleteLeadDone, Key::CompleteOpen),
        (false, false) => (Key::CompleteLeadDone, Key::CompleteContinue),
    };
    card(
        StepType::Complete,
        view! {
            <div class="emblem emblem-good">{icon(Icon::Done)}</div>
            {heading(cx, Key::CompleteTitle)}
            {lead(say(text))}
            {alert(cx)}
            {wide_button(say(button), move || (cx.press)(Press::Leave(target.clone())))}
        },
    )
}
