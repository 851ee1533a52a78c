//! `GET /authorize`.

use auth_contract::{DeniedCode, Step, StepType};
use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn a_request_in_order_leads_to_the_page() {
    let app = TestApp::new();
    let answer = app.browser().authorize(&[("ui_locales", "nb en")]).await;
    assert_eq!(answer.redirect_param("ui_locales").as_deref(), Some("nb en"));
    assert!(answer.header("location").starts_with("/?request=ar_"));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_login_hint_fills_the_first_field() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let visit = browser.arrives_with(&[("login_hint", "Åse Sørbø")]).await;
    let Step::Identify(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(step.identifier.as_deref(), Some("Åse Sørbø"));
}

#[tokio::test]
async fn who_cannot_be_answered_is_never_redirected_to() {
    let app = TestApp::new();
    let web = "http://localhost:8787/dev/client/web/callback";
    for changes in [
        &[("client_id", "")][..],
        &[("client_id", "unknown")],
        &[("redirect_uri", "")],
        &[("redirect_uri", "https://evil.example/callback")],
        &[("redirect_uri", "http://127.0.0.1:4711/callback/")],
        &[("redirect_uri", "http://127.0.0.1:4711/callback?x=1")],
        &[("redirect_uri", "http://127.0.0.1:4711@evil.example/callback")],
        &[("redirect_uri", "http://localhost:4711/callback")],
        &[("redirect_uri", "http://localhost:8787/dev/client/web/callback/../../../..//evil.example")],
        &[("redirect_uri", "javascript:alert(1)")],
        &[("client_id", "northwind-ios")],
        &[("client_id", "northwind-ios"), ("redirect_uri", web)],
        &[("client_id", "northwind-ios"), ("redirect_uri", "com.example.northwind:/callback#x")],
        &[("client_id", "northwind-ios"), ("redirect_uri", "com.example.northwind://evil/callback")],
    ] {
        let mut browser = app.browser();
        let answer = browser.authorize(changes).await;
        assert!(answer.header("location").starts_with("/?request="), "{changes:?}: {}", answer.header("location"));
        let handle = answer.redirect_param("request").expect("a handle");
        let flow = browser.start(json!({ "authorization_request": handle })).await.flow();
        let Step::Denied(denied) = &flow.step else { panic!("{changes:?}: {:?}", flow.step) };
        assert_eq!((denied.code, flow.actions.len()), (DeniedCode::InvalidRequest, 0));
    }
}

#[tokio::test]
async fn a_repeated_client_or_redirect_cannot_be_answered() {
    let app = TestApp::new();
    let mut browser = app.browser();
    for twice in [
        "client_id=northwind-web&client_id=northwind-web",
        "client_id=northwind-web&redirect_uri=http://127.0.0.1/callback&redirect_uri=https://evil.example/",
    ] {
        let request = http::Request::get(format!("/authorize?response_type=code&{twice}"));
        let answer = browser.send(request, axum::body::Body::empty()).await;
        assert!(answer.header("location").starts_with("/?request="), "{}", answer.header("location"));
    }
}

#[tokio::test]
async fn other_errors_go_to_the_client_with_its_state_and_who_answers() {
    let app = TestApp::new();
    for (changes, error) in [
        (&[("response_type", "token")][..], "unsupported_response_type"),
        (&[("response_type", "")], "invalid_request"),
        (&[("response_mode", "fragment")], "invalid_request"),
        (&[("code_challenge", "")], "invalid_request"),
        (&[("code_challenge", "too-short")], "invalid_request"),
        (&[("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw/cM")], "invalid_request"),
        (&[("code_challenge_method", "")], "invalid_request"),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("prompt", "none login")], "invalid_request"),
        (&[("prompt", "none")], "login_required"),
    ] {
        let answer = app.browser().authorize(changes).await;
        assert!(answer.header("location").starts_with("http://127.0.0.1:4711/callback?"), "{changes:?}");
        assert_eq!(answer.redirect_param("error").as_deref(), Some(error), "{changes:?}");
        assert_eq!(answer.redirect_param("state").as_deref(), Some("the product's state"));
        assert_eq!(answer.redirect_param("iss").as_deref(), Some("http://localhost:8787"));
        assert_eq!(answer.redirect_param("code"), None);
    }
}

#[tokio::test]
async fn whoever_is_signed_in_goes_straight_on_unless_the_product_insists() {
    let app = TestApp::new();
    let mut browser = app.browser();
    browser.arrives().await.gives_password(app.person("plain")).await.sees(StepType::Complete);
    for prompt in ["", "none"] {
        let answer = browser.authorize(&[("prompt", prompt)]).await;
        let code = answer.redirect_param("code").expect("a code at once");
        assert_eq!(browser.exchange(&code, &[]).await.status, 200);
    }
    let answer = browser.authorize(&[("prompt", "login")]).await;
    assert!(answer.header("location").starts_with("/?request="));
    let visit = browser.arrives().await;
    visit.sees(StepType::Identify);
}

#[tokio::test]
async fn an_app_gets_nothing_without_a_press() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let ios = [("client_id", "northwind-ios"), ("redirect_uri", "com.example.northwind:/callback")];
    browser.arrives_with(&ios).await.gives_password(app.person("plain")).await.sees(StepType::Complete);

    let visit = browser.arrives_with(&ios).await;
    visit.sees(StepType::Complete);
    assert!(visit.destination().starts_with("com.example.northwind:/callback?code="));
    let silent: Vec<_> = ios.into_iter().chain([("prompt", "none")]).collect();
    let answer = browser.authorize(&silent).await;
    assert_eq!(answer.redirect_param("error").as_deref(), Some("interaction_required"));
}

#[tokio::test]
async fn the_metadata_name_every_endpoint() {
    let app = TestApp::new();
    let metadata: Value = app.browser().get("/.well-known/oauth-authorization-server").await.json();
    assert_eq!(metadata["issuer"], "http://localhost:8787");
    for (endpoint, path) in
        [("authorization_endpoint", "/authorize"), ("token_endpoint", "/token"), ("userinfo_endpoint", "/userinfo")]
    {
        assert_eq!(metadata[endpoint], format!("http://localhost:8787{path}"));
    }
    assert_eq!(metadata["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(metadata["authorization_response_iss_parameter_supported"], true);
}
