//! Wrong passwords.

use auth_contract::{ProblemCode, StepType};

use crate::support::{TestApp, identify, identify_with_password, submit_code, submit_password};

#[tokio::test]
async fn a_wrong_password_is_an_error_on_the_same_step() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(kari.username)).await;
    let problem = visit.fails(submit_password("not the password")).await;
    assert_eq!((problem.status, problem.code), (422, ProblemCode::InvalidCredentials));
    visit.sees(StepType::Password);
    visit.does(submit_password(kari.password)).await.sees(StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn ten_wrong_ones_lock_known_and_unknown_identifiers_alike_for_a_while() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    for identifier in [kari.username, "nobody@example.no"] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify(identifier)).await;
        for _ in 0..10 {
            assert_eq!(visit.fails(submit_password("wrong")).await.code, ProblemCode::InvalidCredentials);
        }
        let answer = visit.browser.act(&visit.flow, submit_password(kari.password)).await;
        assert_eq!(answer.header("retry-after"), "900");
        let problem = answer.problem();
        assert_eq!((problem.status, problem.code), (429, ProblemCode::Locked), "the right one no longer helps");
        assert_eq!(problem.retry_at.expect("until when").since(app.now()), 900);
    }

    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let typed_otherwise = format!(" {} ", kari.username.to_uppercase());
    let problem = visit.fails(identify_with_password(&typed_otherwise, kari.password)).await;
    assert_eq!(problem.code, ProblemCode::Locked, "another browser, another spelling, the same lock");

    app.seconds_pass(900);
    visit.does(submit_password(kari.password)).await.sees(StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn a_right_password_forgives_the_wrong_ones_before() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    for _ in 0..3 {
        let mut visit = browser.arrives().await;
        visit.does(identify(ase.username)).await;
        for _ in 0..9 {
            visit.fails(submit_password("wrong")).await;
        }
        visit.does(submit_password(ase.password)).await.sees(StepType::Complete);
    }
}

#[tokio::test]
async fn many_guesses_at_once_are_as_many_guesses() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let mut browser = app.browser();
        attempts.spawn(async move {
            let mut visit = browser.arrives().await;
            visit.fails(identify_with_password(kari.username, "wrong")).await.code
        });
    }
    let codes = attempts.join_all().await;
    let looked_at = codes.iter().filter(|code| **code == ProblemCode::InvalidCredentials).count();
    assert_eq!(looked_at, 10, "every further one is refused: {codes:?}");
}

#[tokio::test]
async fn the_locked_demo_person_waits_even_with_the_right_password() {
    let app = TestApp::new();
    let olav = app.person("locked");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(olav.username)).await;
    let problem = visit.fails(submit_password(olav.password)).await;
    assert_eq!(problem.code, ProblemCode::Locked);
    app.seconds_pass(problem.retry_at.expect("until when").since(app.now()));
    let mut visit = browser.arrives().await;
    visit.gives_password(olav).await.sees(StepType::Complete);
}

#[tokio::test]
async fn wrong_codes_do_not_lock_the_password() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    for _ in 0..2 {
        let mut visit = browser.arrives().await;
        visit.gives_password(ingrid).await;
        for _ in 0..4 {
            visit.fails(submit_code("000000")).await;
        }
        visit.does(submit_code("000000")).await.sees(StepType::Denied);
    }
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await.sees(StepType::MfaChallenge);
    assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::Locked, "the codes are locked");
}
