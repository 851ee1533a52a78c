//! The server is killed and restarted: every flow continues where it was.

use auth_contract::{ProblemCode, StepType};

use crate::support::{
    TestApp, Visit, acknowledge, choose_totp, identify, recovery_code, submit_code, submit_password, totp_code,
};

#[tokio::test]
async fn a_sign_in_goes_on_at_every_step() {
    let mut app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut flow = browser.arrives().await.flow;

    macro_rules! killed_and_started {
        () => {{
            app = app.restarted();
            browser = browser.meets(&app);
            let resumed = browser.resume(&flow).await.flow();
            assert_eq!((resumed.revision, &resumed.step), (flow.revision, &flow.step));
            Visit { browser: &mut browser, flow: resumed }
        }};
    }

    let mut visit = killed_and_started!();
    flow = visit.does(identify(kari.username)).await.flow.clone();
    let mut visit = killed_and_started!();
    flow = visit.does(submit_password(kari.password)).await.flow.clone();
    let mut visit = killed_and_started!();
    flow = visit.does(choose_totp()).await.flow.clone();
    let mut visit = killed_and_started!();
    let seed = visit.seed();
    let now = app.now();
    flow = visit.does(submit_code(&totp_code(&seed, now))).await.flow.clone();
    let mut visit = killed_and_started!();
    let recovery = recovery_code(&visit.flow);
    flow = visit.does(acknowledge()).await.flow.clone();
    let visit = killed_and_started!();
    let code = visit.code();
    assert_eq!(browser.exchange(&code, &[]).await.status, 200);
    let session: auth_contract::Session = browser.get("/auth/v1/session").await.json();
    assert_eq!(session.subject.expect("signed in").display, kari.username);

    app = app.restarted();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await;
    let replayed = visit.fails(submit_code(&totp_code(&seed, app.now()))).await;
    assert_eq!(replayed.code, ProblemCode::InvalidCode, "the step that enrolled stays used");
    visit.does(crate::support::switch_to("recovery_codes")).await.does(submit_code(&recovery)).await;
    visit.sees(StepType::Complete);
}

#[tokio::test]
async fn counters_answers_and_codes_are_still_there() {
    let mut app = TestApp::new();
    let (kari, ase) = (app.person("enroll"), app.person("plain"));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(kari.username)).await;
    for _ in 0..10 {
        visit.fails(submit_password("wrong")).await;
    }
    let flow = visit.flow;
    let mut visit = browser.arrives().await;
    visit.does(identify(ase.username)).await;
    let finishing = visit.flow;
    let finished = browser.act_under(Some("press"), &finishing, submit_password(ase.password)).await;

    app = app.restarted();
    browser = browser.meets(&app);
    let locked = browser.act(&flow, submit_password(kari.password)).await.problem();
    assert_eq!(locked.code, ProblemCode::Locked);
    let again = browser.act_under(Some("press"), &finishing, submit_password(ase.password)).await;
    assert_eq!(again.body, finished.body);
    let code = Visit { browser: &mut browser, flow: finished.flow() }.code();
    let token = browser.exchange(&code, &[]).await.json::<serde_json::Value>()["access_token"].clone();

    app = app.restarted();
    browser = browser.meets(&app);
    assert_eq!(browser.userinfo(token.as_str().expect("a token")).await.status, 200);
    assert_eq!(browser.exchange(&code, &[]).await.status, 400, "redeemed before the restart");
    assert_eq!(browser.userinfo(token.as_str().expect("a token")).await.status, 401);
}

#[tokio::test]
async fn the_demo_clock_does_not_jump_back() {
    let app = TestApp::new();
    let mut browser = app.browser();
    browser.post("/dev/clock", &serde_json::json!({ "advance_seconds": 90 * 86_400 })).await;
    let moved = app.now();
    let app = app.restarted();
    assert_eq!(app.now(), moved);
}

#[tokio::test]
async fn another_key_file_opens_nothing_and_says_so_without_detail() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    std::fs::write(app.folder().join("server.key"), [7; 32]).expect("the key file can be written");
    let app = app.restarted();
    let problem = browser.meets(&app).resume(&flow).await.problem();
    assert_eq!(problem.code, ProblemCode::FlowNotFound, "not even the binding is recognised");
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::new();
    let mode = std::fs::metadata(app.folder().join("server.key")).expect("a key file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
