//! The components that screens are made of. Each file has a style sheet of the same name under `style/components/`.

mod alert;
mod button;
mod card;
mod choice;
mod code_input;
mod copy_button;
mod disclosure;
mod icon;
mod lifetime;
mod node;
mod password_input;
mod qr_code;
mod who;

pub use alert::alert;
pub use button::{Button, button, submit_button};
pub use card::{card, form, group, heading, lead, paragraph};
pub use choice::{Choice, choice};
pub use code_input::{CodeInput, code_input};
pub use copy_button::copy_button;
pub use disclosure::disclosure;
pub use icon::{Icon, emblem, icon};
pub use lifetime::lifetime;
#[cfg(feature = "csr")]
pub use node::Built;
pub use node::{Handler, Node, Text, el, svg};
pub use password_input::password_input;
pub use qr_code::qr_code;
pub use who::who;

/// A text of the static first page: it carries the number of its key, by which the language is changed in place.
#[cfg(feature = "bundled")]
pub fn label_of(words: crate::i18n::Words, key: crate::i18n::Key) -> Node {
    el("span", "").attr("data-t", (key as usize).to_string()).show(words.get(key))
}
