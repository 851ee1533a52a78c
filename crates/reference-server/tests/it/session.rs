//! Who is signed in.

use auth_contract::Session;

use crate::support::TestApp;

#[tokio::test]
async fn the_session_says_who_until_it_ends() {
    let app = TestApp::new();
    let mut browser = app.browser();
    assert_eq!(browser.get("/auth/v1/session").await.json::<Session>().subject, None);
    browser.arrives().await.gives_password(app.person("plain")).await;
    let session: Session = browser.get("/auth/v1/session").await.json();
    assert_eq!(session.subject.expect("signed in").masked, "Å•••ø");
    assert_eq!(session.amr, ["pwd"]);
    assert_eq!(session.expires_at.expect("an end").since(app.now()), 12 * 60 * 60);
    app.seconds_pass(12 * 60 * 60);
    assert_eq!(browser.get("/auth/v1/session").await.json::<Session>().subject, None);
}

#[tokio::test]
async fn signing_out_forgets_everything_here_and_nothing_elsewhere() {
    let app = TestApp::new();
    let mut browser = app.browser();
    browser.arrives().await.gives_password(app.person("plain")).await;
    let stolen = browser.clone();
    let answer = browser.delete("/auth/v1/session").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("clear-site-data"), r#""cache", "storage""#);
    assert!(!browser.cookies.contains_key("__Host-session"));
    let mut thief = stolen;
    assert_eq!(thief.get("/auth/v1/session").await.json::<Session>().subject, None, "the old cookie is worthless");
    assert_eq!(browser.delete("/auth/v1/session").await.status, 200, "twice does no harm");
}

#[tokio::test]
async fn signing_in_again_replaces_the_session() {
    let app = TestApp::new();
    let mut browser = app.browser();
    browser.arrives().await.gives_password(app.person("plain")).await;
    let mut before = browser.clone();
    browser.arrives().await.gives_password(app.person("plain")).await;
    assert_ne!(before.cookies["__Host-session"], browser.cookies["__Host-session"]);
    assert_eq!(before.get("/auth/v1/session").await.json::<Session>().subject, None);
    assert!(browser.get("/auth/v1/session").await.json::<Session>().subject.is_some());
}

#[tokio::test]
async fn the_config_is_asked_for_again_only_when_it_changed() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let answer = browser.get("/auth/v1/config").await;
    let config: auth_contract::Config = answer.json();
    assert_eq!(config.brand, "portico");
    let request = crate::support::Browser::page(http::Method::GET, "/auth/v1/config")
        .header("if-none-match", answer.header("etag"));
    let again = browser.send(request, axum::body::Body::empty()).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}
