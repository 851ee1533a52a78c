//! Codes by e-mail and SMS: one message per request, only the newest is valid, and guessing is limited.

use auth_contract::{Action, ActionType, Method, NoticeCode, Problem, ProblemCode, Step, StepType};

use crate::support::{
    TestApp, Visit, another_code, back, identify, messages, newest_code, restart, submit_code, submit_password,
    switch_to,
};

const MARTE: &str = "marte.dahl@example.no";

fn resend_at(visit: &Visit<'_>) -> i64 {
    match &visit.flow.step {
        Step::MfaChallenge(step) => step.resend_at.expect("a cooldown").0,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_challenge_sends_at_once_and_the_code_signs_in() {
    let app = TestApp::new();
    for (purpose, to, masked, method) in
        [("email", MARTE, "m•••l@example.no", Method::Email), ("sms", "+4790123442", "+47 •• •• •• 42", Method::Sms)]
    {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(app.person(purpose)).await.sees(StepType::MfaChallenge);
        let Step::MfaChallenge(step) = &visit.flow.step else { unreachable!() };
        assert_eq!((step.method, step.destination.as_deref()), (method, Some(masked)));
        assert_eq!(step.code_length, Some(6));
        assert_eq!(step.resend_at, Some(app.now().plus(60)));
        assert_eq!(step.code_valid_until, Some(app.now().plus(600)));
        let code = visit.code_sent_to(to).await;
        visit.does(submit_code(&code)).await.sees(StepType::MfaEnrollSelect);
        visit.does(crate::support::skip()).await.sees(StepType::Complete);
    }
}

#[tokio::test]
async fn a_reload_and_a_second_flow_go_on_with_the_code_that_is_on_its_way() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("email")).await;
    visit.reloads().await;
    assert_eq!(visit.messages().await, 1);
    let code = visit.code_sent_to(MARTE).await;
    app.seconds_pass(20);
    let mut other = app.browser();
    let mut second = other.arrives().await;
    second.gives_password(app.person("email")).await;
    assert_eq!(second.messages().await, 1, "nothing new within the cooldown");
    assert_eq!(resend_at(&second) - app.now().0, 40);
    second.does(submit_code(&code)).await;

    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("email")).await;
    assert_eq!(visit.fails(submit_code(&code)).await.code, ProblemCode::InvalidCode, "it is used up");
}

#[tokio::test]
async fn sending_again_waits_for_the_cooldown_and_supersedes() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("email")).await;
    let first = visit.code_sent_to(MARTE).await;
    app.seconds_pass(59);
    let problem = visit.fails(Action::Resend).await;
    assert_eq!((problem.status, problem.code), (429, ProblemCode::RateLimited));
    assert_eq!(problem.retry_at, Some(app.now().plus(1)));
    assert_eq!(visit.messages().await, 1);
    app.seconds_pass(1);
    visit.does(Action::Resend).await.sees(StepType::MfaChallenge);
    assert_eq!(visit.flow.notice.as_ref().map(|notice| notice.code), Some(NoticeCode::CodeSent));
    assert_eq!((visit.messages().await, resend_at(&visit)), (2, app.now().plus(60).0));

    let before = visit.attempts_left();
    let problem = visit.fails(submit_code(&first)).await;
    assert_eq!((problem.code, problem.errors[0].pointer.as_str()), (ProblemCode::CodeSuperseded, "/code"));
    assert_eq!(visit.attempts_left(), before, "whoever types a code that was sent does not guess");
    let second = visit.code_sent_to(MARTE).await;
    visit.does(submit_code(&second)).await.sees(StepType::MfaEnrollSelect);
    assert_eq!(visit.flow.notice, None);
}

#[tokio::test]
async fn a_code_lives_ten_minutes() {
    for (seconds, code) in [(599, None), (600, Some(ProblemCode::CodeExpired))] {
        let app = TestApp::new();
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(app.person("email")).await;
        let sent = visit.code_sent_to(MARTE).await;
        app.seconds_pass(seconds);
        let answer = visit.browser.act(&visit.flow, submit_code(&sent)).await;
        let problem = (answer.status != 200).then(|| answer.json::<Problem>().code);
        assert_eq!(problem, code, "{seconds} s");
    }
}

#[tokio::test]
async fn a_storm_of_presses_sends_one_message_and_a_lost_answer_is_given_again() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("email")).await;
    app.seconds_pass(60);
    let flow = visit.flow.clone();
    let mut storm = tokio::task::JoinSet::new();
    for press in 0..12 {
        let (mut browser, flow) = (browser.clone(), flow.clone());
        // Twice under the same key (a lost answer, repeated), and under keys of their own.
        storm.spawn(
            async move { browser.act_under(Some(&format!("press-{}", press / 2)), &flow, Action::Resend).await },
        );
    }
    let answers = storm.join_all().await;
    let sent: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(sent.len(), 2, "one press, answered twice");
    assert_eq!(sent[0].body, sent[1].body);
    assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status.as_u16())));
    assert_eq!(messages(&mut browser).await.len(), 2);
}

