//! Native apps (RFC 8252): redirect, manual code entry, and reload of a finished flow.

use auth_contract::{Complete, Handoff, Step, StepType};
use reference_server::domain::oauth::{Clients, RegistrationError};

use crate::support::{TestApp, Visit};

const ANDROID: [(&str, &str); 2] =
    [("client_id", "northwind-android"), ("redirect_uri", "com.example.northwind:/callback")];
const IOS: [(&str, &str); 2] = [("client_id", "northwind-ios"), ("redirect_uri", "com.example.northwind:/callback")];
const DESKTOP: [(&str, &str); 1] = [("client_id", "northwind-desktop")];

fn end(visit: &Visit<'_>) -> Complete {
    match &visit.flow.step {
        Step::Complete(step) => step.clone(),
        other => panic!("the end was expected, not {other:?}"),
    }
}

/// U3: an alternative for a person whose app does not open.
#[tokio::test]
async fn an_app_is_opened_by_a_press_or_the_web_is_used() {
    let app = TestApp::new();
    for (params, target) in [
        (&ANDROID[..], "com.example.northwind:/callback?code="),
        (&DESKTOP[..], "http://127.0.0.1:4711/callback?code="),
    ] {
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(params).await;
        visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
        let end = end(&visit);
        assert_eq!(end.handoff, Handoff::Native);
        assert!(end.redirect_to.starts_with(target), "{:?}", end.redirect_to);
        let product = end.app.expect("the product");
        assert_eq!(product.web_url.as_deref(), Some("http://localhost:8787/dev/client/web/start"));
    }
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("plain")).await;
    let end = end(&visit);
    assert_eq!((end.handoff, end.code), (Handoff::Web, None));
}

#[tokio::test]
async fn the_code_is_shown_where_the_registration_allows_it() {
    let app = TestApp::new();
    for (params, is_shown) in [(&ANDROID[..], true), (&IOS[..], false), (&DESKTOP[..], false)] {
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(params).await;
        visit.gives_password(app.person("plain")).await;
        let shown = end(&visit).code.map(|code| code.expose().to_owned());
        assert_eq!(shown, is_shown.then(|| visit.code()), "the one that the redirect carries, or none");
    }
}

/// U3: whether or not the app has redeemed the code, a reload of the finished page offers a valid one.
#[tokio::test]
async fn a_finished_flow_has_a_code_that_works_whenever_it_is_looked_at() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives_with(&ANDROID).await;
    visit.gives_password(app.person("plain")).await;
    let first = visit.code();
    assert_eq!(visit.reloads().await.code(), first, "an unused one stays");
    assert_eq!(visit.browser.exchange(&first, &ANDROID).await.status, 200);

    let second = visit.reloads().await.code();
    assert_ne!(second, first);
    assert_eq!(end(&visit).code.map(|code| code.expose().to_owned()), Some(second.clone()));
    assert_eq!(visit.browser.exchange(&second, &ANDROID).await.status, 200);

    app.seconds_pass(6 * 60);
    let third = visit.reloads().await.code();
    assert!(third != second && third != first);
    app.seconds_pass(6 * 60);
    let fourth = visit.reloads().await.code();
    assert_ne!(fourth, third, "one that is too old is replaced as well");
    assert_eq!(visit.browser.exchange(&third, &ANDROID).await.status, 400);
    assert_eq!(visit.browser.exchange(&fourth, &ANDROID).await.status, 200);
}

/// Claimed https URLs, private-use schemes and loopback are the three redirect types of RFC 8252 section 7.
#[tokio::test]
async fn each_kind_of_redirect_leads_back() {
    let registered = ["https://app.example.com/callback", "com.example.notes:/callback", "http://127.0.0.1/callback"];
    let app = TestApp::with_clients(
        |_| {},
        |clients| {
            let desktop = clients.iter_mut().find(|client| client.id == "northwind-desktop").expect("the client");
            desktop.redirect_uris = registered.map(str::to_owned).to_vec();
        },
    );
    for target in ["https://app.example.com/callback", "com.example.notes:/callback", "http://127.0.0.1:51004/callback"]
    {
        let mut browser = app.browser();
        let params = [DESKTOP[0], ("redirect_uri", target)];
        let mut visit = browser.arrives_with(&params).await;
        visit.gives_password(app.person("plain")).await;
        assert!(visit.destination().starts_with(&format!("{target}?code=")));
        let code = visit.code();
        assert_eq!(visit.browser.exchange(&code, &params).await.status, 200);
    }
}

#[test]
fn registrations_are_checked() {
    let read = |more: &str| {
        let folder = tempfile::TempDir::new().expect("a folder");
        let file = folder.path().join("clients.toml");
        let text = format!("[[client]]\nid = \"notes\"\nname = \"Notes\"\nplatform = \"ios\"\n{more}\n");
        std::fs::write(&file, text).expect("a file");
        Clients::read(&file)
    };
    let uris = "redirect_uris = [\"com.example.notes:/callback\"]\n";
    assert!(read(&format!("{uris}web_uri = \"https://app.example.com/\"\nshow_code = true")).is_ok());
    for wrong in ["javascript:alert(1)", "http://app.example.com/", "https://user@app.example.com/", "/notes", ""] {
        for key in ["uri", "web_uri"] {
            let found = read(&format!("{uris}{key} = \"{wrong}\""));
            assert!(matches!(found, Err(RegistrationError::Uri { .. })), "{key} {wrong}");
        }
    }
    let web = "redirect_uris = []\nshow_code = true";
    let found = read(web).map(|_| ());
    assert!(found.is_ok());
}
