//! Too many requests from one address.

use auth_contract::ProblemCode;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_flood_is_slowed_down_and_told_how_long() {
    let app = TestApp::with(|settings| settings.requests_per_minute = 60);
    let mut browser = app.browser();
    let mut passed = 0;
    let refused = loop {
        let answer = browser.start(json!({})).await;
        if answer.status != 201 {
            break answer;
        }
        passed += 1;
    };
    assert_eq!(passed, 21, "a third of a minute's requests at once, and the one that is due");
    let problem = refused.problem();
    assert_eq!((problem.status, problem.code), (429, ProblemCode::RateLimited));
    let wait = problem.retry_at.expect("until when").since(app.now());
    assert_eq!(refused.header("retry-after"), wait.to_string());
    assert_eq!(browser.get("/auth/v1/session").await.status, 200, "reading goes on");

    let authorize = browser.authorize(&[]).await;
    assert_eq!(authorize.status, 429, "the other ways in count as well");
    assert_eq!(authorize.header("retry-after"), wait.to_string());

    app.seconds_pass(wait);
    assert_eq!(browser.start(json!({})).await.status, 201);
}

#[tokio::test]
async fn a_restart_forgives_nothing() {
    let app = TestApp::with(|settings| settings.requests_per_minute = 3);
    let mut browser = app.browser();
    while browser.start(json!({})).await.status == 201 {}
    let app = app.restarted();
    assert_eq!(browser.meets(&app).start(json!({})).await.status, 429);
}

#[tokio::test]
async fn addresses_behind_a_trusted_proxy_are_told_apart() {
    let app = TestApp::with(|settings| {
        settings.requests_per_minute = 3;
        settings.trusted_proxies = 1;
    });
    let mut browser = app.browser();
    let mut start_from = async |forwarded: &str| {
        let body = json!({"kind": "sign_in", "locale": "en", "client": {"platform": "web"}, "supported_steps": []});
        let request = crate::support::Browser::page(http::Method::POST, "/auth/v1/flows");
        browser.send(request.header("x-forwarded-for", forwarded), body.to_string()).await.status.as_u16()
    };
    while start_from("192.0.2.1").await == 201 {}
    assert_eq!(start_from("198.51.100.7, 192.0.2.1").await, 429, "what the client invents does not help");
    assert_eq!(start_from("192.0.2.2").await, 201);
    while start_from("2001:db8:1:2::1").await == 201 {}
    assert_eq!(start_from("2001:db8:1:2:ffff::9").await, 429, "one network, one limit");
    assert_eq!(start_from("2001:db8:1:3::1").await, 201);
}
