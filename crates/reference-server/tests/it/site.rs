//! The built page.

use std::{fs, path::Path};

use axum::body::Body;
use http::Request;
use tempfile::TempDir;

use crate::support::{Answer, Browser, TestApp};

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/// A folder as `cargo xtask build` leaves it.
fn built_site() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let write = |path: &str, content: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    };
    for language in ["en", "nb"] {
        write(&format!("index.{language}.html"), &format!("<!doctype html><html lang={language}>"));
        write(&format!("index.{language}.html.br"), &format!("{language} in brotli"));
        write(&format!("index.{language}.html.gz"), &format!("{language} in gzip"));
    }
    write("index.html", "<!doctype html><html lang=en>");
    write("assets/app.0123abcd.js", "'use strict';");
    write("assets/app.0123abcd.js.br", "js in brotli");
    write("favicon.svg", "<svg/>");
    let headers = serde_json::json!({
        "documents": {"content-security-policy": CSP, "referrer-policy": "same-origin"},
        "assets": {"cache-control": "public, max-age=31536000, immutable"},
        "languages": ["en", "nb"],
        "default_language": "en",
    });
    write("headers.json", &headers.to_string());
    folder
}

fn serving(site: &Path) -> TestApp {
    TestApp::with(|settings| settings.site = site.into())
}

async fn get(browser: &mut Browser, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request, Body::empty()).await
}

#[tokio::test]
async fn the_page_comes_in_the_persons_language_with_the_headers_it_needs() {
    let site = built_site();
    let app = serving(site.path());
    let mut browser = app.browser();
    for (path, headers, language) in [
        ("/", &[][..], "en"),
        ("/", &[("accept-language", "nb-NO,nb;q=0.9,en;q=0.8")], "nb"),
        ("/?request=x&ui_locales=nb", &[("accept-language", "en")], "nb"),
        ("/?ui_locales=nb", &[("cookie", "portico-locale=en")], "nb"),
        ("/", &[("cookie", "portico-locale=nb"), ("accept-language", "en")], "nb"),
    ] {
        let answer = get(&mut browser, path, headers).await;
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains(&format!("lang={language}")), "{path} {headers:?}");
        assert_eq!(answer.header("content-language"), language);
        assert_eq!(answer.header("content-security-policy"), CSP, "the page's own, not the server's");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert!(answer.header("vary").contains("accept-language") && answer.header("vary").contains("cookie"));
    }
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    let site = built_site();
    let app = serving(site.path());
    let mut browser = app.browser();
    let etag = get(&mut browser, "/", &[]).await.header("etag").to_owned();
    let again = get(&mut browser, "/", &[("if-none-match", &etag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(again.header("content-security-policy"), CSP);
    let other = get(&mut browser, "/", &[("if-none-match", &etag), ("accept-language", "nb")]).await;
    assert_eq!(other.status, 200);
    fs::write(site.path().join("index.en.html"), "rebuilt").expect("a file");
    assert_eq!(get(&mut browser, "/", &[("if-none-match", &etag)]).await.text(), "rebuilt");
}

#[tokio::test]
async fn documents_and_assets_come_compressed() {
    let site = built_site();
    let app = serving(site.path());
    let mut browser = app.browser();
    for (accepted, encoding, body) in [
        ("gzip, br", "br", "en in brotli"),
        ("gzip", "gzip", "en in gzip"),
        ("identity", "", "<!doctype html><html lang=en>"),
    ] {
        let answer = get(&mut browser, "/", &[("accept-encoding", accepted)]).await;
        assert_eq!((answer.header("content-encoding"), answer.text().as_str()), (encoding, body));
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    }
    let asset = get(&mut browser, "/assets/app.0123abcd.js", &[("accept-encoding", "br")]).await;
    assert_eq!((asset.header("content-encoding"), asset.text().as_str()), ("br", "js in brotli"));
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(asset.header("content-type").starts_with("text/javascript"));
    assert_eq!(asset.header("cross-origin-resource-policy"), "same-origin");
    let plain = get(&mut browser, "/favicon.svg", &[]).await;
    assert_eq!((plain.status.as_u16(), plain.header("cache-control")), (200, "no-cache"));
}

#[tokio::test]
async fn everything_else_is_not_found_and_never_the_app() {
    let site = built_site();
    fs::write(site.path().parent().expect("a parent").join("portico-outside.txt"), "outside").expect("a file");
    let app = serving(site.path());
    let mut browser = app.browser();
    for path in [
        "/nowhere",
        "/assets/app.ffffffff.js",
        "/assets/",
        "/.well-known/unknown",
        "/.well-known/change-password",
        "/index.html",
        "/index.nb.html",
        "/index.en.html.br",
        "/headers.json",
        "/../portico-outside.txt",
        "/assets/../../portico-outside.txt",
        "/%2e%2e/portico-outside.txt",
        "/assets/%2e%2e%2f%2e%2e%2fportico-outside.txt",
        "/dev/nowhere",
    ] {
        let answer = get(&mut browser, path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("There is nothing at this address"), "{path}");
        assert!(answer.text().contains(r#"<a href="/">"#), "{path}");
        assert!(!answer.text().contains("outside"));
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_page_that_was_not_built_says_how_to_build_it() {
    let app = TestApp::new();
    let answer = get(&mut app.browser(), "/", &[]).await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("cargo xtask build"));
}
