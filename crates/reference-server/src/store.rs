//! Layer 2: rows and SQL. SQLite: one file, one writer; all work runs off the async threads. What is sealed has a type that
//! the layers above define.

pub mod accounts;
pub mod answers;
pub mod authenticators;
mod database;
#[cfg(feature = "dev")]
pub mod demo;
mod error;
pub mod federation;
pub mod flows;
pub mod outbox;
pub mod policies;
pub mod recovery_codes;
pub mod requests;
pub mod sent_codes;
pub mod sessions;
pub mod settings;
pub mod throttles;
pub mod trusted_devices;
pub mod updates_put_off;
mod words;

pub use database::{Store, erase};
pub use error::StoreError;
