//! The field for a one-time code.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement, InputEvent};

use super::{Node, el};
use crate::context::{Context, Handler};
use crate::flow::Submit;
use crate::host;
use crate::i18n::Key;

/// How a code is typed.
#[derive(Clone, Copy)]
pub struct CodeInput {
    pub label: Key,
    /// Digits of the code; `None` for codes that are not numbers.
    pub length: Option<u8>,
    /// A recovery code: another name and no `one-time-code`, or managers would fill the wrong one.
    pub recovery: bool,
    /// It comes as a text message, which browsers can hand over (`WebOTP`).
    pub sms: bool,
}

impl CodeInput {
    /// Its id, and its name.
    pub fn id(self) -> &'static str {
        if self.recovery { "recovery-code" } else { "otp" }
    }
}

/// The code of `length` digits in what was typed or pasted, whichever script it is in: `Your code is 123 456` → `123456`,
/// `24 Clinic: ٤٥٦٧٨٩` → `456789`. While there is none of that length, every digit up to it.
pub fn digits(text: &str, length: usize) -> String {
    let (mut runs, mut apart) = (vec![String::new()], false);
    for c in text.chars() {
        match ascii_digit(c) {
            Some(digit) => {
                if apart {
                    runs.push(String::new());
                    apart = false;
                }
                if let Some(run) = runs.last_mut() {
                    run.push(digit);
                }
            }
            // What people and messages put between the halves of one code.
            None => apart |= !(c.is_whitespace() || matches!(c, '-' | '–' | '.' | '\u{200e}' | '\u{200f}')),
        }
    }
    let code = runs.iter().find(|run| run.len() == length);
    code.cloned().unwrap_or_else(|| runs.concat().chars().take(length).collect())
}

/// Zeros of the decimal scripts that keyboards of our users produce: ASCII, Arabic-Indic, Persian, Devanagari, Bengali,
/// Thai, full-width (Unicode general category Nd).
const ZEROS: [u32; 7] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10];

/// The ASCII digit of the same value; `None` for what is no digit.
pub(super) fn ascii_digit(c: char) -> Option<char> {
    let c = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&c))?;
    char::from_digit(c - zero, 10)
}

/// The one time that a field sends itself.
#[derive(Default)]
struct Once {
    over: AtomicBool,
}

impl Once {
    /// Whether the field sends itself now, after a change. Never again once it did, nor after an error.
    fn sends(&self, full: bool, submit: &Submit) -> bool {
        if submit.error().is_some() {
            self.over.store(true, Ordering::Relaxed);
        }
        // While something else is under way a press would be lost, and with it the only one that this field makes.
        full && !submit.is_sending() && !self.over.swap(true, Ordering::Relaxed)
    }
}

const ATTRIBUTES: [(&str, &str); 7] = [
    ("type", "text"),
    ("autocapitalize", "none"),
    ("spellcheck", "false"),
    ("dir", "ltr"),
    ("enterkeyhint", "go"),
    ("aria-describedby", "problem code-until"),
    ("data-focus", ""),
];

/// One field for a whole code. It fills in one paste or autofill and sends itself once at its length; after an error
/// the person sends it.
pub fn code_input(context: Context, input: CodeInput, on_full: Handler) -> Node {
    let id = input.id();
    let CodeInput { label, length, recovery, sms } = input;
    let once = Once::default();
    let on_input = move |event: Event| {
        // An input method is still at work on it; the event that ends its work follows.
        if event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
            return;
        }
        let Some(length) = length.map(usize::from) else { return };
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let typed = field.value();
        let code = digits(&typed, length);
        // Writing the same text back would throw away the caret and the undo history.
        if code != typed {
            field.set_value(&code);
        }
        if once.sends(code.len() == length, &context.state.with_untracked(|state| state.submit.clone())) {
            on_full();
        }
    };
    let on_input = std::sync::Arc::new(on_input);
    let after_composing = on_input.clone();
    let mut field = el("input", "input input-code")
        .attr("id", id)
        .attr("name", id)
        .attrs(&ATTRIBUTES)
        .bind("aria-invalid", context.invalid())
        .on("input", move |event| on_input(event))
        .on("compositionend", move |event| after_composing(event));
    if !recovery {
        field = field.attrs(&[("inputmode", "numeric"), ("autocomplete", "one-time-code")]);
    }
    if sms {
        // Lives as long as the screen: dropping its owner stops the waiting.
        StoredValue::new_local(host::fill_from_sms(id));
    }
    el("div", "field").with(vec![el("label", "").attr("for", id).say(context.text(label)), field.empty()])
}

#[cfg(test)]
mod tests {
    use auth_contract::ActionType;

    use super::{Once, digits};
    use crate::flow::{Submit, SubmitError, SubmitErrorKind};

    #[test]
    fn a_full_field_sends_itself_once() {
        let once = Once::default();
        assert!(!once.sends(false, &Submit::Idle));
        assert!(once.sends(true, &Submit::Idle));
        assert!(!once.sends(true, &Submit::Idle));
    }

    #[test]
    fn a_field_never_sends_itself_after_an_error() {
        let once = Once::default();
        assert!(!once.sends(false, &Submit::Failed(SubmitError::of(SubmitErrorKind::Empty))));
        assert!(!once.sends(true, &Submit::Idle), "the error has gone, and the person still sends");
    }

    #[test]
    fn a_field_that_fills_while_something_is_under_way_keeps_its_one_time() {
        let once = Once::default();
        assert!(!once.sends(true, &Submit::Sending(Some(ActionType::Resend))));
        assert!(once.sends(true, &Submit::Idle));
    }

    #[test]
    fn a_code_is_found_in_whatever_is_pasted() {
        assert_eq!(digits("Your code is 123 456", 6), "123456");
        assert_eq!(digits("123-456", 6), "123456");
        assert_eq!(digits("\u{200e}123\u{a0}456", 6), "123456");
        assert_eq!(digits("24 Clinic: 123456 is your code, for 10 minutes", 6), "123456");
        assert_eq!(digits("Koden din er 123 456.\n@auth.example.com #123456", 6), "123456");
        assert_eq!(digits("١٢٣٤٥٦", 6), "123456");
        assert_eq!(digits("۱۲۳ ۴۵۶", 6), "123456");
        assert_eq!(digits("１２３４５６", 6), "123456");
        assert_eq!(digits("1234567", 6), "123456");
        assert_eq!(digits("12a34", 6), "1234");
        assert_eq!(digits("no digits", 6), "");
        assert_eq!(digits("", 6), "");
    }
}
