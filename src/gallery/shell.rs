//! The designer's tool.

#[cfg(feature = "gallery")]
pub fn open() {}
