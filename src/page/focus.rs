//! Focus, title and announcement when the screen changes (WCAG 2.2 success criteria 2.4.2, 2.4.3 and 4.1.3).

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::host::browser::dom::{all, announce, first};
use crate::host::browser::{document, timer};

/// A new screen is there: its first field or its heading takes the focus, and it is announced.
pub fn enter_screen() {
    timer::set_timeout(0, || {
        set_title();
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

/// The title of the document says which screen this is.
pub fn set_title() {
    timer::set_timeout(0, || {
        let text = |selector| first::<Element>(selector).and_then(|element| element.text_content());
        if let (Some(title), Some(brand)) = (text("main:not([hidden]) h1"), text(".brand-name")) {
            document().set_title(&format!("{title} – {brand}"));
        }
    });
}

/// Puts the focus into the invalid field, with its text selected so that it can be typed over.
pub(super) fn focus_invalid() {
    timer::set_timeout(0, || {
        if let Some(field) =
            first::<Element>("main [aria-invalid=true]").and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
        {
            let _ = field.focus();
            field.select();
        }
    });
}
