//! The gallery: every screen in every state, drawn by the page's own code from the contract's samples, without a
//! server. Nothing of this is in the page that people sign in on (docs/decisions/0011-gallery.md).

pub mod address;
#[cfg(feature = "gallery")]
mod brands;
#[cfg(feature = "gallery")]
mod cell;
pub mod cells;
pub mod clock;
pub mod extra;
#[cfg(feature = "gallery")]
mod lists;
pub mod shell;

/// Opens whichever of the two documents this is: the designer's tool, or one screen.
#[cfg(feature = "gallery")]
pub fn open() {
    let root = crate::browser::document().document_element();
    lists::publish();
    if root.and_then(|root| root.get_attribute("data-gallery")).as_deref() == Some("cell") {
        cell::open();
    } else {
        shell::open();
    }
}
