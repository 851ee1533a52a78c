//! The screen for a part of the program that cannot be loaded. It is hidden in the document from the start. The boot script
//! shows it when the first part cannot be loaded or has panicked; this shows it when the deferred part cannot be loaded
//! (docs/decisions/0012-program-in-two-parts.md).

use std::cell::Cell;
use std::rc::Rc;

use web_sys::{Element, Event, HtmlElement};

use super::deferred::LoadError;
use super::focus::set_title;
use super::language::relabel;
use crate::flow::Failure;
use crate::host::browser::dom::{by_id, first, listen, set_busy};
use crate::i18n::{Key, Words};

const BUTTON: &str = "#stopped button";

/// The texts of the screen: with a connection that may come back, and as they are in the document.
const TEXTS: [(&str, Key, Key); 3] = [
    ("#stopped h1 [data-t]", Key::FailureTitleConnection, Key::FailureTitleProgram),
    ("#stopped .lead [data-t]", Key::FailureConnection, Key::FailureProgram),
    ("#stopped button [data-t]", Key::CommonTryAgain, Key::FailureReload),
];

#[derive(Default)]
pub struct LoadFailure {
    /// The error, while this and not the boot script shows the screen.
    error: Rc<Cell<Option<LoadError>>>,
}

impl LoadFailure {
    /// Calls `retry` when the person asks for another attempt. For everything else the boot script loads the page again.
    pub fn on_retry(&self, retry: impl Fn() + 'static) {
        let Some(button) = first::<HtmlElement>(BUTTON) else { return };
        let error = self.error.clone();
        listen::<Event>(&button.clone(), "click", move |event| {
            if error.get() == Some(LoadError::Temporary) {
                event.prevent_default();
                set_busy(&button, true);
                retry();
            }
        });
    }

    /// Puts the screen in the place of every other.
    pub fn show(&self, words: Words, error: LoadError) {
        let before = self.error.replace(Some(error));
        set_texts(words, error);
        swap(true);
        set_title();
        if let (true, Some(heading)) = (before != Some(error), first::<HtmlElement>("#stopped h1")) {
            let _ = heading.focus();
        }
    }

    /// Makes room for the other screens.
    pub(super) fn hide(&self, words: Words) {
        if self.error.take().is_some() {
            set_texts(words, LoadError::Permanent);
            swap(false);
        }
    }
}

fn set_texts(words: Words, error: LoadError) {
    let is_permanent = error == LoadError::Permanent;
    let labels = TEXTS.iter().filter_map(|(selector, temporary, permanent)| {
        let label = first::<Element>(selector)?;
        let key = if is_permanent { *permanent } else { *temporary };
        let _ = label.set_attribute("data-t", &(key as usize).to_string());
        Some(label)
    });
    relabel(words, &labels.collect::<Vec<_>>());
    if let Some(card) = first::<Element>("#stopped [data-failure]") {
        let kind = if is_permanent { Failure::Program } else { Failure::Connection };
        let _ = card.set_attribute("data-failure", kind.name());
    }
    if let Some(button) = first(BUTTON) {
        set_busy(&button, false);
    }
}

fn swap(shows_failure: bool) {
    for (id, is_hidden) in [("main", shows_failure), ("resume", true), ("stopped", !shows_failure)] {
        if let Some(part) = by_id::<HtmlElement>(id) {
            part.set_hidden(is_hidden);
        }
    }
}
