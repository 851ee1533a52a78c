//! Enrolment of a second factor: every method, the reasons for it, and skipping.

use auth_contract::{Action, ActionType, EnrollReason, Method, ProblemCode, Step, StepType};
use reference_server::services::delivery::MailSettings;

use crate::support::{
    TestApp, Visit, acknowledge, another_code, back, choose, choose_totp, identify, messages, request_reset, send_to,
    skip, submit_code, submit_password, totp_code,
};

const KARI: &str = "kari.nordmann@example.no";

fn methods(visit: &Visit<'_>) -> Vec<Method> {
    match &visit.flow.step {
        Step::MfaEnrollSelect(step) => step.methods.iter().map(|choice| choice.method).collect(),
        other => panic!("{other:?}"),
    }
}

fn reason(visit: &Visit<'_>) -> EnrollReason {
    match &visit.flow.step {
        Step::MfaEnrollSelect(step) => step.reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn by_mail_the_address_is_typed_again_and_a_code_proves_it() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await;
    assert_eq!(methods(&visit), [Method::Totp, Method::Passkey, Method::Email, Method::Sms]);
    visit.does(choose(Method::Email)).await.sees(StepType::OtpDestination);
    let Step::OtpDestination(step) = &visit.flow.step else { unreachable!() };
    assert!(step.confirms);
    assert!(
        !serde_json::to_string(&visit.flow.step).expect("JSON").contains("example.no"),
        "what is on file is not told"
    );

    for impossible in ["", "kari", "kari@", "kari@example.no\r\nBcc: all@example.no", "a@b@c"] {
        let problem = visit.fails(send_to(impossible)).await;
        assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (ProblemCode::InvalidInput, "/destination"));
    }
    let problem = visit.fails(send_to("somebody.else@example.no")).await;
    assert_eq!(problem.code, ProblemCode::DestinationMismatch);
    assert_eq!(messages(visit.browser).await.len(), 0);

    visit.does(send_to(" Kari.Nordmann@Example.no ")).await.sees(StepType::OtpEnroll);
    let Step::OtpEnroll(step) = &visit.flow.step else { unreachable!() };
    assert_eq!(step.destination, "k•••n@example.no");
    assert_eq!((step.resend_at, step.code_valid_until), (app.now().plus(60), Some(app.now().plus(600))));
    let code = visit.code_sent_to(KARI).await;
    assert_eq!(visit.fails(submit_code(&another_code(&code))).await.code, ProblemCode::InvalidCode);
    visit.does(submit_code(&code)).await.sees(StepType::Complete);

    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.sees(StepType::MfaChallenge);
    let code = visit.code_sent_to(KARI).await;
    visit.does(submit_code(&code)).await;
    assert_eq!(reason(&visit), EnrollReason::Recommendation);
}

#[tokio::test]
async fn by_text_the_number_is_read_as_people_write_it() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose(Method::Sms)).await;
    let Step::OtpDestination(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert!(!step.confirms);
    assert!(step.countries.iter().any(|country| country.region == "NO" && country.calling_code == "47"));
    let number = |destination: &str, country: Option<&str>| Action::SetDestination {
        destination: destination.into(),
        country: country.map(Into::into),
    };
    for impossible in ["", "12", "not a number", "+1 202 555 0143"] {
        assert_eq!(visit.fails(number(impossible, Some("NO"))).await.code, ProblemCode::InvalidInput, "{impossible}");
    }
    visit.does(number(" 901 23 442 ", Some("NO"))).await.sees(StepType::OtpEnroll);
    let code = visit.code_sent_to("+4790123442").await;
    visit.does(submit_code(&code)).await.sees(StepType::Complete);
}

#[tokio::test]
async fn another_address_is_another_code_and_a_limit_holds_for_all() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose(Method::Sms)).await;
    visit.does(send_to("+4790123401")).await;
    let first = visit.code_sent_to("+4790123401").await;
    visit.does(back()).await.sees(StepType::OtpDestination);
    visit.does(send_to("+4790123402")).await;
    assert_eq!(visit.fails(submit_code(&first)).await.code, ProblemCode::InvalidCode, "bound to its number");
    visit.does(back()).await.does(send_to("+4790123401")).await;
    assert_eq!(visit.messages().await, 2, "the first code is still fresh");
    for last in 3..=10 {
        visit.does(back()).await.does(send_to(&format!("+47901234{last:02}"))).await;
    }
    visit.does(back()).await;
    let problem = visit.fails(send_to("+4790123499")).await;
    assert_eq!(problem.code, ProblemCode::RateLimited);
    assert!(problem.retry_at.is_some());
    visit.sees(StepType::OtpDestination);
}

#[tokio::test]
async fn what_is_on_file_cannot_be_found_out_by_trying() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose(Method::Email)).await;
    for guess in 0..10 {
        let problem = visit.fails(send_to(&format!("kari.nordmann{guess}@example.no"))).await;
        assert_eq!(problem.code, ProblemCode::DestinationMismatch);
    }
    assert_eq!(visit.fails(send_to(KARI)).await.code, ProblemCode::Locked);
}

