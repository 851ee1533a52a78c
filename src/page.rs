//! The page around and below the screens: the first screen, the place where later screens are mounted, frame, help,
//! announcements and what is shown when a part of the program cannot be loaded.
//!
//! [`Page`] keeps all of it in step with the flow. `deferred` is the seam between the program's two files
//! (`docs/decisions/0012-program-in-two-parts.md`); what it names is filled in by `frame_parts` and `app::deferred`.

pub mod announcement;
#[cfg(feature = "csr")]
mod controller;
#[cfg(feature = "csr")]
pub mod deferred;
#[cfg(feature = "csr")]
pub mod first_screen;
#[cfg(feature = "csr")]
pub mod focus;
#[cfg(feature = "bundled")]
pub mod frame;
#[cfg(feature = "csr")]
pub mod frame_parts;
pub mod help;
#[cfg(feature = "csr")]
pub mod language;
#[cfg(feature = "csr")]
mod load_failure;
#[cfg(feature = "csr")]
mod mount;

#[cfg(feature = "csr")]
pub use controller::Page;
