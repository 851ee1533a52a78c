//! The way to the browser on the first screen, when the page is inside an app. Part of the rest of the program: next to
//! nobody needs it.

use std::cell::OnceCell;

use auth_contract::Step;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::browser::dom::by_id;
use crate::cx::{Cx, Live};
use crate::i18n::Words;
use crate::ui::{Built, open_in_browser};

pub(crate) struct WayOut {
    place: HtmlElement,
    drawn: OnceCell<(Cx, UnmountHandle<Built>)>,
}

impl WayOut {
    /// Finds its place. `None` on a page that has none, and when the form is not in the document.
    pub(crate) fn find() -> Option<Self> {
        Some(Self { place: by_id("identify-way-out")?, drawn: OnceCell::new() })
    }

    /// Draws it once the flow has said which providers it has; from then on it follows the language.
    pub(crate) fn show(&self, words: Words, live: &Live) {
        if let Some((cx, _)) = self.drawn.get() {
            if cx.words.get_untracked() != words {
                cx.words.set(words);
            }
            return;
        }
        let (Some(inside), Some(Step::Identify(step))) = (live.inside, live.step()) else { return };
        let place = self.place.clone();
        // The signals live as long as the page, like the form that they stand in.
        let owner = Owner::new();
        let drawn = owner.with(|| {
            let cx = Cx { words: RwSignal::new(words), live: RwSignal::new(live.clone()), press: |_| {} };
            let node = open_in_browser(cx, inside, &step.providers)?;
            Some((cx, mount_to(place, move || node)))
        });
        std::mem::forget(owner);
        if let Some(drawn) = drawn {
            let _ = self.drawn.set(drawn);
        }
    }
}
