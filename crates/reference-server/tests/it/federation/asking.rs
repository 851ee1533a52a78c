//! The authentication request to a provider, and failures to make it.

use std::time::Duration;

use auth_contract::{Action, NoticeCode, StepType};
use serde_json::{Value, json};

use super::app_with;
use crate::support::{FakeProvider, TestApp, everything_logged, identify, param};

#[tokio::test]
async fn a_journey_is_asked_for_with_everything_that_protects_it() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    assert!(url.starts_with(&format!("{}/authorize?", provider.issuer)), "{url}");
    let given = |name: &str| param(&url, name).unwrap_or_default();
    assert_eq!((given("response_type"), given("client_id")), ("code".into(), "portico-google".into()));
    assert_eq!(given("redirect_uri"), "http://localhost:8787/auth/v1/federation/callback/google");
    assert_eq!((given("code_challenge_method"), given("code_challenge").len()), ("S256".into(), 43));
    assert_eq!((given("state").len(), given("nonce").len()), (43, 43));
    assert_eq!(given("scope"), "openid email profile");
    assert_eq!((param(&url, "login_hint"), param(&url, "response_mode")), (None, None));

    let mut other = app.browser();
    let mut other = other.arrives().await;
    let again = other.leaves_for("google").await;
    for name in ["state", "nonce", "code_challenge"] {
        assert_ne!(param(&again, name), param(&url, name), "{name}");
    }
}

#[tokio::test]
async fn what_the_operator_has_agreed_upon_is_asked_for() {
    let provider = FakeProvider::start().await;
    let more = format!(
        "[[provider]]\nid = \"idporten\"\nname = \"ID-porten\"\nkind = \"social\"\nissuer = \"{}\"\nclient_id = \"c\"\n\
         client_secret = \"s\"\nscopes = [\"openid\", \"eid\"]\nacr_values = [\"idporten-loa-high\", \"phr\"]\nprompt = \"login\"",
        provider.issuer
    );
    let app = app_with(&provider, &more);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("idporten").await;
    assert_eq!(param(&url, "scope").as_deref(), Some("openid eid"));
    assert_eq!(param(&url, "acr_values").as_deref(), Some("idporten-loa-high phr"));
    assert_eq!(param(&url, "prompt").as_deref(), Some("login"));
}

#[tokio::test]
async fn a_provider_is_asked_when_somebody_wants_to_go_there_and_then_not_for_an_hour() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    let asked = || provider.asked("/.well-known/openid-configuration");
    assert_eq!(asked(), 0, "a provider that is down keeps no server from starting");
    for (seconds, times) in [(0, 1), (3599, 1), (1, 2)] {
        app.seconds_pass(seconds);
        app.browser().arrives().await.leaves_for("google").await;
        assert_eq!(asked(), times, "after {seconds} seconds more");
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_leaves_the_person_where_they_are() {
    let nobody = || {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    let provider = FakeProvider::start().await;
    let cases: [(&str, Value, Duration, NoticeCode); 9] = [
        ("another issuer", json!({ "issuer": nobody() }), Duration::ZERO, NoticeCode::FederationMisconfigured),
        ("no issuer", json!({ "issuer": null }), Duration::ZERO, NoticeCode::FederationUnavailable),
        (
            "no keys",
            json!({ "jwks_uri": format!("{}/x", nobody()) }),
            Duration::ZERO,
            NoticeCode::FederationUnavailable,
        ),
        (
            "unencrypted keys",
            json!({ "jwks_uri": "http://192.0.2.1/keys" }),
            Duration::ZERO,
            NoticeCode::FederationUnavailable,
        ),
        (
            "elsewhere",
            json!({ "authorization_endpoint": "http://192.0.2.1/" }),
            Duration::ZERO,
            NoticeCode::FederationMisconfigured,
        ),
        (
            "a script",
            json!({ "authorization_endpoint": "javascript:alert(1)" }),
            Duration::ZERO,
            NoticeCode::FederationMisconfigured,
        ),
        ("no token endpoint", json!({ "token_endpoint": null }), Duration::ZERO, NoticeCode::FederationMisconfigured),
        ("too much", json!({ "noise": "n".repeat(300_000) }), Duration::ZERO, NoticeCode::FederationUnavailable),
        ("too slow", json!({}), Duration::from_secs(30), NoticeCode::FederationUnavailable),
    ];
    for (name, description, delay, expected) in cases {
        let app = app_with(&provider, "[asking]\ntimeout = 1");
        provider.behaves(|it| (it.description, it.delay) = (description, delay));
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(Action::StartFederation { provider: "google".into() }).await.sees(StepType::Identify);
        let notice = visit.flow.notice.clone().expect("a notice");
        assert_eq!((notice.code, notice.params), (expected, vec!["Google".to_owned()]), "{name}");
        let reference = notice.reference.expect("something to tell support");
        assert!(everything_logged().contains(&format!("reference=\"{reference}\"")), "{name}");
    }
}

#[tokio::test]
async fn the_demos_own_providers_need_not_run() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let config = browser.get("/auth/v1/config").await.json::<Value>();
    let ids: Vec<&str> =
        config["providers"].as_array().expect("providers").iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(ids, ["google", "apple", "microsoft"], "an organisation's own provider is no button");
    let mut visit = browser.arrives().await;
    visit.does(identify("dr.lie@fjord.example")).await;
    assert!(matches!(visit.flow.step.step_type(), StepType::Identify | StepType::FederationRedirect));
}
