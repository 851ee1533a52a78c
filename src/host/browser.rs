//! The browser behind [`crate::host`]. Apart from this folder only the files that hold nodes of the document touch
//! `web-sys`: `app`, `page` and `ui/node`.

pub mod address;
pub mod caps_lock;
pub mod clock;
pub mod dom;
pub mod navigation;
pub mod passkeys;
pub mod random;
pub mod storage;
pub mod tabs;
pub mod timer;
pub mod user_agent;

mod clipboard;
mod countries;
mod device;
mod download;
mod format;
mod former_address;
mod hand_over;
mod web_otp;

pub use address::sign_in as sign_in_address;
pub use caps_lock::caps_lock;
pub use clipboard::copy;
pub use clock::now;
pub use countries::{alphabetical, country_names};
pub use device::system;
pub use dom::{checked, focus, has_logo, scroll_into_view, select, select_text, selected, value};
pub use download::download;
pub use format::{date, plural_category, time, utc};
pub use former_address::former_address;
pub use hand_over::watch_hand_over;
pub use navigation::permitted;
pub use storage::{is_dismissed, store_dismissed};
pub use timer::interval;
pub use web_otp::fill_from_sms;

use web_sys::{Document, Window};

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Whether nobody can see the page (HTML, `document.hidden`).
pub fn is_hidden() -> bool {
    document().hidden()
}

/// Opens the print dialogue.
pub fn print() {
    let _ = window().print();
}
