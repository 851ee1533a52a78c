//! The designer's tool: every screen by name, one of them live, and everything that can be set about it.
//!
//! The address is the whole state ([`super::address`]); the parts on screen derive from it and change nothing but it. What
//! can be decided without a browser is decided in files of its own, which are tested natively.

#[cfg(feature = "gallery")]
mod act;
#[cfg(feature = "gallery")]
mod bar;
pub mod command;
#[cfg(feature = "gallery")]
mod control;
#[cfg(feature = "gallery")]
mod findings;
#[cfg(feature = "gallery")]
mod frame;
#[cfg(feature = "gallery")]
mod help;
#[cfg(feature = "gallery")]
mod history;
#[cfg(feature = "gallery")]
mod icon;
#[cfg(feature = "gallery")]
mod list;
pub mod measure;
pub mod message;
#[cfg(feature = "gallery")]
mod offers;
#[cfg(feature = "gallery")]
mod overview;
#[cfg(feature = "gallery")]
mod room;
pub mod search;
#[cfg(feature = "gallery")]
mod settings;
#[cfg(feature = "gallery")]
mod stage;
#[cfg(feature = "gallery")]
mod state;
pub mod tree;
#[cfg(feature = "gallery")]
mod walked;

#[cfg(feature = "gallery")]
pub use act::open;
