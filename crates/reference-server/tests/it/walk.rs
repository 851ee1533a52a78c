//! Complete sign-ins.

use auth_contract::{ActionType, DeniedCode, FlowStatus, Handoff, ProblemCode, Step, StepType};
use serde_json::json;

use crate::support::{
    TestApp, acknowledge, back, choose_totp, identify, identify_with_password, recovery_code, restart, skip,
    submit_code, submit_password, switch_to, totp_code,
};

#[tokio::test]
async fn somebody_who_must_enrol_does_so_and_comes_back_with_the_code_alone() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let kari = app.person("enroll");

    let mut visit = browser.arrives().await;
    visit.sees(StepType::Identify);
    assert_eq!(visit.flow.client.as_ref().map(|client| client.name.as_str()), Some("Northwind Notes"));
    visit.does(identify(kari.username)).await.sees(StepType::Password);
    visit.does(submit_password(kari.password)).await.sees(StepType::MfaEnrollSelect);
    assert!(!visit.flow.actions.contains(&ActionType::Skip));
    visit.does(choose_totp()).await.sees(StepType::TotpEnroll);
    let seed = visit.seed();
    visit.does(submit_code(&totp_code(&seed, app.now()))).await.sees(StepType::RecoveryCodes);
    visit.does(acknowledge()).await.sees(StepType::Complete);
    assert_eq!(visit.flow.status, FlowStatus::Complete);
    assert!(visit.destination().starts_with("http://127.0.0.1:4711/callback?code="));

    app.seconds_pass(30);
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.sees(StepType::MfaChallenge);
    visit.does(submit_code(&totp_code(&seed, app.now()))).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_recovery_code_signs_in_and_the_last_few_are_announced() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let ingrid = app.person("totp");
    for (used, code) in reference_server::dev::people::RECOVERY_CODES.iter().enumerate() {
        let mut visit = browser.arrives().await;
        visit.gives_password(ingrid).await.sees(StepType::MfaChallenge);
        visit.does(switch_to("recovery_codes")).await.does(submit_code(code)).await.sees(StepType::Complete);
        let notice = visit.flow.notice.as_ref().map(|notice| notice.params.clone());
        let left = 9 - used;
        assert_eq!(notice, (left <= 3).then(|| vec![left.to_string()]), "{left} left");
    }
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await.sees(StepType::MfaChallenge);
    assert!(!visit.flow.actions.contains(&ActionType::SwitchMethod), "no recovery code is left to switch to");
}

#[tokio::test]
async fn somebody_may_put_enrolment_off_until_the_policy_ends() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let jonas = app.person("skip_allowed");

    let mut visit = browser.arrives().await;
    visit.gives_password(jonas).await.sees(StepType::MfaEnrollSelect);
    let Step::MfaEnrollSelect(step) = &visit.flow.step else { panic!("the choice was expected") };
    let until = step.skippable_until.expect("a date until when");
    assert_eq!(until.since(app.now()), 30 * 86_400);
    visit.does(skip()).await.sees(StepType::Complete);

    app.seconds_pass(until.since(app.now()) - 60);
    let mut visit = browser.arrives().await;
    visit.gives_password(jonas).await;
    assert!(visit.flow.actions.contains(&ActionType::Skip));
    app.seconds_pass(60);
    let problem = visit.fails(skip()).await;
    assert_eq!(problem.code, ProblemCode::SkipExpired, "the deadline passed while the page was open");
    assert!(!visit.flow.actions.contains(&ActionType::Skip));
    visit.sees(StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn a_name_with_spaces_and_norwegian_letters_signs_in_however_it_is_typed() {
    let app = TestApp::new();
    let ase = app.person("plain");
    for typed in ["Åse Sørbø", "  åse   sørbø ", "A\u{30a}SE SØRBØ"] {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.does(identify(typed)).await.does(submit_password(ase.password)).await.sees(StepType::Complete);
        let subject = visit.flow.subject.as_ref().expect("a subject");
        assert_eq!(subject.display, typed.trim(), "shown as typed");
    }
}

#[tokio::test]
async fn a_password_that_came_with_the_identifier_saves_a_step() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let problem = visit.fails(identify_with_password(kari.username, "wrong")).await;
    assert_eq!(problem.code, ProblemCode::InvalidCredentials);
    visit.sees(StepType::Password);

    let mut visit = browser.arrives().await;
    visit.does(identify_with_password(kari.username, kari.password)).await.sees(StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn an_impossible_identifier_is_an_error_on_its_field() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    for typed in ["", "   ", "a\u{7}b", &"x".repeat(300)] {
        let problem = visit.fails(identify(typed)).await;
        assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (ProblemCode::InvalidInput, "/identifier"));
        visit.sees(StepType::Identify);
    }
}

