//! Layer 1: time, randomness and keys.

pub mod clock;
pub mod entropy;
pub mod vault;
