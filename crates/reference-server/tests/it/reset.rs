//! Password reset: a typed code, every factor of the account, a new password. A reset e-mail alone never signs in.

use auth_contract::{
    Action, ActionType, DeniedCode, Flow, Method, NoticeCode, PasswordChangeReason, ProblemCode, Step, StepType,
};
use serde_json::json;

use crate::support::{
    TestApp, Visit, acknowledge, another_code, change_password, choose_totp, identify, messages, newest_code,
    request_reset, restart, submit_code, submit_password, totp_code,
};

const OLA: &str = "ola.bakke@example.no";
const NEW: &str = "otters juggle seven plums";

/// The seed of the demo person who resets and has an authenticator app.
const SEED: &str = "ONUWY2TFMZXXG43SMVZWK5DPORYGC4DQ";

async fn asks_for_code(visit: &mut Visit<'_>, identifier: &str) {
    visit.does(identify(identifier)).await.does(request_reset(None)).await.sees(StepType::PasswordResetCode);
}

#[tokio::test]
async fn the_code_leads_to_a_new_password_and_that_signs_in() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    asks_for_code(&mut visit, OLA).await;
    let Step::PasswordResetCode(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.destination.as_deref(), Some("o•••e@example.no"));
    let code = visit.code_sent_to(OLA).await;
    visit.does(submit_code(&code)).await.sees(StepType::PasswordChange);
    let Step::PasswordChange(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.reason, PasswordChangeReason::Reset);
    assert_eq!(visit.flow.actions, [ActionType::ChangePassword, ActionType::Back, ActionType::Restart]);
    let session: serde_json::Value = visit.browser.get("/auth/v1/session").await.json();
    assert!(session["subject"].is_null(), "the code alone signs nobody in");

    let problem = visit.fails(change_password("short")).await;
    assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (ProblemCode::WeakPassword, "/new_password"));
    assert!(problem.errors[0].weakness.is_some());
    visit.does(change_password(NEW)).await.sees(StepType::Complete);
    assert_eq!(visit.flow.notice.as_ref().map(|notice| notice.code), Some(NoticeCode::PasswordChanged));

    let mut visit = browser.arrives().await;
    visit.does(identify(OLA)).await;
    assert_eq!(visit.fails(submit_password(app.person("reset").password)).await.code, ProblemCode::InvalidCredentials);
    visit.does(submit_password(NEW)).await.sees(StepType::Complete);
}

#[tokio::test]
async fn no_factor_is_skipped_on_the_way() {
    let app = TestApp::new();
    let silje = app.person("reset_totp");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    asks_for_code(&mut visit, silje.username).await;
    let code = visit.code_sent_to(silje.username).await;
    visit.does(submit_code(&code)).await.sees(StepType::MfaChallenge);
    assert_eq!(visit.fails(change_password(NEW)).await.code, ProblemCode::ActionNotAllowed);
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!((step.method, step.trust_device.clone()), (Method::Totp, None));
    visit.does(submit_code(&totp_code(SEED, app.now()))).await.sees(StepType::PasswordChange);
    visit.does(change_password(NEW)).await.sees(StepType::Complete);
}

/// Otherwise two codes to one mailbox would be all that it takes, whatever else the person has set up.
#[tokio::test]
async fn the_mailbox_is_no_second_factor_beside_itself() {
    let app = TestApp::new();
    let many = app.person("many");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(many.username)).await.does(submit_password(many.password)).await;
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    let email = step.alternatives.iter().find(|other| other.method == Method::Email).expect("codes by e-mail");
    let email = email.authenticator.clone();

    let mut visit = browser.arrives().await;
    asks_for_code(&mut visit, many.username).await;
    let code = visit.code_sent_to(many.username).await;
    visit.does(submit_code(&code)).await.sees(StepType::MfaChallenge);
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(step.method, Method::Totp);
    assert!(step.alternatives.iter().all(|other| other.method != Method::Email), "{:?}", step.alternatives);
    let forged = Action::SwitchMethod { authenticator: email };
    assert_eq!(visit.fails(forged).await.code, ProblemCode::InvalidInput);
}

#[tokio::test]
async fn who_has_to_enrol_does_so_after_the_new_password() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    asks_for_code(&mut visit, kari.username).await;
    let code = visit.code_sent_to(kari.username).await;
    visit.does(submit_code(&code)).await.does(change_password(NEW)).await.sees(StepType::MfaEnrollSelect);
    visit.does(choose_totp()).await;
    let seed = visit.seed();
    visit.does(submit_code(&totp_code(&seed, app.now()))).await.does(acknowledge()).await.sees(StepType::Complete);
}

