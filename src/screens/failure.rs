//! The failure screens: there is no step to show.

use crate::context::{Context, Intent};
use crate::flow::Failure;
use crate::host;
use crate::i18n::Key;
#[cfg(feature = "bundled")]
use crate::i18n::Words;
#[cfg(feature = "bundled")]
use crate::ui::label_of;
use crate::ui::{Icon, Node, alert, el, emblem, heading, lead};
use leptos::prelude::With;

/// When there is no step to show: what happened, and what to do.
pub fn failure(context: Context, kind: Failure) -> Node {
    let (symbol, title, text, label, intent) = words(kind);
    let busy = context.flag(move || context.state.with(|state| state.submit.is_sending()));
    let button = el("button", "button")
        .attrs(&[("type", "button"), ("data-retry", "")])
        .bind("aria-busy", busy)
        .bind("aria-disabled", busy)
        .on_press(context.intent_handler(intent))
        .with(vec![el("span", "button-label").say(context.text(label))]);
    let details = format!("{} · {}", kind.name(), host::utc(context.now()));
    let reference = vec![
        el("span", "").say(context.text(Key::SupportDetails)),
        Node::Fixed(" ".into()),
        el("span", "reference-value").attr("dir", "ltr").show(details),
    ];
    let parts = vec![
        emblem("emblem", symbol),
        heading(context, title),
        lead(context.text(text)),
        alert(context),
        button,
        el("p", "reference").with(reference),
    ];
    el("section", "card").attrs(&[("data-step", "failure"), ("data-failure", kind.name())]).with(parts)
}

/// The static screen for a program that cannot be loaded or has panicked: hidden in the document from the start, shown by
/// the boot script.
#[cfg(feature = "bundled")]
pub fn load_failure(words: Words) -> Node {
    let text = |key: Key| vec![label_of(words, key)];
    let button = el("button", "button")
        .attrs(&[("type", "button"), ("data-retry", "")])
        .with(vec![el("span", "button-label").with(text(Key::FailureReload))]);
    let attributes = [("role", "alert"), ("data-step", "failure"), ("data-failure", Failure::Program.name())];
    el("section", "card").attrs(&attributes).with(vec![
        emblem("emblem", Icon::Stop),
        el("h1", "title").attr("tabindex", "-1").with(text(Key::FailureTitleProgram)),
        el("p", "lead").with(text(Key::FailureProgram)),
        button,
    ])
}

fn words(kind: Failure) -> (Icon, Key, Key, Key, Intent) {
    match kind {
        Failure::Connection => {
            (Icon::Cloud, Key::FailureTitleConnection, Key::FailureConnection, Key::CommonTryAgain, Intent::Retry)
        }
        Failure::Server => {
            (Icon::Cloud, Key::FailureTitleServer, Key::FailureServer, Key::CommonTryAgain, Intent::Retry)
        }
        Failure::Expired => {
            (Icon::Clock, Key::FailureTitleExpired, Key::FailureExpired, Key::CommonStartAgain, Intent::Restart)
        }
        Failure::NotFound => {
            (Icon::Stop, Key::FailureTitleNotFound, Key::FailureNotFound, Key::CommonStartAgain, Intent::Restart)
        }
        Failure::Request => {
            (Icon::Stop, Key::FailureTitleRequest, Key::FailureRequest, Key::FailureRequestWay, Intent::Restart)
        }
        Failure::Program => {
            (Icon::Stop, Key::FailureTitleProgram, Key::FailureProgram, Key::FailureReload, Intent::Reload)
        }
        Failure::Unsupported => {
            (Icon::Stop, Key::FailureTitleUnsupported, Key::FailureUnsupported, Key::FailureReload, Intent::Reload)
        }
    }
}
