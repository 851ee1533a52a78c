//! What the walks through the product stand on: a real server behind a proxy that can fail on command, real
//! browsers, and people who use them. A walk is a test that reads like what a person does.
//!
//! ```ignore
//! walk(async |stage| {
//!     let product = stage.product().await;
//!     let kari = stage.person(&product).await;
//!     kari.opens_the_product("web").await;
//!     kari.sees("identify").await;
//!     kari.presses("identify").await;
//! });
//! ```

pub mod authenticator;
pub mod axe;
pub mod browser;
pub mod caller;
pub mod clock;
pub mod dev_api;
pub mod faults;
pub mod gallery;
pub mod http_client;
pub mod native_app;
pub mod person;
pub mod post;
pub mod product;
pub mod providers;
mod proxy;
pub mod qr;
mod seeded_data;
pub mod settings;
pub mod stage;
pub mod traffic;
pub mod words;

pub use browser::{Browser, BrowserKind};
pub use person::Person;
pub use product::Product;
pub use stage::{Stage, walk};
