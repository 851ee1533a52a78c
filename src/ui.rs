//! The components that screens are made of. Each file has a style sheet of the same name under `style/components/`.

mod alert;
mod button;
mod card;
mod choice;
mod code_input;
mod code_until;
mod copy_button;
mod countdown;
mod country_select;
mod disclosure;
mod icon;
mod lifetime;
mod moved_hint;
mod new_password;
mod node;
mod notice;
mod open_in_browser;
mod passkey;
mod password_input;
mod provider_button;
mod qr_code;
mod resend;
mod trust_device;
mod who;

pub use alert::alert;
pub use button::{Button, action_button, action_link, back_link, button, leading_class, submit_button};
pub use card::{card, form, group, heading, lead, paragraph};
pub use choice::{Choice, choice};
pub use code_input::{CodeInput, code_input};
pub use code_until::code_until;
pub use copy_button::copy_button;
pub use countdown::{clock, countdown};
pub use country_select::{country_select, phone_region};
pub use disclosure::disclosure;
pub use icon::{Icon, emblem, icon};
pub use lifetime::lifetime;
pub use moved_hint::moved_hint;
pub use new_password::{AGAIN, NEW, new_password};
#[cfg(feature = "csr")]
pub use node::Built;
pub use node::{El, Node, el, svg};
pub use notice::notice;
pub use open_in_browser::open_in_browser;
pub use passkey::passkey_button;
pub use password_input::{Passwords, password_input};
#[cfg(any(feature = "csr", feature = "bundled"))]
pub use provider_button::AT_FIRST;
#[cfg(feature = "csr")]
pub use provider_button::letter;
pub use provider_button::providers;
#[cfg(feature = "bundled")]
pub use provider_button::{AT_ONCE, mark, outline};
pub use qr_code::qr_code;
pub use resend::resend;
pub use trust_device::{trust_device, trusts};
pub use who::{username_input, who};

/// A link that leads elsewhere in each language is seen in its own; one without a language is for all.
#[cfg(feature = "bundled")]
pub fn in_language(link: El, words: crate::i18n::Words, language: Option<String>) -> El {
    let Some(language) = language else { return link };
    let is_own = language == words.tag();
    let link = link.attr("hreflang", language);
    if is_own { link } else { link.attr("hidden", "") }
}

/// A text of the static first page: it carries the number of its key, by which the language is changed in place.
#[cfg(feature = "bundled")]
pub fn label_of(words: crate::i18n::Words, key: crate::i18n::Key) -> Node {
    el("span", "").attr("data-t", (key as usize).to_string()).show(words.get(key))
}
