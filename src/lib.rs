//! Portico: a sign-in page. The server decides what comes next and draws nothing; the page draws and decides nothing.
//!
//! `docs/architecture.md` shows how the modules depend on each other.

// The view! macro nests deeply typed values.
#![recursion_limit = "256"]

#[cfg(feature = "csr")]
mod api;
#[cfg(feature = "csr")]
pub mod app;
pub mod context;
pub mod flow;
pub mod host;
pub mod i18n;
pub mod page;
pub mod screens;
pub mod ui;

pub use context::{Context, Intent, ScreenState};
