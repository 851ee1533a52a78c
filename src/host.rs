//! What the page needs of its surroundings: clock, storage, history, clipboard, passkeys. In a browser these are real
//! ([`browser`]); the native build, which draws the first screen and runs the tests, has constants in their place
//! (`native`). Both have the same names, so that views are written once.

pub mod allow_list;
#[cfg(feature = "csr")]
pub mod browser;
pub mod former_address;
#[cfg(not(feature = "csr"))]
mod native;
pub mod web_view;

#[cfg(feature = "csr")]
pub use browser::{
    alphabetical, caps_lock, checked, copy, country_names, date, download, fill_from_sms, focus, former_address,
    has_logo, interval, is_dismissed, is_hidden, now, permitted, plural_category, print, scroll_into_view, select,
    select_text, selected, sign_in_address, store_dismissed, system, time, utc, value, watch_hand_over,
};
#[cfg(not(feature = "csr"))]
pub use native::{
    alphabetical, caps_lock, checked, copy, country_names, date, download, fill_from_sms, focus, former_address,
    has_logo, interval, is_dismissed, is_hidden, now, permitted, plural_category, print, scroll_into_view, select,
    select_text, selected, sign_in_address, store_dismissed, system, time, utc, value, watch_hand_over,
};
