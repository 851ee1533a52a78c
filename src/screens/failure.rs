use crate::cx::{Cx, Press};
use crate::flow::Failure;
use crate::host;
use crate::i18n::Key;
#[cfg(feature = "bundled")]
use crate::i18n::Words;
#[cfg(feature = "bundled")]
use crate::ui::label_of;
use crate::ui::{Icon, Node, alert, el, emblem, heading, lead};
use leptos::prelude::With;

/// When there is no step to show: what happened, and the way on.
pub fn failure(cx: Cx, kind: Failure) -> Node {
    let (symbol, title, text, way, press) = words(kind);
    let busy = cx.flag(move || cx.live.with(|live| live.submit.is_sending()));
    let way = el("button", "button")
        .attrs(&[("type", "button"), ("data-retry", "")])
        .live("aria-busy", busy)
        .live("aria-disabled", busy)
        .on_press(cx.presses(press))
        .with(vec![el("span", "button-label").say(cx.text(way))]);
    let details = format!("{} · {}", kind.name(), host::utc(cx.now()));
    let reference = vec![
        el("span", "").say(cx.text(Key::SupportDetails)),
        Node::Fixed(" ".into()),
        el("span", "reference-value").attr("dir", "ltr").show(details),
    ];
    let parts = vec![
        emblem("emblem", symbol),
        heading(cx, title),
        lead(cx.text(text)),
        alert(cx),
        way,
        el("p", "reference").with(reference),
    ];
    el("section", "card").attrs(&[("data-step", "failure"), ("data-failure", kind.name())]).with(parts)
}

/// The static twin for the program itself: it stands in the page from the start, hidden, and the boot script shows it
/// when the program cannot be had or has broken.
#[cfg(feature = "bundled")]
pub fn stopped(words: Words) -> Node {
    let text = |key: Key| vec![label_of(words, key)];
    let way = el("button", "button")
        .attrs(&[("type", "button"), ("data-retry", "")])
        .with(vec![el("span", "button-label").with(text(Key::FailureReload))]);
    let attributes = [("role", "alert"), ("data-step", "failure"), ("data-failure", Failure::Program.name())];
    el("section", "card").attrs(&attributes).with(vec![
        emblem("emblem", Icon::Stop),
        el("h1", "title").attr("tabindex", "-1").with(text(Key::FailureTitleProgram)),
        el("p", "lead").with(text(Key::FailureProgram)),
        way,
    ])
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
