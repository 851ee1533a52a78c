//! The built page.

use std::{fs, path::Path};

use auth_contract::{ActionRequest, Config, Flow, Step};
use axum::body::Body;
use http::Request;
use serde_json::json;
use tempfile::TempDir;

use crate::support::{Answer, Browser, TestApp, identify_with_password};

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

const ACME_CSP: &str = "default-src 'none'; font-src 'self'";

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
    write("brands/acme/index.en.html", "<!doctype html><html lang=en><title>Acme");
    write("brands/acme/index.nb.html", "<!doctype html><html lang=nb><title>Acme");
    let headers = serde_json::json!({
        "documents": {"content-security-policy": CSP, "referrer-policy": "same-origin"},
        "assets": {"cache-control": "public, max-age=31536000, immutable"},
        "languages": ["en", "nb"],
        "default_language": "en",
        "default_brand": "plain",
        "brands": {
            "plain": {"documents": {"content-security-policy": CSP}, "languages": ["en", "nb"], "default_language": "en"},
            "acme": {"documents": {"content-security-policy": ACME_CSP}, "languages": ["en", "nb"], "default_language": "nb"},
        },
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
        "/.well-known/webauthn",
        "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
        "/index.html",
        "/index.nb.html",
        "/index.en.html.br",
        "/headers.json",
        "/brands/acme/index.en.html",
        "/brands/acme/",
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

/// What `/` shows for this query and host: brand, policy, language; and that the configuration says the same.
async fn met(browser: &mut Browser, query: &str, host: Option<&str>) -> (&'static str, String, String) {
    let host: Vec<_> = host.iter().map(|host| ("host", *host)).collect();
    let answer = get(browser, &format!("/{query}"), &host).await;
    assert_eq!(answer.status, 200, "{query}: one answer, no detour");
    let brand = if answer.text().contains("<title>Acme") { "acme" } else { "plain" };
    let of_page = [&[("x-portico", "1")][..], &host].concat();
    let config: Config = get(browser, &format!("/auth/v1/config{query}"), &of_page).await.json();
    assert_eq!(config.brand, brand, "{query}");
    (brand, answer.header("content-security-policy").into(), answer.header("content-language").into())
}

#[tokio::test]
async fn the_page_has_the_brand_of_the_product_from_its_first_byte() {
    let site = built_site();
    let app = TestApp::with_clients(
        |settings| settings.site = site.path().into(),
        |clients| clients.iter_mut().for_each(|client| client.brand = branded(&client.id)),
    );
    let mut browser = app.browser();
    let request = browser.authorize(&[]).await.redirect_param("request").expect("a handle");
    let (brand, csp, language) = met(&mut browser, &format!("?request={request}"), None).await;
    assert_eq!((brand, csp.as_str(), language.as_str()), ("acme", ACME_CSP, "nb"), "with its own default language");
    // A reload later on names the flow instead of the request.
    let flow = browser.start(json!({ "authorization_request": request })).await.flow().id;
    assert_eq!(met(&mut browser, &format!("?flow={flow}"), None).await.0, "acme");
    assert_eq!(met(&mut app.browser(), &format!("?flow={flow}"), None).await.0, "plain", "another browser's flow");
    let ios = [("client_id", "northwind-ios"), ("redirect_uri", "com.example.northwind:/callback")];
    let request = browser.authorize(&ios).await.redirect_param("request").expect("a handle");
    assert_eq!(met(&mut browser, &format!("?request={request}"), None).await.0, "plain", "a product without a brand");
    for query in ["", "?request=unknown", "?flow=unknown", "?request=a&request=b"] {
        assert_eq!(met(&mut browser, query, None).await.0, "plain", "{query}");
    }
}

fn branded(client: &str) -> Option<String> {
    match client {
        "northwind-web" => Some("acme".into()),
        "northwind-desktop" => Some("no-such-brand".into()),
        _ => None,
    }
}

#[tokio::test]
async fn a_host_and_the_server_can_have_a_brand_and_a_product_comes_first() {
    let site = built_site();
    let hosts = [("acme.localhost".to_owned(), "acme".to_owned()), ("gone.localhost".to_owned(), "gone".to_owned())];
    let app = TestApp::with_clients(
        |settings| {
            settings.site = site.path().into();
            settings.brand_hosts = hosts.into();
        },
        |clients| clients.iter_mut().for_each(|client| client.brand = branded(&client.id)),
    );
    let mut browser = app.browser();
    for (host, brand) in [
        ("acme.localhost:8787", "acme"),
        ("ACME.localhost", "acme"),
        ("localhost:8787", "plain"),
        ("gone.localhost", "plain"),
    ] {
        assert_eq!(met(&mut browser, "", Some(host)).await.0, brand, "{host}");
    }
    let desktop = [("client_id", "northwind-desktop"), ("redirect_uri", "http://127.0.0.1:5/callback")];
    let request = browser.authorize(&desktop).await.redirect_param("request").expect("a handle");
    let (brand, ..) = met(&mut browser, &format!("?request={request}"), Some("acme.localhost")).await;
    assert_eq!(brand, "plain", "a brand that the page does not have is the default one");

    let app = TestApp::with(|settings| {
        settings.site = site.path().into();
        settings.brand = Some("acme".into());
    });
    assert_eq!(met(&mut app.browser(), "", None).await.0, "acme");
}

/// The host is an origin of its own to the browser: what is sent there stays there.
#[tokio::test]
async fn a_sign_in_that_began_at_a_host_with_a_brand_ends_there() {
    let app = TestApp::with(|settings| {
        settings.brand_hosts.insert("acme.localhost".into(), "acme".into());
    });
    let ase = app.person("plain");
    for (host, origin, home) in [
        ("acme.localhost:8787", "http://acme.localhost:8787", "http://acme.localhost:8787/dev"),
        ("localhost:8787", "http://localhost:8787", "http://localhost:8787/dev"),
    ] {
        let mut browser = app.browser();
        let post = |path: &str, origin: &str| {
            let request = Request::post(path).header("host", host).header("origin", origin);
            request.header("x-portico", "1").header("content-type", "application/json")
        };
        let start = json!({
            "kind": "sign_in", "locale": "en", "client": {"platform": "web"}, "supported_steps": ["identify", "password", "complete"],
        });
        let elsewhere = post("/auth/v1/flows", "http://other.localhost:8787");
        assert_eq!(browser.send(elsewhere, start.to_string()).await.status, 403, "{host}");
        let flow: Flow = browser.send(post("/auth/v1/flows", origin), start.to_string()).await.json();
        let action = identify_with_password(ase.username, ase.password);
        let action = ActionRequest { revision: flow.revision, action };
        let action = serde_json::to_string(&action).expect("an action is JSON");
        let actions = post(&format!("/auth/v1/flows/{}/actions", flow.id), origin);
        let flow: Flow = browser.send(actions, action).await.json();
        let Step::Complete(step) = flow.step else { panic!("{:?}", flow.step) };
        assert_eq!(step.redirect_to, home);
    }
}

#[tokio::test]
async fn the_gallery_is_there_in_development_only_and_asks_for_nothing() {
    let folder = TempDir::new().expect("a folder");
    let app = TestApp::with(|settings| settings.gallery = Some(folder.path().into()));
    let mut browser = app.browser();
    let missing = get(&mut browser, "/gallery/", &[]).await;
    assert!(missing.status == 503 && missing.text().contains("cargo xtask gallery"));
    for (name, content) in [("index.html", "<!doctype html>shell"), ("cell.html", "<!doctype html>cell")] {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    assert_eq!(get(&mut browser, "/gallery", &[]).await.header("location"), "/gallery/");
    for (path, content) in [("/gallery/", "shell"), ("/gallery/cell.html", "cell")] {
        let answer = get(&mut browser, path, &[]).await;
        assert!(answer.status == 200 && answer.text().ends_with(content), "{path}");
        let csp = answer.header("content-security-policy");
        assert!(csp.contains("connect-src 'none'") && csp.contains("frame-ancestors 'self'"), "{csp}");
        assert!(!csp.contains("script-src 'self' 'unsafe-inline'") && !csp.contains("'unsafe-eval'"), "{csp}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN");
    }
    for path in ["/gallery/nothing.js", "/gallery/../site.rs", "/gallery/%2e%2e/x"] {
        assert_eq!(get(&mut browser, path, &[]).await.status, 404, "{path}");
    }
    let earnest = TestApp::with(|settings| {
        settings.gallery = Some(folder.path().into());
        settings.dev = false;
    });
    assert_eq!(get(&mut earnest.browser(), "/gallery/", &[]).await.status, 404);
}
