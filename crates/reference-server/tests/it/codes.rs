//! One-time codes and recovery codes.

use auth_contract::{DeniedCode, ProblemCode, Step, StepType};
use reference_server::dev::people::RECOVERY_CODES;

use crate::support::{
    TestApp, acknowledge, choose_totp, identify, recovery_code, restart, submit_code, submit_password, switch_to,
    totp_code,
};

/// The seed of the demo person who comes with an authenticator app.
const SEED: &str = "K5XW4ZDFOJZXG5DPNZSWK3TUMVZGC3DT";

#[tokio::test]
async fn a_time_step_is_accepted_once_whichever_flow_asks() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    let code = totp_code(SEED, app.now());
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await.does(submit_code(&code)).await.sees(StepType::Complete);

    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await;
    let problem = visit.fails(submit_code(&code)).await;
    assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (ProblemCode::InvalidCode, "/code"));
    let older = totp_code(SEED, app.now().plus(-30));
    assert_eq!(visit.fails(submit_code(&older)).await.code, ProblemCode::InvalidCode, "nor an older one");
    app.seconds_pass(30);
    visit.does(submit_code(&totp_code(SEED, app.now()))).await.sees(StepType::Complete);
}

#[tokio::test]
async fn two_flows_at_the_same_moment_cannot_share_a_code() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let code = totp_code(SEED, app.now());
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (mut browser, code) = (app.browser(), code.clone());
        racers.spawn(async move {
            let mut visit = browser.arrives().await;
            visit.gives_password(ingrid).await;
            visit.browser.act(&visit.flow, submit_code(&code)).await.status.as_u16()
        });
    }
    let mut statuses = racers.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422, 422, 422, 422, 422, 422]);
}

#[tokio::test]
async fn the_code_that_enrolled_does_not_sign_in_again() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    let seed = visit.enrolls(kari, app.now()).await;
    visit.does(acknowledge()).await;
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await;
    assert_eq!(visit.fails(submit_code(&totp_code(&seed, app.now()))).await.code, ProblemCode::InvalidCode);
}

#[tokio::test]
async fn a_clock_one_step_off_is_forgiven_and_two_are_not() {
    for (seconds, status) in [(-60, 422), (-30, 200), (30, 200), (60, 422)] {
        let app = TestApp::new();
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(app.person("totp")).await;
        let code = totp_code(SEED, app.now().plus(seconds));
        assert_eq!(visit.browser.act(&visit.flow, submit_code(&code)).await.status, status, "{seconds} s");
    }
}

#[tokio::test]
async fn digits_are_read_as_people_and_keyboards_write_them() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    let ways: [fn(&str) -> String; 4] = [
        |code| format!(" {} {} ", &code[..3], &code[3..]),
        |code| format!("{}-{}", &code[..3], &code[3..]),
        |code| code.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).expect("a digit")).collect(),
        |code| code.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0x660).expect("a digit")).collect(),
    ];
    for way in ways {
        let mut visit = browser.arrives().await;
        visit.gives_password(ingrid).await;
        visit.does(submit_code(&way(&totp_code(SEED, app.now())))).await.sees(StepType::Complete);
        app.seconds_pass(30);
    }
}

#[tokio::test]
async fn five_wrong_codes_end_the_flow_and_restart_does_not_renew_them() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await;
    for left in (1..5).rev() {
        assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::InvalidCode);
        assert_eq!(visit.attempts_left(), Some(left));
        if left == 3 {
            visit.does(restart()).await.gives_password(ingrid).await;
            assert_eq!(visit.attempts_left(), Some(left), "after a restart");
        }
    }
    visit.does(submit_code("000000")).await;
    let Step::Denied(denied) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(denied.code, DeniedCode::TooManyAttempts);
    assert!(denied.support.is_some());
    visit.does(restart()).await.sees(StepType::Identify);
}

