//! Everything after the first screen: Leptos mounts each screen here as one root element.

use std::cell::RefCell;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use wasm_bindgen::JsCast;

use crate::browser::dom::{all, announce, first};
use crate::browser::{document, timer};
use crate::cx::{Cx, Live, Press};
use crate::i18n::Words;
use crate::rest::Show;
use crate::screens::{self, Identity};
use crate::ui::Built;

struct Stage {
    cx: Cx,
    main: HtmlElement,
    /// The screen is drawn again only when its identity changes.
    identity: RefCell<Identity>,
    /// Dropping it takes the screen out of the page and stops everything that it listens to.
    mounted: RefCell<Option<UnmountHandle<Built>>>,
}

/// Readies the program to draw into the page.
pub(crate) fn raise(main: HtmlElement, words: Words, live: Live, press: fn(Press)) -> Box<dyn Show> {
    // The signals live as long as the page, like the program itself.
    let owner = Owner::new();
    let cx = owner.with(|| Cx { words: RwSignal::new(words), live: RwSignal::new(live), press });
    std::mem::forget(owner);
    Box::new(Stage { cx, main, identity: RefCell::new(Identity::Identify), mounted: RefCell::default() })
}

impl Show for Stage {
    fn show(&self, words: Words, live: Live) {
        if self.cx.words.get_untracked() != words {
            self.cx.words.set(words);
        }
        let identity = Identity::of(&live);
        let flow = live.flow.clone();
        if self.cx.live.with_untracked(|before| *before != live) {
            self.cx.live.set(live);
        }
        if *self.identity.borrow() == identity {
            return;
        }
        drop(self.mounted.take());
        if identity != Identity::Identify {
            let (cx, drawn) = (self.cx, identity.clone());
            let screen = mount_to(self.main.clone(), move || screens::view(cx, &drawn, flow.as_deref()));
            self.mounted.replace(Some(screen));
            enter();
        }
        self.identity.replace(identity);
    }
}

/// A new screen is there: its first field or its heading takes the focus, and it is announced
/// (WCAG 2.2 success criteria 2.4.3 and 4.1.3).
pub(crate) fn enter() {
    timer::later(0, || {
        name_page();
        let mut said = String::new();
        for text in all("#main h1, #main [data-spoken]").iter().filter_map(|part| part.text_content()) {
            if !said.is_empty() {
                said += if said.ends_with('.') { " " } else { ". " };
            }
            said += &text;
        }
        announce(Some(&said));
        let field = first::<HtmlElement>("main [data-focus], main #username:not([readonly])");
        if let Some(target) = field.or_else(|| first("main h1")) {
            let _ = target.focus();
        }
    });
}

/// The title of the document says which screen this is (WCAG 2.2 success criterion 2.4.2).
pub(crate) fn name_page() {
    timer::later(0, || {
        let text = |selector| first::<Element>(selector).and_then(|element| element.text_content());
        if let (Some(title), Some(brand)) = (text("main:not([hidden]) h1"), text(".brand-name")) {
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
