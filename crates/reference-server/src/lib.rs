//! A reference auth server for the Portico page: the contract's API, OAuth 2.0 towards products, and the page itself.
//! For development, demos and tests; written as if it were attacked.
//!
//! The modules are layers. Each may use those above it in this list and none below
//! (`docs/decisions/0026-layers-of-the-reference-server.md`).

pub mod api;
pub mod base;
pub mod cli;
#[cfg(feature = "dev")]
pub mod dev;
pub mod domain;
pub mod flow;
pub mod server;
pub mod services;
pub mod store;