#[tokio::test]
async fn codes_are_read_however_they_are_written() {
    let app = TestApp::new();
    let ways: [fn(&str) -> String; 6] = [
        |code| format!("{} {}", &code[..3], &code[3..]),
        |code| format!("Your code is {} {}", &code[..3], &code[3..]),
        |code| format!("{code} is your code. It works for 10 minutes.\n\n@localhost #{code}"),
        |code| code.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10).expect("a digit")).collect(),
        |code| code.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0x660).expect("a digit")).collect(),
        |code| code.chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0x6f0).expect("a digit")).collect(),
    ];
    for way in ways {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(app.person("email")).await;
        let code = visit.code_sent_to(MARTE).await;
        visit.does(submit_code(&way(&code))).await.sees(StepType::MfaEnrollSelect);
        app.seconds_pass(60);
    }
}

#[tokio::test]
async fn guesses_are_counted_for_the_account_and_not_renewed_by_sending_again_or_another_flow() {
    let app = TestApp::new();
    let mut guesses = 0;
    let mut locked = None;
    'flows: for _ in 0..4 {
        let mut browser = app.browser();
        let mut visit = browser.arrives().await;
        visit.gives_password(app.person("email")).await;
        while visit.flow.actions.contains(&ActionType::SubmitCode) {
            let right = newest_code(visit.browser, MARTE).await;
            let answer = visit.browser.act(&visit.flow, submit_code(&another_code(&right))).await;
            if answer.status == 200 {
                visit.flow = answer.flow();
                guesses += 1;
                break;
            }
            let problem = answer.problem();
            if problem.code == ProblemCode::Locked {
                assert_eq!(visit.fails(submit_code(&right)).await.code, ProblemCode::Locked, "even the right one");
                locked = problem.retry_at;
                break 'flows;
            }
            guesses += 1;
            visit.flow = *problem.flow.expect("the flow");
            app.seconds_pass(60);
            visit.does(Action::Resend).await;
        }
    }
    assert_eq!(guesses, 10);
    assert_eq!(locked.expect("the account is locked").since(app.now()), 15 * 60);
    // The password is another matter.
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.does(identify(MARTE)).await.does(submit_password(app.person("email").password)).await;
    visit.sees(StepType::MfaChallenge);
}

#[tokio::test]
async fn messages_are_limited_for_each_person() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("sms")).await;
    for _ in 1..10 {
        app.seconds_pass(60);
        visit.does(Action::Resend).await;
    }
    app.seconds_pass(60);
    let problem = visit.fails(Action::Resend).await;
    assert_eq!(problem.code, ProblemCode::RateLimited);
    assert_eq!(problem.retry_at.expect("until when").since(app.now()), 60 * 60 - 60);
    assert_eq!(resend_at(&visit), problem.retry_at.expect("until when").0, "the button knows");
    let mut other = app.browser();
    let mut second = other.arrives().await;
    second.gives_password(app.person("sms")).await;
    assert_eq!(second.messages().await, 10, "no new flow is a way around it");
}

#[tokio::test]
async fn another_method_shows_all_that_the_person_has() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    visit.gives_password(app.person("many")).await;
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(step.method, Method::Totp);
    let methods: Vec<Method> = step.alternatives.iter().map(|other| other.method).collect();
    assert_eq!(methods, [Method::Sms, Method::Email, Method::RecoveryCode]);
    assert!(step.alternatives[..2].iter().all(|other| other.destination.as_ref().is_some_and(|it| it.contains('•'))));
    let (sms, email) = (step.alternatives[0].authenticator.clone(), step.alternatives[1].authenticator.clone());
    assert_eq!(visit.messages().await, 0, "nothing is sent before it is asked for");

    visit.does(switch_to(&sms)).await;
    visit.does(switch_to(&email)).await;
    visit.does(switch_to(&sms)).await;
    assert_eq!(visit.messages().await, 2, "to and fro is no reason to send again");
    let by_mail = visit.code_sent_to("sofie.berg@example.no").await;
    assert_eq!(
        visit.fails(submit_code(&by_mail)).await.code,
        ProblemCode::InvalidCode,
        "the mail's code is not the text's"
    );
    visit.does(back()).await;
    let Step::MfaChallenge(step) = &visit.flow.step else { panic!("{:?}", visit.flow.step) };
    assert_eq!(step.method, Method::Totp, "back to what was asked first");
    visit.does(switch_to(&email)).await.does(submit_code(&by_mail)).await;
    visit.sees(StepType::Complete);
}

#[tokio::test]
async fn starting_again_sends_nothing_new_within_the_cooldown() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let mut visit = browser.arrives().await;
    for _ in 0..5 {
        visit.gives_password(app.person("email")).await.does(restart()).await;
    }
    assert_eq!(visit.messages().await, 1);
}
