//! The designer's tool: every screen by name, one of them live, and everything that can be set about it.
//!
//! The address is the whole state ([`super::address`]); the parts on screen derive from it and change nothing but it. What
//! can be decided without a browser is decided in files of its own, which are tested natively.

#[cfg(feature = "csr")]
mod act;
#[cfg(feature = "csr")]
mod bar;
pub mod command;
#[cfg(feature = "csr")]
mod control;
#[cfg(feature = "csr")]
mod findings;
#[cfg(feature = "csr")]
mod frame;
#[cfg(feature = "csr")]
mod help;
#[cfg(feature = "csr")]
mod history;
#[cfg(feature = "csr")]
mod icon;
#[cfg(feature = "csr")]
mod list;
pub mod measure;
pub mod message;
#[cfg(feature = "csr")]
mod offers;
#[cfg(feature = "csr")]
mod overview;
#[cfg(feature = "csr")]
mod play;
#[cfg(feature = "csr")]
mod playback;
#[cfg(feature = "csr")]
mod room;
pub mod search;
#[cfg(feature = "csr")]
mod settings;
#[cfg(feature = "csr")]
mod state;
pub mod tree;
#[cfg(feature = "csr")]
mod viewport;

#[cfg(feature = "csr")]
pub use act::open;
