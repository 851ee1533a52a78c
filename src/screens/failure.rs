use leptos::prelude::*;

use crate::cx::{Cx, Press};
use crate::flow::Failure;
use crate::host;
use crate::i18n::{Key, Words};
use crate::ui::{Icon, alert, emblem, heading, lead};

/// When there is no step to show: what happened, and the way on.
pub fn failure(cx: Cx, kind: Failure) -> AnyView {
    let (symbol, title, text, way, press) = words(kind);
    let busy = move || if cx.live.with(|live| live.submit.is_sending()) { "true" } else { "false" };
    let press = cx.presses(press);
    let parts = vec![emblem("emblem", symbol), heading(cx, title), lead(cx.text(text)), alert(cx)];
    view! {
        <section class="card" data-step="failure" data-failure=kind.name()>
            {parts}
            <button type="button" class="button" data-retry="" aria-busy=busy aria-disabled=busy on:click=move |_| press()>
                <span class="button-label">{cx.t(way)}</span>
            </button>
            <p class="reference">
                {cx.t(Key::FailureDetails)} ": "
                <span class="reference-value">{format!("{} · {}", kind.name(), host::utc(cx.now()))}</span>
            </p>
        </section>
    }
    .into_any()
}

/// The static twin for the program itself: it stands in the page from the start, hidden, and the boot script shows it
/// when the program cannot be had or has broken.
pub fn stopped(words: Words) -> AnyView {
    let text = |key: Key| view! { <span data-t=(key as usize).to_string()>{words.get(key)}</span> };
    view! {
        <section class="card" role="alert" data-step="failure" data-failure=Failure::Program.name()>
            {emblem("emblem", Icon::Stop)}
            <h1 class="title" tabindex="-1">{text(Key::FailureTitleProgram)}</h1>
            <p class="lead">{text(Key::FailureProgram)}</p>
            <button type="button" class="button" data-retry="">
                <span class="button-label">{text(Key::FailureReload)}</span>
            </button>
        </section>
    }
    .into_any()
}

fn words(kind: Failure) -> (Icon, Key, Key, Key, Press) {
    match kind {
        Failure::Connection => {
            (Icon::Cloud, Key::FailureTitleConnection, Key::FailureConnection, Key::CommonTryAgain, Press::TryAgain)
        }
        Failure::Server => {
            (Icon::Cloud, Key::FailureTitleServer, Key::FailureServer, Key::CommonTryAgain, Press::TryAgain)
        }
        Failure::Expired => {
            (Icon::Clock, Key::FailureTitleExpired, Key::FailureExpired, Key::CommonStartAgain, Press::StartAgain)
        }
        Failure::NotFound => {
            (Icon::Stop, Key::FailureTitleNotFound, Key::FailureNotFound, Key::CommonStartAgain, Press::StartAgain)
        }
        Failure::Request => {
            (Icon::Stop, Key::FailureTitleRequest, Key::FailureRequest, Key::FailureRequestWay, Press::StartAgain)
        }
        Failure::Program => {
            (Icon::Stop, Key::FailureTitleProgram, Key::FailureProgram, Key::FailureReload, Press::Reload)
        }
        Failure::Unsupported => {
            (Icon::Stop, Key::FailureTitleUnsupported, Key::FailureUnsupported, Key::FailureReload, Press::Reload)
        }
    }
}
