//! Portico: a sign-in page. The server decides what comes next and draws nothing; the page draws and decides nothing.
//!
//! `docs/architecture.md` shows how the parts hang together.

// The view! macro nests deeply typed values.
#![recursion_limit = "256"]

pub mod announcement;
#[cfg(feature = "csr")]
mod api;
#[cfg(feature = "csr")]
pub mod app;
#[cfg(feature = "csr")]
mod browser;
mod cx;
#[cfg(feature = "csr")]
mod door;
pub mod embedded;
pub mod flow;
#[cfg(feature = "bundled")]
pub mod frame;
#[cfg(feature = "bundled")]
pub mod gallery;
pub mod help;
pub mod i18n;
pub mod navigation;
#[cfg(feature = "csr")]
mod page;
#[cfg(feature = "csr")]
mod rest;
pub mod screens;
#[cfg(feature = "csr")]
mod stage;
#[cfg(not(feature = "csr"))]
mod still;
#[cfg(feature = "csr")]
mod stopped;
mod ui;
pub mod ways;
mod wording;

/// What the views need of the browser: the real one, or a still one for drawing natively.
#[cfg(feature = "csr")]
use browser as host;
#[cfg(not(feature = "csr"))]
use still as host;

pub use cx::{Cx, Live, Press};
