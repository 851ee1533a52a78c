//! What the browser is told about the page: policies, cookies, caching.

use std::collections::BTreeMap;

use portico_tests::{settings, walk};
use serde_json::{Value, json};

use crate::tour;

/// The policy of docs: nothing inline, nothing from elsewhere, Trusted Types with no policy at all.
#[test]
fn the_content_security_policy_is_as_designed() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "identify").await;
        let document = product.traffic().matching("GET /").pop().expect("the document");
        let policy = document.response_header("content-security-policy").to_owned();
        let directives: BTreeMap<&str, Vec<&str>> = policy
            .split(';')
            .filter_map(|directive| {
                let mut words = directive.split_whitespace();
                words.next().map(|name| (name, words.collect()))
            })
            .collect();
        for (name, sources) in [
            ("default-src", vec!["'none'"]),
            ("script-src", vec!["'self'", "'wasm-unsafe-eval'"]),
            ("img-src", vec!["'self'", "data:"]),
            ("connect-src", vec!["'self'"]),
            ("frame-ancestors", vec!["'none'"]),
            ("base-uri", vec!["'none'"]),
            ("require-trusted-types-for", vec!["'script'"]),
            ("trusted-types", vec!["'none'"]),
        ] {
            assert_eq!(directives.get(name), Some(&sources), "{name} in {policy}");
        }
        let styles = &directives["style-src"];
        assert!(styles.iter().all(|source| *source == "'self'" || source.starts_with("'sha256-")), "{policy}");
        assert!(directives["form-action"].iter().all(|source| matches!(*source, "'self'" | "'none'")), "{policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'),
            "{policy}"
        );
    });
}

#[test]
fn every_header_of_the_build_is_sent() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        tour::goes_to(&person, "identify").await;
        let promised = std::fs::read_to_string(settings::site().join("headers.json")).expect("headers.json");
        let promised: Value = serde_json::from_str(&promised).expect("JSON");
        let sent = |pattern: &str| product.traffic().matching(pattern);
        for (kind, exchanges) in [("documents", sent("GET /")), ("assets", sent("GET /assets/*"))] {
            assert!(!exchanges.is_empty(), "no {kind} were fetched");
            for exchange in exchanges {
                for (name, value) in promised[kind].as_object().expect("headers") {
                    assert_eq!(
                        exchange.response_header(name),
                        value.as_str().unwrap_or_default(),
                        "{name} of {}",
                        exchange.target
                    );
                }
                assert_eq!(exchange.response_header("x-content-type-options"), "nosniff", "{}", exchange.target);
            }
        }
        let document = &sent("GET /")[0];
        for (name, allowed) in [
            ("referrer-policy", &["no-referrer", "same-origin", "strict-origin"][..]),
            ("cross-origin-opener-policy", &["same-origin", "same-origin-allow-popups"]),
            ("x-frame-options", &["DENY", ""]),
        ] {
            assert!(allowed.contains(&document.response_header(name)), "{name}: {}", document.response_header(name));
        }
        assert!(["no-cache", "no-store"].iter().any(|word| document.response_header("cache-control").contains(word)));
        let vary = document.response_header("vary").to_lowercase();
        assert!(vary.contains("accept-language") && vary.contains("cookie"), "vary: {vary}");
    });
}

/// SRI on every script and style of the document, and nothing inline.
#[test]
fn every_asset_is_pinned_and_nothing_is_inline() {
    walk(async |stage| {
        let person = stage.person(&stage.product().await).await;
        tour::goes_to(&person, "identify").await;
        let body = "
            const short = e => e.outerHTML.slice(0, 200);
            const all = [...document.querySelectorAll('*')];
            return {
                unpinned: [...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=modulepreload]')]
                    .filter(e => !e.integrity).map(short),
                inlineScripts: [...document.querySelectorAll('script:not([src])')].map(short),
                handlers: all.filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).map(short),
                styles: all.filter(e => e.hasAttribute('style')).map(short),
            };
        ";
        let page = person.until("the page", body, Value::Null).await;
        assert_eq!(page, json!({"unpinned": [], "inlineScripts": [], "handlers": [], "styles": []}));
    });
}

/// Contract: `__Host-`, `HttpOnly`, `Secure`, `SameSite=Lax`; the one cookie that the page writes holds the language.
#[test]
fn every_cookie_is_locked_up() {
    walk(async |stage| {
        let product = stage.product().await;
        let person = stage.person(&product).await;
        person.signs_in_up_to_the_second_factor(&product.account("plain").await).await;
        person.lands_in_the_product().await;
        let mut seen = Vec::new();
        for exchange in product.traffic().all() {
            for cookie in exchange.response_headers.get_all("set-cookie") {
                let cookie = cookie.to_str().expect("text");
                let parts: Vec<_> = cookie.split(';').map(|part| part.trim().to_lowercase()).collect();
                let name = cookie.split('=').next().unwrap_or_default();
                for needed in ["httponly", "secure", "path=/"] {
                    assert!(parts.iter().any(|part| part == needed), "{name} lacks {needed} ({})", exchange.target);
                }
                assert!(parts.iter().any(|part| part == "samesite=lax" || part == "samesite=strict"), "{name}");
                assert!(name.starts_with("__Host-"), "{name} is not bound to its host");
                seen.push(name.to_owned());
            }
        }
        assert!(seen.iter().any(|name| name == "__Host-flow"), "{seen:?}");
        assert!(seen.iter().any(|name| name == "__Host-session"), "{seen:?}");
        let visible = person.runs("return document.cookie", Value::Null).await;
        let visible = visible.as_str().unwrap_or_default();
        assert!(
            visible.split("; ").all(|cookie| cookie.is_empty() || cookie.starts_with("portico-locale=")),
            "{visible}"
        );
    });
}

/// Hashed assets are for ever, and a missing one is a 404, not the page.
#[test]
fn assets_are_immutable_and_a_missing_one_is_missing() {
    walk(async |stage| {
        let product = stage.product().await;
        let api = product.api().await;
        let missing =
            api.request(http::Method::GET, "/assets/page.0000000000000000.js").send().await.expect("an answer");
        assert_eq!(missing.status(), 404);
        assert!(!missing.text().await.expect("text").contains("<form"));
        let person = stage.person(&product).await;
        tour::goes_to(&person, "identify").await;
        for asset in product.traffic().matching("GET /assets/*") {
            assert!(asset.response_header("cache-control").contains("immutable"), "{}", asset.target);
        }
    });
}
