//! "Remember this device": after the password, for this person, for as long as policy says.

use auth_contract::{Action, Days, Secret, Step, StepType};
use reference_server::store::policies::{self, Policy};

use crate::support::{
    TestApp, Visit, change_password, identify, request_reset, submit_code, submit_password, totp_code,
};

/// The seed of the demo person who may be remembered.
const SEED: &str = "NVQWO3TVONZWK5DPORUGK4TTMVSWI43T";
const DAY: i64 = 24 * 60 * 60;

fn trusting(code: &str) -> Action {
    Action::SubmitCode { code: Secret::new(code), trust_device: true }
}

async fn signs_in(visit: &mut Visit<'_>, app: &TestApp) {
    visit.gives_password(app.person("trusted")).await.sees(StepType::MfaChallenge);
    let Step::MfaChallenge(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.trust_device, Some(Days { days: 30 }));
    visit.does(trusting(&totp_code(SEED, app.now()))).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_remembered_browser_is_not_asked_until_the_days_are_over() {
    let app = TestApp::new();
    let magnus = app.person("trusted");
    let mut browser = app.browser();
    signs_in(&mut browser.arrives().await, &app).await;
    assert!(browser.cookies.contains_key("__Host-device"));

    app.seconds_pass(30 * DAY - 1);
    let mut visit = browser.arrives().await;
    visit.does(identify(magnus.username)).await.sees(StepType::Password);
    visit.does(submit_password(magnus.password)).await.sees(StepType::Complete);
    app.browser().arrives().await.gives_password(magnus).await.sees(StepType::MfaChallenge);
    browser.arrives().await.gives_password(app.person("totp")).await.sees(StepType::MfaChallenge);

    app.seconds_pass(1);
    browser.arrives().await.gives_password(magnus).await.sees(StepType::MfaChallenge);
}

/// A sign-in in between gives the browser a new cookie and no more time.
#[tokio::test]
async fn ninety_days_are_the_longest_that_a_browser_is_remembered() {
    let app = TestApp::new();
    let magnus = app.person("trusted");
    let set = app.app.store.transact_blocking(|tx| {
        policies::set(tx, "demo_mfa_trusting", &Policy { trust_days: Some(90), ..Policy::required() })
    });
    set.expect("the policy is set");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(magnus).await.does(trusting(&totp_code(SEED, app.now()))).await.sees(StepType::Complete);
    for pause in [45 * DAY, 45 * DAY - 1] {
        app.seconds_pass(pause);
        browser.arrives().await.gives_password(magnus).await.sees(StepType::Complete);
    }
    app.seconds_pass(1);
    browser.arrives().await.gives_password(magnus).await.sees(StepType::MfaChallenge);
}

#[tokio::test]
async fn nobody_is_remembered_where_that_is_not_offered() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("totp")).await;
    let code = totp_code("K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT", app.now());
    visit.does(trusting(&code)).await.sees(StepType::Complete);
    assert!(!browser.cookies.contains_key("__Host-device"));
    browser.arrives().await.gives_password(app.person("totp")).await.sees(StepType::MfaChallenge);
}

#[tokio::test]
async fn a_planted_cookie_is_worth_nothing() {
    let app = TestApp::new();
    let mut browser = app.browser();
    browser.cookies.insert("__Host-device".into(), "A".repeat(43));
    signs_in(&mut browser.arrives().await, &app).await;
    assert_ne!(browser.cookies["__Host-device"], "A".repeat(43));
    let mut stranger = app.browser();
    stranger.cookies.insert("__Host-device".into(), "A".repeat(43));
    stranger.arrives().await.gives_password(app.person("trusted")).await.sees(StepType::MfaChallenge);
}

#[tokio::test]
async fn a_wrong_code_and_a_new_password_leave_nothing_remembered() {
    let app = TestApp::new();
    let magnus = app.person("trusted");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(magnus).await;
    visit.fails(trusting("000000")).await;
    assert!(!visit.browser.cookies.contains_key("__Host-device"));
    visit.does(submit_code(&totp_code(SEED, app.now()))).await;
    app.seconds_pass(30);
    signs_in(&mut browser.arrives().await, &app).await;

    app.seconds_pass(30);
    let mut visit = browser.arrives().await;
    visit.does(identify(magnus.username)).await.does(request_reset(None)).await;
    let code = visit.code_sent_to(magnus.username).await;
    visit.does(submit_code(&code)).await.sees(StepType::MfaChallenge);
    let Step::MfaChallenge(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.trust_device, None, "the mail is not the password");
    visit.does(submit_code(&totp_code(SEED, app.now()))).await;
    visit.does(change_password("otters juggle seven plums")).await.sees(StepType::Complete);
    let mut visit = browser.arrives().await;
    visit.does(identify(magnus.username)).await.does(submit_password("otters juggle seven plums")).await;
    visit.sees(StepType::MfaChallenge);
}
