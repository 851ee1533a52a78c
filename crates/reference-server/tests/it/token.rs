//! `POST /token` and `/userinfo`.

use serde_json::Value;

use crate::support::{Browser, TestApp};

async fn signed_in_code(app: &TestApp, browser: &mut Browser) -> String {
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("plain")).await;
    visit.code()
}

#[tokio::test]
async fn a_code_becomes_a_token_that_says_who() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let code = signed_in_code(&app, &mut browser).await;
    let mut product = app.browser();
    let answer = product.exchange(&code, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
    let token: Value = answer.json();
    assert_eq!((&token["token_type"], &token["expires_in"]), (&"Bearer".into(), &3600.into()));
    let who: Value = product.userinfo(token["access_token"].as_str().expect("a token")).await.json();
    assert_eq!((&who["name"], &who["amr"]), (&"Åse Sørbø".into(), &serde_json::json!(["pwd"])));
}

#[tokio::test]
async fn a_code_is_for_one_request_of_one_client() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let code = signed_in_code(&app, &mut browser).await;
    for (changes, error) in [
        (&[("code_verifier", "another-code-verifier-0123456789-0123456789-x")][..], "invalid_grant"),
        (&[("code_verifier", "")], "invalid_request"),
        (&[("code", "")], "invalid_request"),
        (&[("code", "made-up")], "invalid_grant"),
        (&[("client_id", "northwind-desktop")], "invalid_grant"),
        (&[("client_id", "unknown")], "invalid_client"),
        (&[("client_id", "")], "invalid_client"),
        (&[("redirect_uri", "http://127.0.0.1:4712/callback")], "invalid_grant"),
        (&[("redirect_uri", "")], "invalid_grant"),
        (&[("grant_type", "password")], "unsupported_grant_type"),
        (&[("grant_type", "")], "invalid_request"),
    ] {
        let answer = browser.exchange(&code, changes).await;
        assert_eq!(answer.status, 400, "{changes:?}");
        assert_eq!(answer.json::<Value>()["error"], error, "{changes:?}");
    }
    assert_eq!(browser.exchange(&code, &[]).await.status, 200, "wrong tries of others do not burn it");
}

#[tokio::test]
async fn a_code_that_comes_twice_revokes_what_it_gave() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let code = signed_in_code(&app, &mut browser).await;
    let token: Value = browser.exchange(&code, &[]).await.json();
    let token = token["access_token"].as_str().expect("a token").to_owned();
    assert_eq!(browser.userinfo(&token).await.status, 200);
    assert_eq!(browser.exchange(&code, &[]).await.json::<Value>()["error"], "invalid_grant");
    let answer = browser.userinfo(&token).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), r#"Bearer error="invalid_token""#);
}

#[tokio::test]
async fn codes_and_tokens_expire() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let code = signed_in_code(&app, &mut browser).await;
    app.seconds_pass(60);
    assert_eq!(browser.exchange(&code, &[]).await.json::<Value>()["error"], "invalid_grant");

    let code = signed_in_code(&app, &mut browser).await;
    app.seconds_pass(59);
    let token: Value = browser.exchange(&code, &[]).await.json();
    let token = token["access_token"].as_str().expect("a token").to_owned();
    app.seconds_pass(3599);
    assert_eq!(browser.userinfo(&token).await.status, 200);
    app.seconds_pass(1);
    assert_eq!(browser.userinfo(&token).await.status, 401);
}

#[tokio::test]
async fn an_app_has_five_minutes_because_a_person_must_press() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let desktop = [("client_id", "northwind-desktop")];
    let mut visit = browser.arrives_with(&desktop).await;
    visit.gives_password(app.person("plain")).await;
    let code = visit.code();
    app.seconds_pass(299);
    assert_eq!(browser.exchange(&code, &desktop).await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_codes_and_tokens() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let code = signed_in_code(&app, &mut browser).await;
    let token: Value = browser.exchange(&code, &[]).await.json();
    let unused = browser.authorize(&[]).await.redirect_param("code").expect("a code at once");
    browser.delete("/auth/v1/session").await;
    assert_eq!(browser.userinfo(token["access_token"].as_str().expect("a token")).await.status, 401);
    assert_eq!(browser.exchange(&unused, &[]).await.status, 400);
}

#[tokio::test]
async fn the_token_endpoint_takes_forms_from_public_clients_only() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let json = http::Request::post("/token").header("content-type", "application/json");
    assert_eq!(browser.send(json, "{}").await.json::<Value>()["error"], "invalid_request");
    let basic = http::Request::post("/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", "Basic bm9ydGh3aW5kOng=");
    let answer = browser.send(basic, "grant_type=authorization_code").await;
    assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Basic"));
    let twice = http::Request::post("/token").header("content-type", "application/x-www-form-urlencoded");
    let answer = browser.send(twice, "grant_type=authorization_code&code=a&code=b").await;
    assert_eq!(answer.json::<Value>()["error"], "invalid_request");
    assert_eq!(browser.get("/token").await.status, 405);
}

#[tokio::test]
async fn userinfo_without_a_token_says_what_to_bring() {
    let app = TestApp::new();
    let answer = app.browser().get("/userinfo").await;
    assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"));
}