/// What a stranger sees of a flow, without what differs between any two flows.
fn seen(flow: &Flow) -> serde_json::Value {
    let mut seen = serde_json::to_value(flow).expect("JSON");
    for varying in ["id", "subject"] {
        seen[varying] = json!(null);
    }
    seen["step"]["destination"] = json!(null);
    seen
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let app = TestApp::new();
    let mut known = app.browser();
    let mut unknown = app.browser();
    let mut known = known.arrives().await;
    let mut unknown = unknown.arrives().await;
    asks_for_code(&mut known, OLA).await;
    asks_for_code(&mut unknown, "ole.bakke@example.no").await;
    assert_eq!(seen(&known.flow), seen(&unknown.flow));
    let Step::PasswordResetCode(step) = &unknown.flow.step else { unreachable!() };
    assert_eq!(step.destination.as_deref(), Some("o•••e@example.no"), "what was typed, masked");
    assert_eq!(known.messages().await, 1);

    for visit in [&mut known, &mut unknown] {
        let problem = visit.fails(auth_contract::Action::Resend).await;
        assert_eq!((problem.code, problem.retry_at), (ProblemCode::RateLimited, Some(app.now().plus(60))));
        assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::InvalidCode);
    }
    app.seconds_pass(60);
    known.does(auth_contract::Action::Resend).await;
    unknown.does(auth_contract::Action::Resend).await;
    assert_eq!(seen(&known.flow), seen(&unknown.flow));
    app.seconds_pass(600);
    for visit in [&mut known, &mut unknown] {
        for left in [3, 2, 1] {
            assert_eq!(visit.fails(submit_code("000001")).await.code, ProblemCode::InvalidCode);
            assert_eq!(visit.attempts_left(), Some(left));
        }
        visit.does(submit_code("000001")).await;
        let Step::Denied(denied) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
        assert_eq!(denied.code, DeniedCode::TooManyAttempts);
    }
}

#[tokio::test]
async fn guesses_are_counted_for_the_identifier_across_flows_known_or_not() {
    let app = TestApp::new();
    for identifier in [OLA, "nobody@example.no"] {
        for _ in 0..2 {
            let mut browser = app.browser();
            let mut visit = browser.arrives().await;
            asks_for_code(&mut visit, identifier).await;
            for _ in 0..5 {
                let right = messages(visit.browser).await.first().and_then(|it| it["code"].as_str().map(String::from));
                let wrong = another_code(&right.unwrap_or_else(|| "000000".into()));
                visit.flow = {
                    let answer = visit.browser.act(&visit.flow, submit_code(&wrong)).await;
                    if answer.status == 200 { answer.flow() } else { *answer.problem().flow.expect("the flow") }
                };
            }
        }
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        asks_for_code(&mut visit, identifier).await;
        assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::Locked, "{identifier}");
    }
    let mut browser = app.browser();
    browser.arrives().await.gives_password(app.person("reset")).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_flow_can_begin_with_it() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.start(json!({ "kind": "recover", "login_hint": OLA })).await.flow();
    let mut visit = Visit { flow, browser: &mut browser };
    let Step::PasswordResetRequest(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(step.identifier.as_deref(), Some(OLA));
    assert_eq!(visit.fails(request_reset(Some("  "))).await.code, ProblemCode::InvalidInput);
    visit.does(request_reset(Some(OLA))).await.sees(StepType::PasswordResetCode);
    visit.does(crate::support::back()).await.sees(StepType::PasswordResetRequest);
    visit.does(request_reset(None)).await;
    assert_eq!(visit.messages().await, 1);
    let code = visit.code_sent_to(OLA).await;
    visit.does(submit_code(&code)).await.does(change_password(NEW)).await.sees(StepType::Complete);
    assert!(visit.destination().ends_with("/dev"));
}

#[tokio::test]
async fn from_the_first_screen_the_identifier_is_asked_for() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(request_reset(None)).await.sees(StepType::PasswordResetRequest);
    assert_eq!(visit.fails(request_reset(None)).await.code, ProblemCode::InvalidInput);
    visit.does(restart()).await.sees(StepType::Identify);
}

#[tokio::test]
async fn a_name_gets_its_mail_and_tells_no_address() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    asks_for_code(&mut visit, "Åse Sørbø").await;
    let Step::PasswordResetCode(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.destination, None);
    let code = newest_code(visit.browser, "ase.sorbo@example.no").await;
    visit.does(submit_code(&code)).await.sees(StepType::PasswordChange);
}

#[tokio::test]
async fn the_new_password_closes_what_the_old_one_has_opened() {
    let app = TestApp::new();
    let ola = app.person("reset");
    let mut elsewhere = app.browser();
    elsewhere.arrives().await.gives_password(ola).await.sees(StepType::Complete);
    let mut forced = app.browser();
    let mut waiting = forced.arrives().await;
    asks_for_code(&mut waiting, OLA).await;
    let code = waiting.code_sent_to(OLA).await;
    waiting.does(submit_code(&code)).await.sees(StepType::PasswordChange);
    let waiting = waiting.flow.clone();

    app.seconds_pass(60);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    asks_for_code(&mut visit, OLA).await;
    let code = visit.code_sent_to(OLA).await;
    visit.does(submit_code(&code)).await.does(change_password(NEW)).await.sees(StepType::Complete);

    let session: serde_json::Value = elsewhere.get("/auth/v1/session").await.json();
    assert!(session["subject"].is_null(), "other sessions have ended");
    let problem = forced.act(&waiting, change_password("wombats polish nine lanterns")).await.problem();
    assert_eq!(problem.code, ProblemCode::RevisionConflict);
    assert_eq!(problem.flow.expect("the flow").step.step_type(), StepType::Identify, "an older proof is void");
}