#[tokio::test]
async fn ten_wrong_codes_lock_the_account_across_flows_and_browsers() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    for _ in 0..2 {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(ingrid).await;
        for _ in 0..4 {
            visit.fails(submit_code("000000")).await;
        }
        visit.does(submit_code("000000")).await;
    }
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(ingrid).await;
    let problem = visit.fails(submit_code(&totp_code(SEED, app.now()))).await;
    assert_eq!((problem.status, problem.code), (429, ProblemCode::Locked));
    assert_eq!(problem.retry_at.expect("until when").since(app.now()), 900);
    visit.does(switch_to("recovery_codes")).await;
    assert_eq!(visit.fails(submit_code(RECOVERY_CODES[0])).await.code, ProblemCode::Locked, "recovery codes too");
    app.seconds_pass(900);
    visit.does(submit_code(RECOVERY_CODES[0])).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_right_code_forgives_the_wrong_ones_before() {
    let app = TestApp::new();
    let ingrid = app.person("totp");
    let mut browser = app.browser();
    for _ in 0..3 {
        let mut visit = browser.arrives().await;
        visit.gives_password(ingrid).await;
        for _ in 0..4 {
            assert_eq!(visit.fails(submit_code("000000")).await.code, ProblemCode::InvalidCode);
        }
        visit.does(submit_code(&totp_code(SEED, app.now()))).await.sees(StepType::Complete);
        app.seconds_pass(30);
    }
}

#[tokio::test]
async fn ten_wrong_codes_end_an_enrolment() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("enroll")).await.does(choose_totp()).await;
    for left in (1..10).rev() {
        visit.fails(submit_code("000000")).await;
        assert_eq!(visit.attempts_left(), Some(left));
    }
    visit.does(submit_code("000000")).await.sees(StepType::Denied);
}

#[tokio::test]
async fn a_recovery_code_works_once_however_it_is_typed() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.enrolls(kari, app.now()).await;
    let code = recovery_code(&visit.flow);
    visit.does(acknowledge()).await;

    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(switch_to("recovery_codes")).await;
    assert_eq!(visit.fails(submit_code("0000-0000-0000")).await.code, ProblemCode::InvalidCode);
    let sloppily = format!("  {} ", code.to_lowercase().replace('-', " "));
    visit.does(submit_code(&sloppily)).await.sees(StepType::Complete);

    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(switch_to("recovery_codes")).await;
    assert_eq!(visit.fails(submit_code(&code)).await.code, ProblemCode::InvalidCode, "it is used up");
}

#[tokio::test]
async fn somebody_elses_recovery_code_does_not_work() {
    let app = TestApp::new();
    let kari = app.person("enroll");
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.enrolls(kari, app.now()).await;
    visit.does(acknowledge()).await;
    let mut visit = browser.arrives().await;
    visit.gives_password(kari).await.does(switch_to("recovery_codes")).await;
    assert_eq!(visit.fails(submit_code(RECOVERY_CODES[0])).await.code, ProblemCode::InvalidCode);
}

/// Otherwise an attacker with the password alone could keep a flow open at the enrolment step until the owner has
/// enrolled, and then add an authenticator of their own.
#[tokio::test]
async fn an_enrolment_left_open_does_not_get_around_one_made_elsewhere() {
    let app = TestApp::new();
    let jonas = app.person("skip_allowed");
    let (mut stranger, mut owner) = (app.browser(), app.browser());
    let mut choosing = stranger.arrives().await;
    choosing.gives_password(jonas).await;
    let choosing = choosing.flow;
    let mut enrolling = stranger.arrives().await;
    enrolling.gives_password(jonas).await.does(choose_totp()).await;
    let (seed, enrolling) = (enrolling.seed(), enrolling.flow);

    owner.arrives().await.enrolls(jonas, app.now()).await;

    let problem = stranger.act(&enrolling, submit_code(&totp_code(&seed, app.now()))).await.problem();
    assert_eq!(problem.code, ProblemCode::RevisionConflict);
    assert_eq!(problem.flow.expect("the flow").step.step_type(), StepType::MfaChallenge);
    let problem = stranger.act(&choosing, crate::support::skip()).await.problem();
    assert_eq!(problem.flow.expect("the flow").step.step_type(), StepType::MfaChallenge);
}

#[tokio::test]
async fn switching_to_what_one_does_not_have_is_refused() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(app.person("totp").username)).await;
    visit.does(submit_password(app.person("totp").password)).await;
    assert_eq!(visit.fails(switch_to("au_of_somebody_else")).await.code, ProblemCode::InvalidInput);
    visit.sees(StepType::MfaChallenge);
}
