//! Support removes a person's factors (C5).

use auth_contract::{Action, EnrollReason, ProblemCode, Secret, Step, StepType};
use reference_server::flow::admin;

use crate::support::{TestApp, skip, submit_code, switch_to, totp_code};

const SEED: &str = "NVQWO3TVONZWK5DPORUGK4TTMVSWI43T";

fn reset(app: &TestApp, identifier: &str) -> bool {
    let now = app.now();
    app.app.store.transact_blocking(|tx| admin::reset_mfa(&app.app.flow, tx, identifier, now)).expect("the reset works")
}

#[tokio::test]
async fn the_next_sign_in_starts_enrolment_and_everything_that_rested_on_the_old_factor_is_gone() {
    let app = TestApp::new();
    let magnus = app.person("trusted");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(magnus).await;
    let code = Secret::new(totp_code(SEED, app.now()));
    visit.does(Action::SubmitCode { code, trust_device: true }).await.sees(StepType::Complete);

    let mut other = app.browser();
    other.cookies.clone_from(&browser.cookies);
    other.cookies.remove("__Host-device");
    let mut waiting = other.arrives().await;
    waiting.gives_password(magnus).await.sees(StepType::MfaChallenge);
    for _ in 0..4 {
        waiting.fails(submit_code("000000")).await;
    }

    assert!(reset(&app, " Magnus.Eide@example.no"));
    assert!(!reset(&app, "nobody@example.no"));

    let problem = waiting.fails(submit_code(&totp_code(SEED, app.now().plus(30)))).await;
    assert_eq!(problem.code, ProblemCode::RevisionConflict);
    waiting.sees(StepType::Identify);
    let session: serde_json::Value = browser.get("/auth/v1/session").await.json();
    assert!(session["subject"].is_null());

    let mut visit = browser.arrives().await;
    visit.gives_password(magnus).await.sees(StepType::MfaEnrollSelect);
    let Step::MfaEnrollSelect(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.reason, EnrollReason::AdminReset);
    assert_eq!(visit.fails(skip()).await.code, ProblemCode::ActionNotAllowed);
    let seed = visit.enrolls_here(&app).await;
    let mut visit = browser.arrives().await;
    visit.gives_password(magnus).await.does(switch_to("recovery_codes")).await;
    let old = reference_server::dev::people::RECOVERY_CODES[0];
    assert_eq!(visit.fails(submit_code(old)).await.code, ProblemCode::InvalidCode, "the old recovery codes are gone");
    app.seconds_pass(30);
    visit.does(crate::support::back()).await.does(submit_code(&totp_code(&seed, app.now()))).await;
    visit.sees(StepType::Complete);
}

#[tokio::test]
async fn a_lock_is_lifted() {
    let app = TestApp::new();
    assert!(reset(&app, app.person("locked").username));
    let mut browser = app.browser();
    browser.arrives().await.gives_password(app.person("locked")).await.sees(StepType::MfaEnrollSelect);
}
