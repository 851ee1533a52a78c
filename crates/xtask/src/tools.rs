//! Tools that are neither part of the checkout nor built from it: how to find them, fetch them, or say how to get them.

pub mod browsers;
pub mod node;
pub mod stylelint;
pub mod wasm;
