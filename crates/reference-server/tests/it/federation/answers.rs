//! Error responses of a provider.

use std::time::Duration;

use auth_contract::NoticeCode::{
    FederationCancelled, FederationFailed, FederationLoginRequired, FederationMisconfigured, FederationUnavailable,
};
use serde_json::json;

use super::{app_with, code, outcome, said};
use crate::support::{FakeProvider, everything_logged};

#[tokio::test]
async fn every_error_has_its_words_and_all_but_a_change_of_mind_a_reference() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    for (error, expected) in [
        ("access_denied", FederationCancelled),
        ("login_required", FederationLoginRequired),
        ("interaction_required", FederationLoginRequired),
        ("consent_required", FederationLoginRequired),
        ("temporarily_unavailable", FederationUnavailable),
        ("server_error", FederationUnavailable),
        ("unauthorized_client", FederationMisconfigured),
        ("invalid_scope", FederationMisconfigured),
        ("invalid_request", FederationFailed),
        ("<script>alert(1)</script>", FederationFailed),
    ] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        let url = visit.leaves_for("google").await;
        let mut params = provider.signs_in(&url);
        params[0] = ("error", error.into());
        visit.comes_back("google", &params).await;
        let notice = said(&visit).expect("nobody is signed in");
        assert_eq!((notice.code, notice.params), (expected, vec!["Google".to_owned()]), "{error}");
        if expected == FederationCancelled {
            assert_eq!(notice.reference, None);
        } else {
            let reference = notice.reference.expect("something to tell support");
            let logged = everything_logged();
            let line = logged.lines().find(|line| line.contains("WARN") && line.contains(&reference));
            let line =
                line.or_else(|| logged.lines().find(|line| line.contains("no answer") && line.contains(&reference)));
            assert!(line.is_some_and(|line| !line.contains("<script>")), "{error}");
        }
        // The flow continues: the same button works.
        visit.leaves_for("google").await;
    }
    assert_eq!(provider.asked("/token"), 0);
}

#[tokio::test]
async fn who_answers_must_be_who_was_asked() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    for iss in [Some("https://accounts.example.com"), Some(&*format!("{}/", provider.issuer)), None] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        let url = visit.leaves_for("google").await;
        let mut params = provider.signs_in(&url);
        params.pop();
        params.extend(iss.map(|iss| ("iss", iss.to_owned())));
        visit.comes_back("google", &params).await;
        assert_eq!(code(said(&visit)), Some(FederationFailed), "{iss:?}");
    }
    assert_eq!(provider.asked("/token"), 0, "the code goes nowhere (RFC 9207 section 2.4)");

    // A duplicate parameter is ambiguous.
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    let mut params = provider.signs_in(&url);
    params.push(("code", "another".into()));
    visit.comes_back("google", &params).await;
    assert_eq!(code(said(&visit)), Some(FederationFailed));
    assert_eq!(provider.asked("/token"), 0);
}

#[tokio::test]
async fn a_provider_that_does_not_promise_iss_may_leave_it_out() {
    let provider = FakeProvider::start().await;
    provider.behaves(|it| it.description = json!({ "authorization_response_iss_parameter_supported": null }));
    let app = app_with(&provider, "");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    let mut params = provider.signs_in(&url);
    params.pop();
    visit.comes_back("google", &params).await;
    assert_eq!(said(&visit), None);
}

#[tokio::test]
async fn a_token_endpoint_that_gives_no_tokens_is_told_apart() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "");
    let error = |error: &str| json!({ "error": error, "error_description": "a secret" }).to_string();
    for (status, body, expected) in [
        (401, error("invalid_client"), FederationMisconfigured),
        (400, error("unauthorized_client"), FederationMisconfigured),
        (400, error("invalid_scope"), FederationMisconfigured),
        (400, error("invalid_grant"), FederationFailed),
        (500, error("server_error"), FederationUnavailable),
        (503, "down".into(), FederationUnavailable),
        (429, String::new(), FederationUnavailable),
        (302, String::new(), FederationFailed),
        (200, "<html>".into(), FederationFailed),
        (200, json!({ "access_token": "a", "token_type": "Bearer" }).to_string(), FederationFailed),
        (
            200,
            json!({ "access_token": "a", "token_type": "Bearer", "id_token": "x.y.z" }).to_string(),
            FederationFailed,
        ),
        (200, " ".repeat(300_000), FederationUnavailable),
    ] {
        provider.behaves(|it| it.token_answer = Some((status, body.clone())));
        let notice = outcome(&mut app.browser(), &provider).await;
        assert_eq!(code(notice), Some(expected), "{status} {body:.60}");
    }
    assert!(!everything_logged().contains("a secret"), "descriptions may hold anything");
}

#[tokio::test]
async fn a_provider_that_answers_too_slowly_is_not_waited_for() {
    let provider = FakeProvider::start().await;
    let app = app_with(&provider, "[asking]\ntimeout = 1");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let url = visit.leaves_for("google").await;
    provider.behaves(|it| it.delay = Duration::from_secs(30));
    visit.comes_back("google", &provider.signs_in(&url)).await;
    assert_eq!(code(said(&visit)), Some(FederationUnavailable));
}
