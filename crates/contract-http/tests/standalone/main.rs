//! A server made of this crate alone keeps the rules of the contract that the crate is responsible for.

mod server;

use std::{fs, sync::atomic::Ordering};

use auth_contract::{Config, Flow, Problem, ProblemCode};
use axum::{Router, body::Body};
use http::{HeaderMap, Request, StatusCode, header, request};
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tower::ServiceExt;

use server::{ORIGIN, serving};

/// An answer with its body read.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of ASCII"))
    }

    fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).expect("a type of the contract")
    }
}

async fn send(server: &Router, request: request::Builder, body: impl Into<Body>) -> Answer {
    let Ok(answer) = server.clone().oneshot(request.body(body.into()).expect("a request")).await;
    let (parts, body) = answer.into_parts();
    let body = axum::body::to_bytes(body, 1_000_000).await.expect("a body").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

async fn get(server: &Router, path: &str) -> Answer {
    send(server, Request::get(path).header("x-portico", "1"), Body::empty()).await
}

/// As the page sends it.
fn post(path: &str) -> request::Builder {
    Request::post(path).header("x-portico", "1").header("origin", ORIGIN).header("content-type", "application/json")
}

fn not_built() -> TempDir {
    TempDir::new().expect("a folder")
}

/// A folder as `cargo xtask build` leaves it, with two brands.
fn built() -> TempDir {
    let folder = not_built();
    let headers = r#"{
        "documents": {"content-security-policy": "default-src 'self'"}, "assets": {"cache-control": "immutable"},
        "languages": ["en", "nb"], "default_language": "en", "default_brand": "plain",
        "brands": {"clinic": {"documents": {}, "languages": ["nb"], "default_language": "nb"}}
    }"#;
    fs::create_dir_all(folder.path().join("brands/clinic")).expect("a folder");
    for (file, content) in [
        ("headers.json", headers),
        ("index.en.html", "<title>Sign in</title>"),
        ("index.nb.html", "<title>Logg inn</title>"),
        ("brands/clinic/index.nb.html", "<title>Klinikken</title>"),
    ] {
        fs::write(folder.path().join(file), content).expect("a file");
    }
    folder
}

#[tokio::test]
async fn whatever_happens_in_the_api_is_a_problem_with_an_id() {
    let folder = not_built();
    let (server, _) = serving(folder.path(), 60);
    for (path, status, code) in [
        ("/auth/v1/panics", 500, ProblemCode::ServerError),
        ("/auth/v1/flows", 405, ProblemCode::BadRequest),
        ("/auth/v1/flows/x/actions", 405, ProblemCode::BadRequest),
    ] {
        let answer = get(&server, path).await;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let problem: Problem = answer.json();
        assert_eq!((answer.status.as_u16(), problem.status, problem.code), (status, status, code), "{path}");
        assert!(problem.correlation_id.starts_with("c_") && !String::from_utf8_lossy(&answer.body).contains("secret"));
    }
}

#[tokio::test]
async fn only_the_page_of_this_origin_may_act() {
    let folder = not_built();
    let (server, _) = serving(folder.path(), 60);
    let (path, branded) = ("/auth/v1/flows", "https://auth.clinic.example");
    assert_eq!(send(&server, post(path), "{}").await.status, 201);
    let elsewhere = Request::post(path).header("x-portico", "1").header("content-type", "application/json");
    let elsewhere = send(&server, elsewhere.header("origin", branded), "{}").await;
    assert_eq!(elsewhere.json::<Problem>().code, ProblemCode::CrossOrigin);
    let at_the_host = Request::post(path).header("x-portico", "1").header("content-type", "application/json");
    let at_the_host = at_the_host.header("host", "auth.clinic.example").header("origin", branded);
    assert_eq!(send(&server, at_the_host, "{}").await.status, 201);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let folder = not_built();
    let (server, memory) = serving(folder.path(), 60);
    let flow = memory.flow.lock().expect("a sound lock").id.clone();
    let answer = send(&server, post(&format!("/auth/v1/flows/{flow}/actions")), vec![b' '; 64 * 1024 + 1]).await;
    assert_eq!((answer.status.as_u16(), answer.json::<Problem>().code), (413, ProblemCode::BadRequest));
}

