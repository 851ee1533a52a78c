use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use super::Handler;
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

/// One field for a whole code. It fills in one paste or autofill and sends itself once at its length; after an error
/// the person sends it.
pub fn code_input(cx: Cx, input: CodeInput, on_full: Handler) -> AnyView {
    let CodeInput { label, length, recovery } = input;
    let id = if recovery { "recovery-code" } else { "otp" };
    let sent = AtomicBool::new(false);
    let on_input = move |event| {
        let Some(length) = length.map(usize::from) else { return };
        let typed = event_target_value(&event);
        let code = digits(&typed, length);
        // Writing the same text back would throw away the caret and the undo history.
        if code != typed {
            event_target::<leptos::web_sys::HtmlInputElement>(&event).set_value(&code);
        }
        let failed = cx.live.with_untracked(|live| live.submit.trouble().is_some());
        if code.len() == length && !failed && !sent.swap(true, Ordering::Relaxed) {
            on_full();
        }
    };
    view! {
        <div class="field">
            <label for=id>{cx.t(label)}</label>
            <input
                class="input input-code"
                id=id
                name=id
                type="text"
                inputmode=if recovery { "text" } else { "numeric" }
                autocomplete=(!recovery).then_some("one-time-code")
                autocapitalize="none"
                spellcheck="false"
                dir="ltr"
                enterkeyhint="go"
                aria-describedby="problem"
                aria-invalid=cx.invalid()
                data-focus=""
                on:input=on_input
            />
        </div>
    }
    .into_any()
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
