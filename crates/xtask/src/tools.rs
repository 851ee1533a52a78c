//! Tools that are neither part of the checkout nor built from it: how to find them, fetch them, or say how to get them.

pub mod browsers;
pub mod node;
pub mod stylelint;
pub mod wasm;

use std::sync::{Mutex, MutexGuard, PoisonError};

static INSTALLATION: Mutex<()> = Mutex::new(());

/// Held while npm or apt installs something. Stages run in parallel, and neither program bears another of its kind in the
/// same folder.
fn one_installation_at_a_time() -> MutexGuard<'static, ()> {
    INSTALLATION.lock().unwrap_or_else(PoisonError::into_inner)
}
