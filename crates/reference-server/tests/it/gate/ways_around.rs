//! Ways around the gate that there are not: a session, another page, another word, an identity provider.

use auth_contract::{DeniedCode, Step, StepType};
use serde_json::{Value, json};

use super::{after, app_with, desktop, update};
use crate::support::{Browser, FakeProvider, TestApp, Visit, skip};

/// Whoever is signed in already is no exception: the app is as old as before.
#[tokio::test]
async fn a_session_is_no_way_around_it() {
    let gate = "[[app]]\nplatform = \"desktop\"\nversion = \"1.1.2\"\navailable_from = 2026-01-01\nmandatory_from = 2026-01-02\n";
    let some = app_with(&format!("{gate}rollout = {{ roles = [\"demo_mfa_none\"] }}\n"));
    let (everybody, asked) = (app_with(gate), TestApp::new());
    let old = [("client_id", "northwind-desktop"), ("app_version", "1.1.1")];
    for (app, blocking) in [(&everybody, true), (&some, true), (&asked, false)] {
        let mut browser = app.browser();
        browser.arrives().await.gives_password(app.person("plain")).await.sees(StepType::Complete);
        let mut visit = browser.arrives_with(&old).await;
        assert_eq!(update(&visit).blocking, blocking);
        if !blocking {
            visit.reloads().await.does(skip()).await.sees(StepType::Complete);
            let code = visit.code();
            assert_eq!(visit.browser.exchange(&code, &old[..1]).await.status, 200);
        }
    }
}

/// The session may end while the question is on the screen.
#[tokio::test]
async fn a_question_outlives_no_session() {
    let app = TestApp::new();
    let mut browser = app.browser();
    browser.arrives().await.gives_password(app.person("plain")).await.sees(StepType::Complete);
    let old = [("client_id", "northwind-desktop"), ("app_version", "1.1.1")];
    let flow = browser.arrives_with(&old).await.sees(StepType::AppUpdate).flow.clone();
    let mut other_tab = browser.clone();
    other_tab.delete("/auth/v1/session").await;
    let answer = browser.act(&flow, skip()).await;
    assert_eq!(answer.flow().step.step_type(), StepType::Identify);
}

/// A page of an earlier release cannot draw the step: what only asks is left out, what stops says that it is outdated.
#[tokio::test]
async fn a_page_that_cannot_draw_it_is_let_on_unless_it_is_stopped() {
    let app = TestApp::new();
    let steps: Vec<StepType> = StepType::ALL.iter().copied().filter(|step| *step != StepType::AppUpdate).collect();
    for (params, stopped) in [(desktop("1.1.1"), false), (after("1.1.1"), true)] {
        let mut browser = app.browser();
        let handle = browser.authorize(&params).await.redirect_param("request").expect("a handle");
        let answer = browser.start(json!({ "authorization_request": handle, "supported_steps": steps })).await;
        let mut visit = Visit { flow: answer.flow(), browser: &mut browser };
        if stopped {
            let Step::Denied(denied) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
            assert_eq!(denied.code, DeniedCode::ClientOutdated);
        } else {
            visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
        }
    }
}

/// Without a product's request, what the page was told counts. With one, the product's word does.
#[tokio::test]
async fn the_request_knows_better_than_the_page() {
    let app = app_with(
        "[[app]]\nplatform = \"desktop\"\nversion = \"1.1.2\"\navailable_from = 2026-01-01\nmandatory_from = 2026-01-02\n",
    );
    let mut browser = app.browser();
    let told = |platform: &str, version: &str| json!({ "client": { "platform": platform, "version": version } });
    let step = async |browser: &mut Browser, changes: Value| browser.start(changes).await.flow().step.step_type();
    assert_eq!(step(&mut browser, told("desktop", "1.1.1")).await, StepType::AppUpdate);
    assert_eq!(step(&mut browser, told("desktop", "1.1.2")).await, StepType::Identify);
    assert_eq!(step(&mut browser, told("ios", "1.1.1")).await, StepType::Identify);
    assert_eq!(step(&mut browser, json!({ "client": { "platform": "desktop" } })).await, StepType::AppUpdate);

    let handle = browser.authorize(&desktop("1.1.2")).await.redirect_param("request").expect("a handle");
    let mut lies = told("web", "0.1");
    lies["authorization_request"] = handle.into();
    assert_eq!(step(&mut browser, lies).await, StepType::Identify);
    let handle = browser.authorize(&desktop("1.1.1")).await.redirect_param("request").expect("a handle");
    let mut lies = told("web", "99");
    lies["authorization_request"] = handle.into();
    assert_eq!(step(&mut browser, lies).await, StepType::AppUpdate);
}

/// Words in the version are bounded, and only what a person could have meant is passed on.
#[tokio::test]
async fn a_version_is_no_place_for_a_message() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let long = "9".repeat(2000);
    let too_long = desktop(&long);
    let visit = browser.arrives_with(&too_long).await;
    assert!(visit.flow.client.as_ref().and_then(|client| client.version.as_ref()).is_some_and(|told| told.len() == 64));
    let spoofed = desktop("1.0\u{202e}\u{0007}");
    let visit = browser.arrives_with(&spoofed).await;
    assert_eq!(visit.flow.client.as_ref().and_then(|client| client.version.clone()), None);
}

/// U5 with U7: whoever comes by an identity provider meets the same gate, after everything that was proven there.
#[tokio::test]
async fn a_provider_is_no_way_around_it() {
    let provider = FakeProvider::start().await;
    provider.behaves(|it| it.claims = json!({ "sub": "liv.aasen@example.no", "email": "liv.aasen@example.no" }));
    let registrations = provider.registrations("");
    let app = TestApp::with(|settings| settings.providers = Some(registrations));
    let mut browser = app.browser();
    let old = desktop("1.1.1");
    let mut visit = browser.arrives_with(&old).await;
    let url = visit.leaves_for("google").await;
    visit.comes_back("google", &provider.signs_in(&url)).await;
    visit.sees(StepType::AppUpdate);
    assert!(!visit.browser.cookies.contains_key("__Host-session"));
    visit.does(skip()).await.sees(StepType::Complete);
}
