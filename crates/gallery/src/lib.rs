//! The gallery: every screen in every state, drawn by the page's own code from the contract's samples, without a server
//! (docs/decisions/0011-gallery.md). The page does not depend on this crate, so nothing of it can be in the program.

// As in the page: views are deeply nested types.
#![recursion_limit = "256"]

pub mod address;
#[cfg(feature = "csr")]
mod brands;
#[cfg(feature = "csr")]
mod cell;
pub mod cells;
pub mod clock;
pub mod extra;
#[cfg(feature = "csr")]
mod lists;
#[cfg(feature = "csr")]
mod places;
pub mod shell;

/// Opens whichever of the two documents this is: the designer's tool, or one screen.
#[cfg(feature = "csr")]
pub fn open() {
    let root = portico::host::browser::document().document_element();
    lists::publish();
    if root.and_then(|root| root.get_attribute("data-gallery")).as_deref() == Some("cell") {
        cell::open();
    } else {
        shell::open();
    }
}