#[tokio::test]
async fn after_a_migration_the_earlier_method_stands_first() {
    let app = TestApp::new();
    for (purpose, method) in [("migration_sms", Method::Sms), ("migration_email", Method::Email)] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(app.person(purpose)).await;
        let Step::MfaEnrollSelect(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
        assert_eq!(step.reason, EnrollReason::Migration);
        assert_eq!(step.replaces.as_deref(), Some("Northwind (old)"));
        assert_eq!((step.methods[0].method, step.methods[0].previous), (method, true));
        assert!(step.methods[1..].iter().all(|choice| !choice.previous));
        assert!(!visit.flow.actions.contains(&ActionType::Skip));
    }
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("migration_sms")).await.does(choose(Method::Sms)).await;
    assert_eq!(visit.fails(send_to("+4790000000")).await.code, ProblemCode::DestinationMismatch);
    visit.does(send_to("+47 481 23 477")).await;
    let code = visit.code_sent_to("+4748123477").await;
    visit.does(submit_code(&code)).await.sees(StepType::Complete);
}

#[tokio::test]
async fn the_advice_is_followed_at_once_or_put_off_for_thirty_days() {
    let app = TestApp::new();
    let marte = app.person("email");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(marte).await;
    let code = visit.code_sent_to(marte.username).await;
    visit.does(submit_code(&code)).await;
    assert_eq!(reason(&visit), EnrollReason::Recommendation);
    assert_eq!(methods(&visit), [Method::Totp, Method::Passkey]);
    assert_eq!(visit.fails(choose(Method::Sms)).await.code, ProblemCode::InvalidInput);
    visit.does(skip()).await.sees(StepType::Complete);

    app.seconds_pass(24 * 60 * 60);
    let mut visit = browser.arrives().await;
    visit.gives_password(marte).await;
    let code = visit.code_sent_to(marte.username).await;
    visit.does(submit_code(&code)).await.sees(StepType::Complete);

    app.seconds_pass(30 * 24 * 60 * 60);
    let mut visit = browser.arrives().await;
    visit.gives_password(marte).await;
    let code = visit.code_sent_to(marte.username).await;
    visit.does(submit_code(&code)).await.does(choose_totp()).await;
    let seed = visit.seed();
    visit.does(submit_code(&totp_code(&seed, app.now()))).await.does(acknowledge()).await.sees(StepType::Complete);

    let mut visit = browser.arrives().await;
    visit.gives_password(marte).await;
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(step.method, Method::Totp);
}

#[tokio::test]
async fn skip_is_refused_once_the_deadline_has_passed_with_the_page_open() {
    let app = TestApp::new();
    let mut browser = app.browser();
    app.seconds_pass(30 * 24 * 60 * 60 - 60);
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("skip_allowed")).await;
    assert!(visit.flow.actions.contains(&ActionType::Skip));
    app.seconds_pass(60);
    let problem = visit.fails(skip()).await;
    assert_eq!((problem.status, problem.code), (403, ProblemCode::SkipExpired));
    assert!(!visit.flow.actions.contains(&ActionType::Skip));
    visit.sees(StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn what_is_optional_may_be_left_and_is_not_asked_again_for_a_while() {
    let app = TestApp::new();
    let ida = app.person("passkey");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(ida).await.does(skip()).await.sees(StepType::Complete);
    browser.arrives().await.gives_password(ida).await.sees(StepType::Complete);
    app.seconds_pass(30 * 24 * 60 * 60);
    browser.arrives().await.gives_password(ida).await.sees(StepType::MfaEnrollSelect);
}

/// Nothing listens on the address of the mail server.
#[tokio::test]
async fn an_address_that_nothing_reaches_is_asked_for_again_at_once() {
    let app = TestApp::with(|settings| {
        let from = "Northwind <no-reply@example.no>".parse().expect("a mailbox");
        settings.mail = Some(MailSettings { url: "smtp://localhost:9".into(), from });
    });
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose(Method::Email)).await;
    for _ in 0..2 {
        let problem = visit.fails(send_to(KARI)).await;
        assert_eq!((problem.status, problem.code), (503, ProblemCode::DeliveryFailed));
        visit.sees(StepType::OtpDestination);
        assert_eq!(visit.flow.notice, None);
    }
    let mut other = app.browser();
    let mut visit = other.arrives().await;
    visit.does(identify(app.person("email").username)).await;
    let problem = visit.fails(submit_password(app.person("email").password)).await;
    assert_eq!(problem.code, ProblemCode::DeliveryFailed);
    visit.sees(StepType::MfaChallenge);
    let problem = visit.fails(Action::Resend).await;
    assert_eq!(problem.code, ProblemCode::DeliveryFailed, "no waiting for what never went out");

    let mut third = app.browser();
    let mut visit = third.arrives().await;
    visit.does(identify("ola.bakke@example.no")).await;
    visit.does(request_reset(None)).await.sees(StepType::PasswordResetCode);
}
