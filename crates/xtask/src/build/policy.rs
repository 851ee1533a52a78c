//! The response headers that the built page needs, handed to whatever host serves it as `headers.json`.

use serde_json::{Value, json};

/// Where the headers stand in the site.
pub const FILE: &str = "headers.json";

/// The Content-Security-Policy of a brand's documents. `style_source` is the digest of the one inline `<style>`; a brand
/// without a font of its own loads none.
///
/// Styles travel inside the page because a stylesheet of its own would stand between the person and the first paint;
/// the digest keeps the policy as strict as a file would.
pub fn content_security_policy(style_source: &str, has_font: bool) -> String {
    let directives = [
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
    ];
    let font = if has_font { "font-src 'self'; " } else { "" };
    format!("{font}{}", directives.join("; "))
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

/// What one brand's documents need.
pub struct OfBrand {
    pub name: String,
    /// See [`content_security_policy`].
    pub style_source: String,
    pub has_font: bool,
    /// The default one first.
    pub languages: Vec<String>,
}

/// `headers.json`: what a host sends with documents and with hashed assets, and the languages that there are; first for
/// the default brand, which is the first of `brands`, then for each.
///
/// `referrer-policy: no-referrer` keeps the flow's id out of other sites' logs; `nosniff` and the resource policy go with
/// assets too, since they are fetched on their own.
pub fn headers(brands: &[OfBrand]) -> Value {
    let mut headers = brands.first().map_or_else(|| json!({}), of_brand);
    headers["assets"] = json!({
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": ASSET_POLICY,
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
    });
    headers["default_brand"] = json!(brands.first().map(|brand| &brand.name));
    headers["brands"] = brands.iter().map(|brand| (brand.name.clone(), of_brand(brand))).collect();
    headers
}

fn of_brand(brand: &OfBrand) -> Value {
    json!({
        "documents": {
            "content-security-policy": content_security_policy(&brand.style_source, brand.has_font),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": PERMISSIONS,
            "cache-control": "no-cache",
        },
        "languages": brand.languages,
        "default_language": brand.languages.first(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_runs_and_no_policy_may_be_made() {
        let policy = content_security_policy("'sha256-abc'", false);
        assert!(
            policy.starts_with(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-abc';"
            )
        );
        assert!(policy.ends_with("require-trusted-types-for 'script'; trusted-types 'none'"));
        for loose in ["unsafe-inline", "'unsafe-eval'", "unsafe-hashes", "*", "http:", "https:"] {
            assert!(!policy.contains(loose), "{loose}");
        }
        assert!(!policy.contains("font-src"));
        assert!(content_security_policy("", true).starts_with("font-src 'self'; default-src 'none'; "));
    }

    #[test]
    fn header_values_are_one_line_and_languages_are_named() {
        let brand = |name: &str, has_font, languages: [&str; 2]| OfBrand {
            name: name.to_owned(),
            style_source: format!("'sha256-{name}'"),
            has_font,
            languages: languages.map(str::to_owned).to_vec(),
        };
        let headers = headers(&[brand("plain", false, ["en", "nb"]), brand("acme", true, ["nb", "en"])]);
        for group in [&headers["documents"], &headers["assets"], &headers["brands"]["acme"]["documents"]] {
            for (name, value) in group.as_object().unwrap() {
                assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
                assert!(!value.as_str().unwrap().contains('\n'), "{name}");
            }
        }
        assert_eq!(headers["default_language"], "en");
        assert_eq!(headers["languages"], json!(["en", "nb"]));
        assert_eq!(headers["default_brand"], "plain");
        assert_eq!(headers["documents"], headers["brands"]["plain"]["documents"]);
        assert_eq!(headers["brands"]["acme"]["default_language"], "nb");
        let policy = |brand: &str| headers["brands"][brand]["documents"]["content-security-policy"].to_string();
        assert!(policy("acme").contains("'sha256-acme'") && policy("acme").contains("font-src 'self'"));
        assert!(!policy("plain").contains("font-src"));
    }
}
