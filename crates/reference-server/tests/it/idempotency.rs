//! Lost responses, double submits, stale pages.

use auth_contract::{Action, Method, ProblemCode, StepType};

use crate::support::{
    TestApp, acknowledge, choose, identify, identify_with_password, messages, send_to, submit_code, submit_password,
    totp_code,
};

#[tokio::test]
async fn the_same_key_gets_the_same_answer_cookies_included() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    let action = identify_with_password(ase.username, ase.password);
    let first = browser.act_under(Some("press-1"), &flow, action.clone()).await;
    let again = browser.act_under(Some("press-1"), &flow, action).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(first.header("set-cookie"), again.header("set-cookie"));
    assert!(first.header("set-cookie").starts_with("__Host-session="));
}

#[tokio::test]
async fn a_wrong_password_sent_twice_under_one_key_counts_once() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(kari.username)).await;
    for press in 0..9 {
        let key = format!("press-{press}");
        let first = visit.browser.act_under(Some(&key), &visit.flow, submit_password("wrong")).await;
        let again = visit.browser.act_under(Some(&key), &visit.flow, submit_password("wrong")).await;
        assert_eq!((first.status.as_u16(), &first.body), (422, &again.body));
    }
    visit.does(submit_password(kari.password)).await.sees(StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn two_at_the_same_time_are_carried_out_once() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await;
    let code = totp_code("K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT", app.now());
    let mut presses = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let (mut browser, flow, action) = (visit.browser.clone(), visit.flow.clone(), submit_code(&code));
        presses.spawn(async move { browser.act_under(Some("one press"), &flow, action).await });
    }
    let answers = presses.join_all().await;
    for answer in &answers {
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &answers[0].body));
        assert_eq!(answer.header("set-cookie"), answers[0].header("set-cookie"));
    }
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    browser.act_under(Some("press-1"), &flow, identify("kari.nordmann@example.no")).await.flow();
    let problem = browser.act_under(Some("press-1"), &flow, identify("somebody.else@example.no")).await.problem();
    assert_eq!((problem.status, problem.code), (400, ProblemCode::BadRequest));
}

#[tokio::test]
async fn a_key_means_nothing_in_another_browser() {
    let app = TestApp::new();
    let ase = app.person("plain");
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    let action = identify_with_password(ase.username, ase.password);
    browser.act_under(Some("press-1"), &flow, action.clone()).await.flow();
    let mut thief = app.browser();
    thief.arrives().await;
    let problem = thief.act_under(Some("press-1"), &flow, action).await.problem();
    assert_eq!(problem.code, ProblemCode::FlowNotFound);
}

#[tokio::test]
async fn a_stale_revision_conflicts_and_shows_where_the_flow_is() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let at_identify = browser.arrives().await.flow;
    let at_password = browser.act(&at_identify, identify(kari.username)).await.flow();
    let problem = browser.act(&at_identify, identify(kari.username)).await.problem();
    assert_eq!((problem.status, problem.code), (409, ProblemCode::RevisionConflict));
    let flow = problem.flow.expect("the flow as it is");
    assert_eq!((flow.revision, flow.step.step_type()), (at_password.revision, StepType::Password));
}

#[tokio::test]
async fn kept_recovery_codes_are_not_given_again() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(crate::support::choose_totp()).await;
    let (code, before) = (totp_code(&visit.seed(), app.now()), visit.flow.clone());
    visit.flow = visit.browser.act_under(Some("enrol"), &before, submit_code(&code)).await.flow();
    let again = visit.browser.act_under(Some("enrol"), &before, submit_code(&code)).await.flow();
    assert_eq!(again.step, visit.flow.step, "before they are acknowledged a lost answer can be had again");
    visit.does(acknowledge()).await;
    let problem = visit.browser.act_under(Some("enrol"), &before, submit_code(&code)).await.problem();
    assert_eq!(problem.code, ProblemCode::RevisionConflict);
    assert_eq!(problem.flow.expect("the flow").step.step_type(), StepType::Complete);
}

#[tokio::test]
async fn a_lock_is_looked_at_anew_under_the_same_key() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(kari.username)).await;
    for _ in 0..10 {
        visit.fails(submit_password("wrong")).await;
    }
    let locked = visit.browser.act_under(Some("press"), &visit.flow, submit_password(kari.password)).await;
    assert_eq!(locked.problem().code, ProblemCode::Locked);
    app.seconds_pass(900);
    let answer = visit.browser.act_under(Some("press"), &visit.flow, submit_password(kari.password)).await;
    assert_eq!(answer.flow().step.step_type(), StepType::MfaEnrollSelect);
}

#[tokio::test]
async fn an_unusable_key_is_refused() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let flow = browser.arrives().await.flow;
    for key in ["", &"x".repeat(256)] {
        let problem = browser.act_under(Some(key), &flow, identify("kari.nordmann@example.no")).await.problem();
        assert_eq!(problem.code, ProblemCode::BadRequest);
    }
}

/// A browser whose connection broke during the request repeats it.
#[tokio::test]
async fn a_destination_that_is_given_twice_under_one_key_gets_one_message() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose(Method::Email)).await;
    let flow = visit.flow.clone();
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(browser.act_under(Some("given"), &flow, send_to("kari.nordmann@example.no")).await);
    }
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.body == answers[0].body));
    assert_eq!(messages(&mut browser).await.len(), 1);
}

/// A temporary failure is not replayed: the request runs again under the same key.
#[tokio::test]
async fn a_press_that_came_too_early_works_later_under_its_key() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("email")).await;
    let flow = visit.flow.clone();
    assert_eq!(browser.act_under(Some("press"), &flow, Action::Resend).await.status, 429);
    app.seconds_pass(60);
    assert_eq!(browser.act_under(Some("press"), &flow, Action::Resend).await.status, 200);
    assert_eq!(browser.act_under(Some("press"), &flow, Action::Resend).await.status, 200);
    assert_eq!(messages(&mut browser).await.len(), 2);
}
