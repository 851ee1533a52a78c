//! The only place that asks the operating system for random bytes.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// Where random bytes come from: the operating system, or a test that wants to repeat them.
pub trait Entropy: Send + Sync + 'static {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's source for cryptographic use.
pub struct OsEntropy;

impl Entropy for OsEntropy {
    /// # Panics
    /// Without random bytes nothing here is safe, so there is nothing to go on with.
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system provides random bytes");
    }
}

/// `N` random bytes.
pub fn bytes<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}

/// A bearer secret of 256 bits, in 43 characters that need no escaping in a URL, a header or a cookie.
pub fn token(entropy: &dyn Entropy) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes::<32>(entropy))
}

/// A name of 128 bits that nobody can guess, such as `fl_4Zr8mQ2sV1xK7pWnRt5yBw`.
pub fn id(entropy: &dyn Entropy, prefix: &str) -> String {
    format!("{prefix}_{}", BASE64_URL_SAFE_NO_PAD.encode(bytes::<16>(entropy)))
}
