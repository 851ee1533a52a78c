//! The response headers that the built page needs, handed to whatever host serves it as `headers.json`.

use serde_json::{Value, json};

/// Where the headers stand in the site.
pub const FILE: &str = "headers.json";

/// The Content-Security-Policy of every document. `style_source` is the digest of the one inline `<style>`.
///
/// Styles travel inside the page because a stylesheet of its own would stand between the person and the first paint;
/// the digest keeps the policy as strict as a file would.
pub fn content_security_policy(style_source: &str) -> String {
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        &format!("style-src 'self' {style_source}"),
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    .join("; ")
}

/// The policy of everything else. An SVG that somebody opens by its address is a document on this origin: it may bring
/// its own styles and nothing that runs.
const ASSET_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Everything that a person's device could offer and this page never asks for; passkeys and one-time codes are asked
/// for by the page itself.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=(), \
     otp-credentials=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)";

/// `headers.json`: what a host sends with documents and with hashed assets, and the languages that there are.
///
/// The first language is the default one. `referrer-policy: no-referrer` keeps the flow's id out of other sites' logs;
/// `nosniff` and the resource policy go with assets too, since they are fetched on their own.
pub fn headers(style_source: &str, languages: &[String]) -> Value {
    json!({
        "documents": {
            "content-security-policy": content_security_policy(style_source),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": PERMISSIONS,
            "cache-control": "no-cache",
        },
        "assets": {
            "cache-control": "public, max-age=31536000, immutable",
            "content-security-policy": ASSET_POLICY,
            "x-content-type-options": "nosniff",
            "cross-origin-resource-policy": "same-origin",
        },
        "languages": languages,
        "default_language": languages.first(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_runs_and_no_policy_may_be_made() {
        let policy = content_security_policy("'sha256-abc'");
        assert!(
            policy.starts_with(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-abc';"
            )
        );
        assert!(policy.ends_with("require-trusted-types-for 'script'; trusted-types 'none'"));
        for loose in ["unsafe-inline", "'unsafe-eval'", "unsafe-hashes", "*", "http:", "https:"] {
            assert!(!policy.contains(loose), "{loose}");
        }
    }

    #[test]
    fn header_values_are_one_line_and_languages_are_named() {
        let headers = headers("'sha256-abc'", &["en".to_owned(), "nb".to_owned()]);
        for group in ["documents", "assets"] {
            for (name, value) in headers[group].as_object().unwrap() {
                assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
                assert!(!value.as_str().unwrap().contains('\n'), "{name}");
            }
        }
        assert_eq!(headers["default_language"], "en");
        assert_eq!(headers["languages"], json!(["en", "nb"]));
    }
}