#[tokio::test]
async fn a_repeated_action_is_carried_out_once() {
    let folder = not_built();
    let (server, _) = serving(folder.path(), 60);
    let started = send(&server, post("/auth/v1/flows"), "{}").await;
    let cookie = started.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    assert!(cookie.starts_with("__Host-flow=") && started.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
    let flow: Flow = started.json();
    let act = |cookie: &str, key: &str, identifier: &str| {
        let request = post(&format!("/auth/v1/flows/{}/actions", flow.id)).header("cookie", cookie);
        let body = format!(r#"{{"revision":{},"type":"identify","identifier":"{identifier}"}}"#, flow.revision);
        (request.header("idempotency-key", key), body)
    };
    let sent = async |(request, body)| send(&server, request, body).await;

    let first = sent(act(&cookie, "press", "kari@example.no")).await;
    let again = sent(act(&cookie, "press", "kari@example.no")).await;
    assert_eq!((first.status.as_u16(), first.json::<Flow>().revision), (200, flow.revision + 1));
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert!(again.header("set-cookie").starts_with("__Host-session="), "cookies included");
    for (cookie, key, identifier, code) in [
        (cookie.as_str(), "press", "ola@example.no", ProblemCode::BadRequest),
        (cookie.as_str(), "", "kari@example.no", ProblemCode::BadRequest),
        (cookie.as_str(), "later", "kari@example.no", ProblemCode::RevisionConflict),
        ("", "press", "kari@example.no", ProblemCode::FlowNotFound),
    ] {
        assert_eq!(sent(act(cookie, key, identifier)).await.json::<Problem>().code, code, "{key} {identifier}");
    }
}

#[tokio::test]
async fn a_client_that_asks_too_often_is_told_how_long_to_wait() {
    let folder = not_built();
    let (server, memory) = serving(folder.path(), 3);
    let refused = loop {
        let answer = send(&server, post("/auth/v1/flows"), "{}").await;
        if answer.status != 201 {
            break answer;
        }
    };
    let problem: Problem = refused.json();
    assert_eq!((problem.status, problem.code), (429, ProblemCode::RateLimited));
    let wait = problem.retry_at.expect("until when").since(problem.server_time);
    assert_eq!(refused.header("retry-after"), wait.to_string());
    memory.now_ms.fetch_add(wait * 1000, Ordering::SeqCst);
    assert_eq!(send(&server, post("/auth/v1/flows"), "{}").await.status, 201);
}

#[tokio::test]
async fn the_page_comes_with_its_headers_in_the_brand_of_the_host() {
    let folder = built();
    let (server, _) = serving(folder.path(), 60);
    let page = get(&server, "/?ui_locales=nb").await;
    assert_eq!((page.status.as_u16(), page.body.as_slice()), (200, "<title>Logg inn</title>".as_bytes()));
    assert_eq!(page.header("content-security-policy"), "default-src 'self'", "the page's own");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(page.header("strict-transport-security").starts_with("max-age="));
    let known = Request::get("/?ui_locales=nb").header(header::IF_NONE_MATCH, page.header("etag"));
    assert_eq!(send(&server, known, Body::empty()).await.status, 304);

    let at_the_clinic = |path: &str| Request::get(path).header("x-portico", "1").header("host", "auth.clinic.example");
    let page = send(&server, at_the_clinic("/"), Body::empty()).await;
    assert_eq!(page.body, "<title>Klinikken</title>".as_bytes());
    let config: Config = send(&server, at_the_clinic("/auth/v1/config"), Body::empty()).await.json();
    assert_eq!((config.brand.as_str(), config.locales), ("clinic", vec!["nb".to_owned()]));
    let related = get(&server, "/.well-known/webauthn").await;
    assert_eq!(related.body, br#"{"origins":["https://auth.clinic.example"]}"#);
    for path in ["/nowhere", "/index.en.html", "/headers.json"] {
        assert_eq!(get(&server, path).await.status, 404, "{path}");
    }
}

/// A proxy that compresses marks the tag as weak (RFC 9110 section 8.8.1).
#[tokio::test]
async fn a_configuration_that_the_browser_has_is_not_sent_again() {
    let folder = not_built();
    let (server, _) = serving(folder.path(), 60);
    let tag = get(&server, "/auth/v1/config").await.header("etag").to_owned();
    for (known, status) in [(tag.clone(), 304), (format!("\"other\", W/{tag}"), 304), ("\"other\"".into(), 200)] {
        let request = Request::get("/auth/v1/config").header("x-portico", "1").header("if-none-match", &known);
        assert_eq!(send(&server, request, Body::empty()).await.status, status, "{known}");
    }
}
