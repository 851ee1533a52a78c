//! Expiry of flows, and the data that survives it.

use auth_contract::{ProblemCode, StepType};
use serde_json::json;

use crate::support::{TestApp, identify, identify_with_password, restart};

#[tokio::test]
async fn an_idle_flow_expires_and_a_new_one_goes_to_the_same_place() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(ase.username)).await;
    assert_eq!(visit.flow.expires_at.since(app.now()), 30 * 60);
    app.seconds_pass(30 * 60 - 1);
    visit.reloads().await;
    app.seconds_pass(1);
    let flow = visit.flow;

    let problem = browser.resume(&flow).await.problem();
    assert_eq!((problem.status, problem.code), (410, ProblemCode::FlowExpired));
    let restart = problem.restart.expect("how to begin anew");
    assert_eq!(restart.login_hint.as_deref(), Some(ase.username));
    let acted = browser.act(&flow, crate::support::back()).await.problem();
    assert_eq!((acted.code, acted.restart.as_ref()), (ProblemCode::FlowExpired, Some(&restart)));

    let anew = json!({ "authorization_request": restart.authorization_request, "login_hint": restart.login_hint });
    let flow = browser.start(anew).await.flow();
    let flow = browser.act(&flow, identify_with_password(ase.username, ase.password)).await.flow();
    let auth_contract::Step::Complete(step) = &flow.step else { panic!("{:?}", flow.step) };
    assert!(step.redirect_to.starts_with("http://127.0.0.1:4711/callback?code="));
}

#[tokio::test]
async fn each_action_prolongs_a_flow_up_to_four_hours() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let started = app.now();
    for _ in 0..9 {
        app.seconds_pass(25 * 60);
        visit.does(identify("kari.nordmann@example.no")).await.does(restart()).await;
    }
    assert_eq!(visit.flow.expires_at.since(started), 4 * 60 * 60);
    app.seconds_pass(visit.flow.expires_at.since(app.now()));
    assert_eq!(visit.fails(identify("kari.nordmann@example.no")).await.code, ProblemCode::FlowExpired);
}

#[tokio::test]
async fn a_request_waits_for_a_day() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let handle = browser.authorize(&[]).await.redirect_param("request").expect("a handle");
    let start = json!({ "authorization_request": handle });
    app.seconds_pass(24 * 60 * 60 - 1);
    assert_eq!(browser.start(start.clone()).await.flow().step.step_type(), StepType::Identify);
    app.seconds_pass(1);
    let problem = browser.start(start).await.problem();
    assert_eq!((problem.status, problem.code), (404, ProblemCode::RequestNotFound));
    let problem = browser.start(json!({ "authorization_request": "ar_nobody_made_this" })).await.problem();
    assert_eq!(problem.code, ProblemCode::RequestNotFound);
}

#[tokio::test]
async fn a_finished_flow_renews_its_code_until_the_person_signs_out() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("plain")).await;
    let code = visit.code();
    assert_eq!(visit.reloads().await.code(), code, "a code that is still good stays");

    assert_eq!(visit.browser.exchange(&code, &[]).await.status, 200);
    let renewed = visit.reloads().await.code();
    assert_ne!(renewed, code, "a used one is replaced: using it again would revoke the product's tokens");
    app.seconds_pass(61);
    assert_ne!(visit.reloads().await.code(), renewed, "and so is one that is too old");
    let flow = visit.flow;

    browser.delete("/auth/v1/session").await;
    // Signing out also removes the flow cookie; with the cookie restored the flow is still over.
    let problem = browser.resume(&flow).await.problem();
    assert_eq!(problem.code, ProblemCode::FlowNotFound);
}

#[tokio::test]
async fn what_has_expired_is_removed_for_good_after_a_while() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    let prune = |app: &TestApp| {
        let now = app.now();
        app.app.store.transact_blocking(|tx| reference_server::store::flows::prune(tx, now)).expect("pruning works");
    };
    app.seconds_pass(23 * 60 * 60);
    prune(&app);
    assert_eq!(browser.resume(&flow).await.problem().code, ProblemCode::FlowExpired);
    app.seconds_pass(2 * 60 * 60);
    prune(&app);
    assert_eq!(browser.resume(&flow).await.problem().code, ProblemCode::FlowNotFound);
}
