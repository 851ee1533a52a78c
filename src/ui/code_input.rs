use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement};

use super::{Handler, Node, el};
use crate::cx::Cx;
use crate::i18n::Key;

/// How a code is typed.
#[derive(Clone, Copy)]
pub struct CodeInput {
    pub label: Key,
    /// Digits of the code; `None` for codes that are not numbers.
    pub length: Option<u8>,
    /// A recovery code: another name and no `one-time-code`, or managers would fill the wrong one.
    pub recovery: bool,
}

/// The digits of what was typed or pasted, whichever script they are in, cut to `length`:
/// `Your code is 123 456` → `123456`, `٤٥٦` → `456`.
pub fn digits(text: &str, length: usize) -> String {
    text.chars().filter_map(decimal_digit).take(length).collect()
}

/// Zeros of the decimal scripts that keyboards of our users produce: ASCII, Arabic-Indic, Persian, Devanagari, Bengali,
/// Thai, full-width (Unicode general category Nd).
const ZEROS: [u32; 7] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10];

fn decimal_digit(c: char) -> Option<char> {
    let c = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&c))?;
    char::from_digit(c - zero, 10)
}

const ATTRIBUTES: [(&str, &str); 7] = [
    ("type", "text"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("dir", "ltr"),
    ("enterkeyhint", "go"),
    ("aria-describedby", "problem"),
    ("data-focus", ""),
];

/// One field for a whole code. It fills in one paste or autofill and sends itself once at its length; after an error
/// the person sends it.
pub fn code_input(cx: Cx, input: CodeInput, on_full: Handler) -> Node {
    let CodeInput { label, length, recovery } = input;
    let id = if recovery { "recovery-code" } else { "otp" };
    let sent = AtomicBool::new(false);
    let on_input = move |event: Event| {
        let Some(length) = length.map(usize::from) else { return };
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let typed = field.value();
        let code = digits(&typed, length);
        // Writing the same text back would throw away the caret and the undo history.
        if code != typed {
            field.set_value(&code);
        }
        let failed = cx.live.with_untracked(|live| live.submit.trouble().is_some());
        if code.len() == length && !failed && !sent.swap(true, Ordering::Relaxed) {
            on_full();
        }
    };
    let mut field = el("input", "input input-code")
        .attr("id", id)
        .attr("name", id)
        .attrs(&ATTRIBUTES)
        .live("aria-invalid", cx.invalid())
        .on("input", on_input);
    if !recovery {
        field = field.attrs(&[("inputmode", "numeric"), ("autocomplete", "one-time-code")]);
    }
    el("div", "field").with(vec![el("label", "").attr("for", id).say(cx.text(label)), field.empty()])
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_code_is_found_in_whatever_is_pasted() {
        assert_eq!(digits("Your code is 123 456", 6), "123456");
        assert_eq!(digits("123-456", 6), "123456");
        assert_eq!(digits("١٢٣٤٥٦", 6), "123456");
        assert_eq!(digits("１２３４５６", 6), "123456");
        assert_eq!(digits("1234567", 6), "123456");
        assert_eq!(digits("no digits", 6), "");
    }
}