#[tokio::test]
async fn back_leads_to_the_step_before_and_keeps_what_was_typed() {
    let app = TestApp::new();
    let (kari, ingrid) = (app.person("enroll"), app.person("totp"));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(kari.username)).await.does(back()).await.sees(StepType::Identify);
    let Step::Identify(step) = &visit.flow.step else { panic!("the first step was expected") };
    assert_eq!(step.identifier.as_deref(), Some(kari.username));

    visit.gives_password(kari).await.does(choose_totp()).await.does(back()).await.sees(StepType::MfaEnrollSelect);
    let first_seed = visit.does(choose_totp()).await.seed();
    visit.does(back()).await.does(choose_totp()).await;
    assert_ne!(visit.seed(), first_seed, "a seed that was shown and left is not used again");
    visit.does(back()).await.does(back()).await.sees(StepType::Identify);
    let problem = visit.fails(choose_totp()).await;
    assert_eq!(problem.code, ProblemCode::ActionNotAllowed, "going back gives up what was proven");

    visit.gives_password(ingrid).await.does(switch_to("recovery_codes")).await;
    visit.does(back()).await.sees(StepType::MfaChallenge);
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("the challenge was expected") };
    assert_ne!(step.authenticator, "recovery_codes", "back to what was asked first");
    visit.does(back()).await.sees(StepType::Identify);
}

#[tokio::test]
async fn restart_begins_again_with_the_same_destination() {
    let app = TestApp::new();
    let (kari, ase) = (app.person("enroll"), app.person("plain"));
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(restart()).await.sees(StepType::Identify);
    let Step::Identify(step) = &visit.flow.step else { panic!("the first step was expected") };
    assert_eq!(step.identifier.as_deref(), Some(kari.username));
    visit.gives_password(ase).await.sees(StepType::Complete);
    assert!(visit.destination().starts_with("http://127.0.0.1:4711/callback?"));
    visit.does(restart()).await.sees(StepType::Identify);
}

#[tokio::test]
async fn every_step_survives_a_reload() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let kari = app.person("enroll");
    let mut visit = browser.arrives().await;
    visit.reloads().await.sees(StepType::Identify);
    visit.does(identify(kari.username)).await.reloads().await.sees(StepType::Password);
    visit.does(submit_password(kari.password)).await.reloads().await.sees(StepType::MfaEnrollSelect);
    let seed = visit.does(choose_totp()).await.seed();
    assert_eq!(visit.reloads().await.seed(), seed, "the same seed: the app may have scanned it");
    visit.does(submit_code(&totp_code(&seed, app.now()))).await;
    let code = recovery_code(&visit.flow);
    assert_eq!(recovery_code(&visit.reloads().await.flow), code, "the same codes: they may be written down");
    visit.does(acknowledge()).await;
    let destination = visit.destination();
    assert_eq!(visit.reloads().await.destination(), destination);
}

#[tokio::test]
async fn a_page_that_cannot_draw_the_next_step_is_told_so_and_may_begin_anew() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let handle = browser.authorize(&[]).await.redirect_param("request").expect("a handle");
    let old_page = json!({
        "authorization_request": handle,
        "supported_steps": ["identify", "password", "complete", "denied", "a_step_of_the_future"],
    });
    let flow = browser.start(old_page).await.flow();
    let flow = browser.act(&flow, identify(kari.username)).await.flow();
    let flow = browser.act(&flow, submit_password(kari.password)).await.flow();
    let Step::Denied(denied) = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!((denied.code, flow.status), (DeniedCode::ClientOutdated, FlowStatus::Denied));

    let problem = browser.resume(&flow).await.problem();
    assert_eq!(problem.code, ProblemCode::FlowExpired);
    let again = problem.restart.expect("how to begin anew");
    assert_eq!((again.authorization_request, again.login_hint), (Some(handle), Some(kari.username.into())));
}

