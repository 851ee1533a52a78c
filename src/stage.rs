//! Everything after the first screen: Leptos is mounted here at the first step change.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use wasm_bindgen::JsCast;

use crate::browser::dom::{by_id, first};
use crate::browser::{document, timer};
use crate::cx::{Cx, Live, Press};
use crate::i18n::Words;
use crate::screens::{self, Identity};

pub(crate) struct Stage {
    cx: Cx,
    /// The screen is drawn again only when this changes.
    identity: RwSignal<Identity>,
}

impl Stage {
    /// Mounts the program into the page.
    pub(crate) fn mount(words: Words, live: Live, press: fn(Press)) -> Self {
        // The signals live as long as the page, like the program itself.
        let owner = Owner::new();
        let stage = owner.with(|| Self {
            cx: Cx { words: RwSignal::new(words), live: RwSignal::new(live), press },
            identity: RwSignal::new(Identity::Identify),
        });
        std::mem::forget(owner);
        let Self { cx, identity } = stage;
        let current = move || {
            let flow = cx.live.with_untracked(|live| live.flow.clone());
            screens::view(cx, &identity.get(), flow.as_deref())
        };
        if let Some(main) = by_id::<HtmlElement>("main") {
            mount_to(main, move || current).forget();
        }
        stage
    }

    /// Shows the words and facts as they are now; only what differs is touched.
    pub(crate) fn show(&self, words: Words, live: Live) {
        if self.cx.words.get_untracked() != words {
            self.cx.words.set(words);
        }
        let identity = Identity::of(&live);
        if self.cx.live.with_untracked(|before| *before != live) {
            self.cx.live.set(live);
        }
        if self.identity.get_untracked() != identity {
            if identity != Identity::Identify {
                enter();
            }
            self.identity.set(identity);
        }
    }
}

/// A new screen is there: its first field or its heading takes the focus, and it is announced
/// (WCAG 2.2 success criteria 2.4.3 and 4.1.3).
pub(crate) fn enter() {
    timer::later(0, || {
        name_page();
        let title = first::<Element>("main h1").and_then(|heading| heading.text_content()).unwrap_or_default();
        if let Some(announcer) = by_id::<Element>("announcer") {
            announcer.set_text_content(Some(&title));
        }
        let field = first::<HtmlElement>("main [data-focus], main #username:not([readonly])");
        if let Some(target) = field.or_else(|| first("main h1")) {
            let _ = target.focus();
        }
    });
}

/// Empties the announcer: what it said last may be in a language that is no longer on screen.
pub(crate) fn hush() {
    if let Some(announcer) = by_id::<Element>("announcer") {
        announcer.set_text_content(None);
    }
}

/// The title of the document says which screen this is (WCAG 2.2 success criterion 2.4.2).
pub(crate) fn name_page() {
    timer::later(0, || {
        let text = |selector| first::<Element>(selector).and_then(|element| element.text_content());
        if let (Some(title), Some(brand)) = (text("main h1"), text(".brand-name")) {
            document().set_title(&format!("{title} – {brand}"));
        }
    });
}

/// Puts the focus into the field that is at fault, ready to be typed over.
pub(crate) fn focus_invalid() {
    timer::later(0, || {
        if let Some(field) =
            first::<Element>("main [aria-invalid=true]").and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
        {
            let _ = field.focus();
            field.select();
        }
    });
}
