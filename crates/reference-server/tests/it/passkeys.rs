//! Passkeys: registration, use as a second factor, sign-in without a username, and attempts with stolen or forged ones.

use auth_contract::{Action, Method, ProblemCode, RawJson, Step, StepType};

use crate::support::{SecurityKey, TestApp, Visit, acknowledge, everything_logged, identify, skip, submit_password};

fn choose_passkey() -> Action {
    Action::SelectMethod { method: Method::Passkey }
}

/// What the step asks the browser for.
fn options(visit: &Visit<'_>) -> RawJson {
    match &visit.flow.step {
        Step::Identify(step) => step.passkey_options.clone(),
        Step::MfaChallenge(step) => step.public_key.clone(),
        Step::PasskeyEnroll(step) => Some(step.public_key.clone()),
        other => panic!("options were expected, not {other:?}"),
    }
    .expect("options")
}

/// Ida makes a passkey with `key`.
async fn enrolled(app: &TestApp, key: &mut SecurityKey) {
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("passkey")).await.sees(StepType::MfaEnrollSelect);
    visit.does(choose_passkey()).await.sees(StepType::PasskeyEnroll);
    let created = key.creates(&options(&visit));
    visit.does(created).await.sees(StepType::RecoveryCodes);
    visit.does(acknowledge()).await.sees(StepType::Complete);
}

/// Ida's second factor is asked for.
async fn challenged<'a>(app: &TestApp, browser: &'a mut crate::support::Browser) -> Visit<'a> {
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("passkey")).await.sees(StepType::MfaChallenge);
    visit
}

#[tokio::test]
async fn a_passkey_is_a_second_factor() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let mut browser = app.browser();
    let mut visit = challenged(&app, &mut browser).await;
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("a challenge was expected") };
    assert_eq!(step.method, Method::Passkey);
    let listed = options(&visit).as_str().contains("allowCredentials\":[{");
    assert!(listed, "the browser is told which ones count");
    let signed = key.signs(&options(&visit));
    visit.does(signed).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_passkey_alone_signs_in_from_the_first_screen() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let signed = key.signs(&options(&visit));
    visit.does(signed).await.sees(StepType::Complete);
    let code = visit.code();
    let token: serde_json::Value = browser.exchange(&code, &[]).await.json();
    let person: serde_json::Value = browser.userinfo(token["access_token"].as_str().expect("a token")).await.json();
    assert!(person["amr"].as_array().expect("methods").iter().any(|method| method == "mfa"), "{person}");
}

#[tokio::test]
async fn nobody_gets_in_without_a_finger_or_a_pin() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    key.verifies = false;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let signed = key.signs(&options(&visit));
    assert_eq!(visit.fails(signed).await.code, ProblemCode::InvalidCredential);
    let mut visit = challenged(&app, &mut browser).await;
    let signed = key.signs(&options(&visit));
    assert_eq!(visit.fails(signed).await.code, ProblemCode::InvalidCredential);
}

#[tokio::test]
async fn an_answer_counts_once_for_its_own_challenge_and_origin() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let mut browser = app.browser();
    let mut visit = challenged(&app, &mut browser).await;
    let first = options(&visit);
    let mut elsewhere = key.clone();
    elsewhere.origin = "https://evil.example".into();
    assert_eq!(visit.fails(elsewhere.signs(&first)).await.code, ProblemCode::InvalidCredential);
    assert_ne!(options(&visit), first, "each try has a challenge of its own");
    assert_eq!(visit.fails(key.signs(&first)).await.code, ProblemCode::InvalidCredential, "an old challenge");
    let signed = key.signs(&options(&visit));
    visit.does(signed.clone()).await.sees(StepType::Complete);

    let mut other = app.browser();
    let mut visit = challenged(&app, &mut other).await;
    assert_eq!(visit.fails(signed).await.code, ProblemCode::InvalidCredential, "an answer that was overheard");
}

#[tokio::test]
async fn a_copy_of_a_key_is_noticed_by_its_counter() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let mut copy = key.clone();
    for _ in 0..3 {
        let mut browser = app.browser();
        let mut visit = challenged(&app, &mut browser).await;
        let signed = key.signs(&options(&visit));
        visit.does(signed).await.sees(StepType::Complete);
    }
    let mut browser = app.browser();
    let mut visit = challenged(&app, &mut browser).await;
    assert_eq!(visit.fails(copy.signs(&options(&visit))).await.code, ProblemCode::InvalidCredential);
}