#[tokio::test]
async fn nobody_is_signed_in_by_a_page_that_cannot_carry_them_on() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    let flow = browser.start(json!({ "supported_steps": ["identify", "password", "denied"] })).await.flow();
    let flow = browser.act(&flow, identify_with_password(ase.username, ase.password)).await.flow();
    assert_eq!(flow.step.step_type(), StepType::Denied);
    assert!(!browser.cookies.contains_key("__Host-session"));
}

#[tokio::test]
async fn an_app_gets_a_press_and_a_web_site_a_navigation() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let scheme = [("client_id", "northwind-ios"), ("redirect_uri", "com.example.northwind:/callback")];
    let loopback = [("client_id", "northwind-desktop"), ("redirect_uri", "http://127.0.0.1:50123/callback")];
    let web = [("client_id", "northwind-web"), ("redirect_uri", "http://127.0.0.1:50123/callback")];
    for (client, handoff) in [(scheme, Handoff::Native), (loopback, Handoff::Native), (web, Handoff::Web)] {
        let mut browser = app.browser();
        let mut visit = browser.arrives_with(&client).await;
        visit.gives_password(ase).await.sees(StepType::Complete);
        let Step::Complete(step) = &visit.flow.step else { panic!("the end was expected") };
        assert_eq!(step.handoff, handoff);
        assert!(step.redirect_to.starts_with(client[1].1), "{}", step.redirect_to);
    }
}

#[tokio::test]
async fn without_a_product_the_way_leads_to_the_place_asked_for_on_this_origin_only() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    for (return_to, leads_to) in [
        (json!(null), Some("http://localhost:8787/dev")),
        (json!("/account?tab=1"), Some("http://localhost:8787/account?tab=1")),
        (json!("http://localhost:8787/x"), Some("http://localhost:8787/x")),
        (json!("https://evil.example/"), None),
        (json!("//evil.example/"), None),
        (json!("/\\evil.example/"), None),
        (json!("\\\\evil.example/"), None),
        (json!("http://localhost:8787@evil.example/"), None),
        (json!("http://user@localhost:8787/"), None),
        (json!("javascript:alert(1)"), None),
        (json!("java\nscript:alert(1)"), None),
        (json!("/\t/evil.example"), None),
        (json!("data:text/html,x"), None),
        (json!("http://localhost:8788/"), None),
    ] {
        let flow = browser.start(json!({ "return_to": return_to })).await.flow();
        let Some(leads_to) = leads_to else {
            assert!(
                matches!(&flow.step, Step::Denied(denied) if denied.code == DeniedCode::InvalidRequest),
                "{return_to}"
            );
            assert!(flow.actions.is_empty());
            continue;
        };
        let flow = browser.act(&flow, identify_with_password(ase.username, ase.password)).await.flow();
        assert!(matches!(&flow.step, Step::Complete(step) if step.redirect_to == leads_to), "{:?}", flow.step);
    }
}

#[tokio::test]
async fn two_tabs_of_one_browser_do_not_disturb_each_other() {
    let app = TestApp::new();
    let (kari, ase) = (app.person("enroll"), app.person("plain"));
    let mut browser = app.browser();
    let first = browser.arrives().await.flow;
    let binding = browser.cookies["__Host-flow"].clone();
    let second = browser.arrives().await.flow;
    assert_eq!(browser.cookies["__Host-flow"], binding, "one cookie for all tabs");
    let first = browser.act(&first, identify(kari.username)).await.flow();
    let second = browser.act(&second, identify_with_password(ase.username, ase.password)).await.flow();
    assert_eq!(second.step.step_type(), StepType::Complete);
    let first = browser.act(&first, submit_password(kari.password)).await.flow();
    assert_eq!(first.step.step_type(), StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn an_abandoned_flow_is_gone() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    assert_eq!(browser.delete(&format!("/auth/v1/flows/{}", flow.id)).await.status, 204);
    assert_eq!(browser.resume(&flow).await.problem().code, ProblemCode::FlowNotFound);
}
