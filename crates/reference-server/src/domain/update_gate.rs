//! The update gate (U5): which versions of the products' programs may still sign people in.
//!
//! A version that the program tells in no readable way, or not at all, is judged by what the operator has said about such
//! programs. Nothing here stops an attacker: a program can claim any version. It stops programs that no longer work.

pub mod file;
mod platform;
mod rollout;
mod rule;
pub mod version;

#[cfg(test)]
mod tests;

pub use file::GateError;
pub use rollout::{Person, Rollout};
pub use rule::{Gate, Program, Rule, Unreadable, Update};