#[tokio::test]
async fn a_passkey_that_nobody_has_is_told_apart() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let mut stranger = SecurityKey::new(2);
    stranger.handle.clone_from(&key.handle);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    assert_eq!(visit.fails(stranger.signs(&options(&visit))).await.code, ProblemCode::UnknownCredential);
    stranger.handle = Some("AAAAAAAAAAAAAAAAAAAAAA".into());
    assert_eq!(visit.fails(stranger.signs(&options(&visit))).await.code, ProblemCode::UnknownCredential);
    stranger.handle = None;
    assert_eq!(visit.fails(stranger.signs(&options(&visit))).await.code, ProblemCode::InvalidCredential);
    visit.sees(StepType::Identify);
    let signed = key.signs(&options(&visit));
    visit.does(signed).await.sees(StepType::Complete);
}

#[tokio::test]
async fn somebody_elses_passkey_is_no_second_factor() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    // Kari has her own, and her password; the challenge of her flow is answered with Ida's.
    let mut browser = app.browser();
    let mut own = SecurityKey::new(2);
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose_passkey()).await;
    let created = own.creates(&options(&visit));
    visit.does(created).await.does(acknowledge()).await.sees(StepType::Complete);
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.sees(StepType::MfaChallenge);
    let refused = visit.fails(key.signs(&options(&visit))).await.code;
    assert_eq!(refused, ProblemCode::InvalidCredential, "the handle is another's");
    key.handle = None;
    assert_eq!(visit.fails(key.signs(&options(&visit))).await.code, ProblemCode::UnknownCredential);
}

#[tokio::test]
async fn a_credential_has_one_owner() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose_passkey()).await;
    let created = key.creates(&options(&visit));
    assert_eq!(visit.fails(created).await.code, ProblemCode::InvalidCredential);
    visit.sees(StepType::PasskeyEnroll);
}

#[tokio::test]
async fn a_removed_passkey_works_no_more_even_in_a_ceremony_under_way() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(1));
    enrolled(&app, &mut key).await;
    let (mut browser, mut other) = (app.browser(), app.browser());
    let mut waiting = browser.arrives().await;
    let before = options(&waiting);
    let mut challenged = challenged(&app, &mut other).await;
    let asked = options(&challenged);
    let parts = app.app.clone();
    let username = app.person("passkey").username;
    let now = app.now();
    let reset =
        move |tx: &rusqlite::Transaction<'_>| reference_server::flow::admin::reset_mfa(&parts.flow, tx, username, now);
    assert!(app.app.store.transact(reset).await.expect("the database works"), "somebody has this username");
    assert_eq!(waiting.fails(key.signs(&before)).await.code, ProblemCode::UnknownCredential);
    let refused = challenged.fails(key.signs(&asked)).await;
    assert_ne!(refused.status, 200);
    assert_ne!(challenged.flow.step.step_type(), StepType::Complete);
}

#[tokio::test]
async fn the_device_is_told_no_name_and_the_log_no_credential() {
    let (app, mut key) = (TestApp::new(), SecurityKey::new(9));
    enrolled(&app, &mut key).await;
    let handle = key.handle.clone().expect("a handle");
    let mut browser = app.browser();
    let visit = browser.arrives().await;
    assert!(!options(&visit).as_str().contains(&handle), "the first screen names nobody");
    // Not by a word that another test's library may print: the handle itself.
    assert!(!everything_logged().contains(&handle));
}

#[tokio::test]
async fn a_passkey_is_not_offered_to_an_ip_address() {
    let app = TestApp::with(|settings| settings.public_origin = "http://127.0.0.1:8787".into());
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let Step::Identify(step) = &visit.flow.step else { panic!("the first step was expected") };
    assert_eq!(step.passkey_options, None);
    let person = app.person("passkey");
    visit.does(identify(person.username)).await.does(submit_password(person.password)).await;
    let Step::MfaEnrollSelect(step) = &visit.flow.step else { panic!("a choice was expected") };
    assert!(step.methods.iter().all(|offered| offered.method != Method::Passkey));
    visit.does(skip()).await.sees(StepType::Complete);
}
