//! "Open in the browser" on the first screen, when the page is in a web view. Part of the deferred program, because hardly
//! anybody needs it.

use std::cell::OnceCell;

use auth_contract::Step;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::context::{Context, ScreenState};
use crate::host::browser::dom::by_id;
use crate::i18n::Words;
use crate::ui::{Built, open_in_browser};

pub struct OpenInBrowser {
    place: HtmlElement,
    drawn: OnceCell<(Context, UnmountHandle<Built>)>,
}

impl OpenInBrowser {
    /// Finds its place. `None` on a page that has none, and when the form is not in the document.
    pub fn find() -> Option<Self> {
        Some(Self { place: by_id("identify-way-out")?, drawn: OnceCell::new() })
    }

    /// Draws it once the flow has said which providers it has; from then on it follows the language.
    pub fn show(&self, words: Words, state: &ScreenState) {
        if let Some((context, _)) = self.drawn.get() {
            if context.words.get_untracked() != words {
                context.words.set(words);
            }
            return;
        }
        let (Some(web_view), Some(Step::Identify(step))) = (state.web_view, state.step()) else { return };
        let place = self.place.clone();
        // The signals live as long as the page, like the form that they stand in.
        let owner = Owner::new();
        let drawn = owner.with(|| {
            let context =
                Context { words: RwSignal::new(words), state: RwSignal::new(state.clone()), dispatch: |_| {} };
            let node = open_in_browser(context, web_view, &step.providers)?;
            Some((context, mount_to(place, move || node)))
        });
        std::mem::forget(owner);
        if let Some(drawn) = drawn {
            let _ = self.drawn.set(drawn);
        }
    }
}
