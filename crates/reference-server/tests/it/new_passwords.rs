//! A password that has to be changed at sign-in.

use auth_contract::{PasswordChangeReason, PasswordWeakness, ProblemCode, Step, StepType};

use crate::support::{TestApp, back, change_password, identify, submit_password};

#[tokio::test]
async fn it_is_asked_for_once_and_says_why() {
    let app = TestApp::new();
    for (purpose, reason) in
        [("forced_change", PasswordChangeReason::Forced), ("breached", PasswordChangeReason::Breached)]
    {
        let person = app.person(purpose);
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(person).await.sees(StepType::PasswordChange);
        let Step::PasswordChange(step) = &visit.flow.step else { unreachable!() };
        assert_eq!((step.reason, step.policy.min_length), (reason, 15));
        assert!(step.policy.max_length >= 64);
        visit.does(back()).await.sees(StepType::Identify);
        visit.gives_password(person).await.sees(StepType::PasswordChange);
        visit.does(change_password("otters juggle seven plums")).await.sees(StepType::Complete);
        let mut visit = browser.arrives().await;
        visit.does(identify(person.username)).await;
        visit.does(submit_password("otters juggle seven plums")).await.sees(StepType::Complete);
    }
}

#[tokio::test]
async fn a_weak_one_is_refused_with_its_reason_and_changes_nothing() {
    let app = TestApp::new();
    let emil = app.person("forced_change");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(emil).await;
    let long = "x".repeat(129);
    for (password, weakness) in [
        ("short", PasswordWeakness::TooShort),
        (long.as_str(), PasswordWeakness::TooLong),
        ("aaaaaaaaaaaaaaaa", PasswordWeakness::Repeated),
    ] {
        let problem = visit.fails(change_password(password)).await;
        assert_eq!((problem.status, problem.code), (422, ProblemCode::WeakPassword));
        assert_eq!(problem.errors[0].weakness, Some(weakness), "{password}");
    }
    let mut visit = browser.arrives().await;
    visit.gives_password(emil).await.sees(StepType::PasswordChange);
}
