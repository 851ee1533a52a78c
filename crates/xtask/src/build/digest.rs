//! Digests in the three notations that the site needs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// Characters of SHA-256 in a file name: 64 bits tell the builds of one site apart.
const NAME_CHARACTERS: usize = 16;

/// SHA-256 in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The part of a file name that changes with the content.
pub fn for_name(bytes: &[u8]) -> String {
    let mut name = hex(bytes);
    name.truncate(NAME_CHARACTERS);
    name
}

/// A subresource-integrity value (W3C SRI): `sha384-…`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// A CSP hash source for inline content (CSP 3 § 2.3.1), with its quotes: `'sha256-…'`.
pub fn csp_source(inline: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(inline.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The values come from `printf abc | sha256sum`, and `openssl dgst -binary | base64`.
    #[test]
    fn digests_agree_with_openssl() {
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(for_name(b"abc"), "ba7816bf8f01cfea");
        assert_eq!(csp_source("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
        assert_eq!(integrity(b"abc"), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
    }
}
