//! The screen of a page that is not whole, which stands hidden in the document from the start. The boot script shows it
//! when the program cannot be had or has broken; this shows it when the rest of the program could not be had
//! (docs/decisions/0012-program-in-two-parts.md).

use std::cell::Cell;
use std::rc::Rc;

use web_sys::{Element, Event, HtmlElement};

use crate::browser::dom::{by_id, first, listen, set_busy};
use crate::flow::Failure;
use crate::i18n::{Key, Words};
use crate::page::relabel;
use crate::rest::Missing;

const BUTTON: &str = "#stopped button";

/// The texts of the screen: with a connection that may come back, and as they are in the document.
const TEXTS: [(&str, Key, Key); 3] = [
    ("#stopped h1 [data-t]", Key::FailureTitleConnection, Key::FailureTitleProgram),
    ("#stopped .lead [data-t]", Key::FailureConnection, Key::FailureProgram),
    ("#stopped button [data-t]", Key::CommonTryAgain, Key::FailureReload),
];

#[derive(Default)]
pub(crate) struct Stopped {
    /// What is missing, while this and not the boot script shows the screen.
    missing: Rc<Cell<Option<Missing>>>,
}

impl Stopped {
    /// Calls `retry` when the person asks for another attempt. For everything else the boot script loads the page again.
    pub(crate) fn on_retry(&self, retry: impl Fn() + 'static) {
        let Some(button) = first::<HtmlElement>(BUTTON) else { return };
        let missing = self.missing.clone();
        listen::<Event>(&button.clone(), "click", move |event| {
            if missing.get() == Some(Missing::ForNow) {
                event.prevent_default();
                set_busy(&button, true);
                retry();
            }
        });
    }

    /// Puts the screen in the place of every other.
    pub(crate) fn show(&self, words: Words, missing: Missing) {
        let before = self.missing.replace(Some(missing));
        say(words, missing);
        swap(true);
        crate::stage::name_page();
        if let (true, Some(heading)) = (before != Some(missing), first::<HtmlElement>("#stopped h1")) {
            let _ = heading.focus();
        }
    }

    /// Makes room for the other screens.
    pub(crate) fn leave(&self, words: Words) {
        if self.missing.take().is_some() {
            say(words, Missing::Gone);
            swap(false);
        }
    }
}

fn say(words: Words, missing: Missing) {
    let is_gone = missing == Missing::Gone;
    let labels = TEXTS.iter().filter_map(|(selector, for_now, gone)| {
        let label = first::<Element>(selector)?;
        let key = if is_gone { *gone } else { *for_now };
        let _ = label.set_attribute("data-t", &(key as usize).to_string());
        Some(label)
    });
    relabel(words, &labels.collect::<Vec<_>>());
    if let Some(card) = first::<Element>("#stopped [data-failure]") {
        let kind = if is_gone { Failure::Program } else { Failure::Connection };
        let _ = card.set_attribute("data-failure", kind.name());
    }
    if let Some(button) = first(BUTTON) {
        set_busy(&button, false);
    }
}

fn swap(is_stopped: bool) {
    for (id, is_hidden) in [("main", is_stopped), ("resume", true), ("stopped", !is_stopped)] {
        if let Some(part) = by_id::<HtmlElement>(id) {
            part.set_hidden(is_hidden);
        }
    }
}
