//! The services of the browser: clock, network's other half, storage, history, clipboard. What is not here or in the
//! four files that hold nodes of the document (`app`, `door`, `stage`, `ui/node`) does not know that there is a browser.

pub mod address;
pub mod agent;
pub mod caps_lock;
pub mod clock;
pub mod countries;
pub mod dom;
pub mod format;
pub mod keep;
pub mod navigation;
pub mod passkeys;
pub mod random;
pub mod tabs;
pub mod timer;
pub mod web_otp;
pub mod words;

mod clipboard;
mod device;
mod download;
mod hand_over;
mod moved;

pub use address::sign_in as sign_in_address;
pub use caps_lock::caps_lock;
pub use clipboard::copy;
pub use clock::now;
pub use countries::{alphabetical, country_names};
pub use device::system;
pub use dom::{checked, focus, has_logo, reveal, select, select_text, selected, value};
pub use download::download;
pub use format::{date, plural_category, time, utc};
pub use hand_over::watch_hand_over;
pub use keep::{has_seen, keep_seen};
pub use moved::moved;
pub use navigation::permitted;
pub use timer::every;
pub use web_otp::fill_from_message;

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
