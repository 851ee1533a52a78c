//! Cookies, cross-site requests, headers, and the shape of every error.

use auth_contract::{CLIENT_HEADER, ProblemCode};
use axum::body::Body;
use http::{Method, Request};
use serde_json::json;

use crate::support::{Browser, TestApp, identify};

#[tokio::test]
async fn cookies_are_for_this_host_over_tls_and_no_script() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let started = browser.start(json!({})).await;
    let mut visit = browser.arrives().await;
    visit.does(identify("Åse Sørbø")).await;
    let action = crate::support::submit_password(app.person("plain").password);
    let signed_in = visit.browser.act(&visit.flow, action).await;
    for (answer, name) in [(started, "__Host-flow="), (signed_in, "__Host-session=")] {
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with(name), "{cookie}");
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test]
async fn another_browser_does_not_find_the_flow() {
    let app = TestApp::new();
    let mut owner = app.browser();
    let flow = owner.arrives().await.flow;
    let mut stranger = app.browser();
    assert_eq!(stranger.resume(&flow).await.problem().code, ProblemCode::FlowNotFound, "without a cookie");
    stranger.arrives().await;
    assert_eq!(stranger.resume(&flow).await.problem().code, ProblemCode::FlowNotFound, "with another one");
    let problem = stranger.act(&flow, identify("kari.nordmann@example.no")).await.problem();
    assert_eq!((problem.status, problem.code, problem.flow), (404, ProblemCode::FlowNotFound, None));
    assert_eq!(stranger.delete(&format!("/auth/v1/flows/{}", flow.id)).await.status, 404);
    assert_eq!(owner.resume(&flow).await.flow().revision, flow.revision);
}

#[tokio::test]
async fn other_sites_are_refused_at_every_address_of_the_api() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    let flow_path = format!("/auth/v1/flows/{}", flow.id);
    let actions_path = format!("{flow_path}/actions");
    let addresses = [
        (Method::POST, "/auth/v1/flows"),
        (Method::GET, &flow_path),
        (Method::DELETE, &flow_path),
        (Method::POST, &actions_path),
        (Method::GET, "/auth/v1/session"),
        (Method::DELETE, "/auth/v1/session"),
        (Method::GET, "/auth/v1/config"),
    ];
    for (method, path) in addresses {
        for headers in [
            &[("sec-fetch-site", "cross-site"), (CLIENT_HEADER, "1"), ("origin", "https://evil.example")][..],
            &[("sec-fetch-site", "same-site"), (CLIENT_HEADER, "1")],
            &[("origin", "https://evil.example"), (CLIENT_HEADER, "1")],
            &[("sec-fetch-site", "same-origin")],
        ] {
            let mut request = Request::builder().method(&method).uri(path).header("content-type", "application/json");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = browser.send(request, "{}").await;
            assert_eq!(answer.problem().code, ProblemCode::CrossOrigin, "{method} {path} {headers:?}");
            assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "no CORS");
        }
    }
    let form = Request::post("/auth/v1/flows")
        .header("sec-fetch-site", "same-origin")
        .header(CLIENT_HEADER, "1")
        .header("content-type", "text/plain");
    assert_eq!(browser.send(form, "{}").await.problem().code, ProblemCode::CrossOrigin, "what a form can send");
    let preflight = Request::builder()
        .method(Method::OPTIONS)
        .uri("/auth/v1/flows")
        .header("origin", "https://evil.example")
        .header("access-control-request-method", "POST");
    let answer = browser.send(preflight, Body::empty()).await;
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")));
    assert!(!answer.status.is_success());
}

#[tokio::test]
async fn an_origin_alone_is_enough_for_browsers_without_fetch_metadata() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let request = Request::post("/auth/v1/flows")
        .header("origin", "http://localhost:8787")
        .header(CLIENT_HEADER, "1")
        .header("content-type", "application/json");
    let body =
        json!({"kind": "sign_in", "locale": "en", "client": {"platform": "web"}, "supported_steps": ["identify"]});
    assert_eq!(browser.send(request, body.to_string()).await.status, 201);
}

#[tokio::test]
async fn whatever_goes_wrong_is_a_problem() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    let actions = format!("/auth/v1/flows/{}/actions", flow.id);
    let unknown_kind = r#"{"kind":"sign_on","locale":"en","client":{"platform":"web"},"supported_steps":[]}"#;
    let large = format!(r#"{{"revision":1,"type":"identify","identifier":"{}"}}"#, "x".repeat(80_000));
    for (method, path, body, status) in [
        (Method::GET, "/auth/v1/nowhere", "", 404),
        (Method::GET, "/auth/v1/", "", 404),
        (Method::PUT, "/auth/v1/session", "{}", 405),
        (Method::GET, &actions, "", 405),
        (Method::POST, "/auth/v1/flows", "", 400),
        (Method::POST, "/auth/v1/flows", "{", 400),
        (Method::POST, "/auth/v1/flows", "[]", 400),
        (Method::POST, "/auth/v1/flows", r#"{"kind":"sign_in"}"#, 400),
        (Method::POST, "/auth/v1/flows", unknown_kind, 400),
        (Method::POST, &actions, r#"{"revision":1,"type":"no_such_action"}"#, 400),
        (Method::POST, &actions, r#"{"revision":"1","type":"restart"}"#, 400),
        (Method::POST, &actions, r#"{"revision":1,"type":"submit_password","password":12345678}"#, 400),
        (Method::POST, &actions, &large, 413),
    ] {
        let answer = browser.send(Browser::page(method.clone(), path), body.to_owned()).await;
        let shown = body.chars().take(60).collect::<String>();
        let problem = answer.problem();
        assert_eq!((problem.status, problem.code), (status, ProblemCode::BadRequest), "{method} {path} {shown}");
        assert!(!answer.text().contains("12345678"), "what was sent is not repeated");
    }
}

#[tokio::test]
async fn every_problem_can_be_found_in_the_log() {
    let app = TestApp::new();
    let problem = app.browser().get("/auth/v1/nowhere").await.problem();
    let log = crate::support::everything_logged();
    let line = log.lines().find(|line| line.contains(&problem.correlation_id) && line.contains("problem"));
    assert!(line.is_some_and(|line| line.contains("bad_request") && line.contains("/auth/v1/nowhere")), "{line:?}");
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let app = TestApp::new();
    let mut browser = app.browser();
    for path in [
        "/auth/v1/session",
        "/auth/v1/nowhere",
        "/nowhere",
        "/dev",
        "/dev/client/web",
        "/dev/accounts",
        "/token",
        "/userinfo",
        "/authorize",
        "/.well-known/oauth-authorization-server",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(["no-referrer", "same-origin"].contains(&answer.header("referrer-policy")), "{path}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(answer.header("permissions-policy").contains("publickey-credentials-get=(self)"), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "not over http: {path}");
    }
    let app = TestApp::with(|settings| settings.public_origin = "https://auth.example.com".into());
    let answer = app.browser().get("/auth/v1/session").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn answers_of_the_api_are_not_cached() {
    let app = TestApp::new();
    let mut browser = app.browser();
    assert_eq!(browser.start(json!({})).await.header("cache-control"), "no-store");
    assert_eq!(browser.get("/auth/v1/session").await.header("cache-control"), "no-store");
}
