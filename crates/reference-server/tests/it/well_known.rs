//! Well-known URLs for password managers and browsers.

use axum::body::Body;
use http::Request;
use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn password_managers_find_where_a_password_is_changed() {
    let answer = TestApp::new().browser().send(Request::get("/.well-known/change-password"), Body::empty()).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/?recover#resume"));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn browsers_find_the_other_names_of_a_relying_party() {
    let app = TestApp::with(|settings| {
        settings.public_origin = "https://auth.example.com".into();
        settings.brand_hosts.insert("auth.clinic.example".into(), "fjord".into());
    });
    let mut request = app.browser();
    let answer = request.send(Request::get("/.well-known/webauthn").header("host", "localhost"), Body::empty()).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json::<Value>(), json!({ "origins": ["https://auth.clinic.example"] }));

    let answer = TestApp::new().browser().send(Request::get("/.well-known/webauthn"), Body::empty()).await;
    assert_eq!(answer.status, 404, "there are no other names");
}
