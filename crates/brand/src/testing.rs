//! What several test modules share.

use std::path::PathBuf;

/// An empty folder of this test's own.
pub fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portico-brand-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    folder
}

/// The checkout that this crate belongs to.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What passes for a font of so many bytes: its header is all that is read.
pub fn woff2(bytes: usize) -> Vec<u8> {
    let length = u32::try_from(bytes).expect("a small font").to_be_bytes();
    let mut font = [b"wOF2".as_slice(), &[0; 4], &length].concat();
    font.resize(bytes, 0);
    font
}
