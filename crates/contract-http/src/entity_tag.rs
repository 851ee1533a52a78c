//! Entity tags (RFC 9110 section 8.8.3) and the requests that name one.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, header};
use sha2::{Digest, Sha256};

/// The strong entity tag of a body: the first 96 bits of its SHA-256.
pub fn of(body: &[u8]) -> String {
    format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(body)[..12]))
}

/// Whether the request names this tag in `if-none-match`. Compared weakly (RFC 9110 section 13.1.2): a proxy that
/// compresses may have marked the tag as weak.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}
