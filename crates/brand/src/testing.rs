//! Helpers for several test modules.

use std::path::PathBuf;

/// An empty directory for this test.
pub fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portico-brand-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    folder
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A fake font of so many bytes: only the header is read.
pub fn woff2(bytes: usize) -> Vec<u8> {
    let length = u32::try_from(bytes).expect("a small font").to_be_bytes();
    let mut font = [b"wOF2".as_slice(), &[0; 4], &length].concat();
    font.resize(bytes, 0);
    font
}
