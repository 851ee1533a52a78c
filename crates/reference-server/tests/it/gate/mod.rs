//! The update gate in a sign-in (U5). Its matrix is tried in `src/domain/update_gate/tests.rs`.

mod ways_around;

use auth_contract::{Action, ActionType, AppUpdate, ClientPlatform, ProblemCode, Step, StepType, Timestamp};
use reference_server::domain::{oauth::Clients, update_gate::Gate};

use crate::support::{TestApp, Visit, identify, restart, skip, submit_password};

const DAY: i64 = 24 * 60 * 60;
/// Midnight UTC after the thirty days of the demo's gate.
const MANDATORY: Timestamp = Timestamp(1_795_219_200 + 30 * DAY);

const DESKTOP: [(&str, &str); 2] = [("client_id", "northwind-desktop"), ("prompt", "login")];

fn desktop(version: &str) -> Vec<(&str, &str)> {
    [&DESKTOP[..], &[("app_version", version)]].concat()
}

fn after(version: &str) -> Vec<(&str, &str)> {
    let callback = "http://127.0.0.1:4711/dev/client/desktop-after/callback";
    let client = [("client_id", "northwind-desktop-after"), ("redirect_uri", callback), ("prompt", "login")];
    [&client[..], &[("app_version", version)]].concat()
}

fn update(visit: &Visit<'_>) -> AppUpdate {
    match &visit.flow.step {
        Step::AppUpdate(step) => step.clone(),
        other => panic!("an update was expected, not {other:?}"),
    }
}

/// A server with this gate.
fn app_with(gate: &str) -> TestApp {
    let gate = Gate::parse(gate).expect("a gate");
    TestApp::with(|settings| settings.gate = Some(gate))
}

/// U5: the versions, the dates, the shop, and a press that puts it off.
#[tokio::test]
async fn before_the_date_an_old_app_is_asked_last_and_may_wait() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let old = desktop("1.1.1");
    let mut visit = browser.arrives_with(&old).await;
    visit.sees(StepType::Identify);
    assert_eq!(visit.flow.client.as_ref().and_then(|client| client.version.as_deref()), Some("1.1.1"));
    visit.gives_password(app.person("plain")).await.sees(StepType::AppUpdate);
    let asked = update(&visit);
    assert_eq!(
        asked,
        AppUpdate {
            platform: ClientPlatform::Desktop,
            installed: Some("1.1.1".into()),
            required: "1.1.2".into(),
            available_since: Timestamp(1_795_219_200 - 14 * DAY),
            mandatory_from: Some(MANDATORY),
            blocking: false,
            store_url: Some("https://notes.example.com/download".into()),
        }
    );
    assert_eq!(visit.flow.actions, [ActionType::Skip]);
    assert!(!visit.browser.cookies.contains_key("__Host-session"), "nobody is signed in before the press");
    visit.reloads().await.sees(StepType::AppUpdate);
    visit.does(skip()).await.sees(StepType::Complete);
    assert!(visit.browser.cookies.contains_key("__Host-session"));
    let code = visit.code();
    assert_eq!(visit.browser.exchange(&code, &DESKTOP[..1]).await.status, 200);
}

#[tokio::test]
async fn putting_it_off_lasts_a_day_for_one_account_and_one_version() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let old = desktop("1.1.1");
    let mut visit = browser.arrives_with(&old).await;
    visit.gives_password(app.person("plain")).await.does(skip()).await.sees(StepType::Complete);

    app.seconds_pass(DAY - 1);
    // The same on another device, for it is the account that was asked.
    let mut elsewhere = app.browser();
    let mut visit = elsewhere.arrives_with(&old).await;
    visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
    let mut other = app.browser();
    let mut visit = other.arrives_with(&old).await;
    visit.gives_password(app.person("forced_change")).await;
    assert_ne!(visit.flow.step.step_type(), StepType::Complete);

    app.seconds_pass(1);
    let mut visit = elsewhere.arrives_with(&old).await;
    visit.gives_password(app.person("plain")).await.sees(StepType::AppUpdate);
}

/// It comes after everything else that is owed, and after it nothing does.
#[tokio::test]
async fn the_question_comes_after_the_second_factor() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let old = desktop("1.1.1");
    let mut visit = browser.arrives_with(&old).await;
    visit.enrolls(app.person("enroll"), app.now()).await;
    visit.does(Action::Acknowledge).await.sees(StepType::AppUpdate);
    visit.does(skip()).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_new_enough_app_and_one_that_says_nothing_hear_nothing() {
    let app = TestApp::new();
    for version in ["1.1.2", "v1.1.2+77", "1.1.2.1", "2", ""] {
        let mut browser = app.browser();
        let new = desktop(version);
        let mut visit = browser.arrives_with(&new).await;
        visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
    }
    let mut browser = app.browser();
    let web = [("app_version", "0.1"), ("prompt", "login")];
    let mut visit = browser.arrives_with(&web).await;
    visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
}

/// U5: nothing is typed into an app that has to go, and looking again is all there is to do.
#[tokio::test]
async fn from_the_date_on_the_wall_comes_first() {
    let app = TestApp::new();
    for version in ["1.1.1", "1.1.2-beta.3", "latest", "١.١.٢"] {
        let mut browser = app.browser();
        let old = after(version);
        let mut visit = browser.arrives_with(&old).await;
        let stopped = update(&visit);
        assert!(stopped.blocking, "{version}");
        // What is no version is not shown as one: whoever makes a link chooses these words.
        assert_eq!(stopped.installed.as_deref(), Some(version).filter(|version| version.starts_with('1')));
        assert_eq!(visit.flow.actions, [ActionType::Restart]);
        visit.does(restart()).await.sees(StepType::AppUpdate);
        for forged in [skip(), identify("kari"), submit_password("fjord-lantern-4821")] {
            let answer = visit.browser.act(&visit.flow, forged).await;
            assert_eq!(answer.status, 403);
        }
    }
    let mut browser = app.browser();
    let new = after("1.1.2");
    browser.arrives_with(&new).await.sees(StepType::Identify);
}

#[tokio::test]
async fn the_date_may_come_and_go_while_the_page_is_open() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let old = desktop("1.1.1");
    app.seconds_pass(MANDATORY.since(app.now()) - 60);
    let mut visit = browser.arrives_with(&old).await;
    visit.gives_password(app.person("plain")).await.sees(StepType::AppUpdate);
    app.seconds_pass(60);
    assert_eq!(visit.fails(skip()).await.code, ProblemCode::RevisionConflict);
    assert!(update(&visit).blocking);
    assert_eq!(visit.fails(skip()).await.code, ProblemCode::SkipExpired);
    visit.does(restart()).await.sees(StepType::AppUpdate);

    // The date is moved away: whoever looks again may put it off, and has everything still to prove.
    app.seconds_pass(-DAY);
    assert_eq!(visit.fails(restart()).await.code, ProblemCode::RevisionConflict);
    assert!(!update(&visit).blocking);
    visit.does(skip()).await.sees(StepType::Identify);
}

/// U5: "Try again" looks anew, and nothing of before is taken for granted.
#[tokio::test]
async fn a_rule_that_is_gone_lets_people_begin() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let old = after("1.1.1");
    let mut visit = browser.arrives_with(&old).await;
    visit.sees(StepType::AppUpdate);
    app.seconds_pass(-15 * DAY);
    visit.reloads().await.sees(StepType::AppUpdate);
    visit.does(restart()).await.sees(StepType::Identify);
    visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
}

#[tokio::test]
async fn a_wall_for_some_comes_when_it_is_known_who_it_is() {
    let app = app_with(
        "[[app]]\nplatform = \"desktop\"\nversion = \"1.1.2\"\navailable_from = 2026-01-01\nmandatory_from = 2026-01-02\n\
         rollout = { roles = [\"demo_mfa_none\"] }\n",
    );
    let old = desktop("1.1.1");
    let mut browser = app.browser();
    let mut visit = browser.arrives_with(&old).await;
    visit.sees(StepType::Identify);
    visit.gives_password(app.person("plain")).await;
    assert!(update(&visit).blocking);
    assert!(!visit.browser.cookies.contains_key("__Host-session"));
    visit.does(restart()).await.sees(StepType::Identify);

    // The others are asked, without a date.
    let mut browser = app.browser();
    let mut visit = browser.arrives_with(&old).await;
    visit.gives_password(app.person("passkey")).await.does(skip()).await;
    let asked = update(&visit);
    assert_eq!((asked.blocking, asked.mandatory_from), (false, None));
    visit.does(skip()).await.sees(StepType::Complete);
}

/// A flow that stands at the gate is still there after a restart of the server, and so is what was put off.
#[tokio::test]
async fn the_gate_survives_a_restart() {
    let app = TestApp::new();
    let mut browser = app.browser();
    let old = desktop("1.1.1");
    let flow = {
        let mut visit = browser.arrives_with(&old).await;
        visit.gives_password(app.person("plain")).await.sees(StepType::AppUpdate).flow.clone()
    };
    let app = app.restarted();
    let mut browser = browser.meets(&app);
    assert_eq!(browser.act(&flow, skip()).await.flow().step.step_type(), StepType::Complete);
    let app = app.restarted();
    let mut browser = browser.meets(&app);
    let mut visit = browser.arrives_with(&old).await;
    visit.gives_password(app.person("plain")).await.sees(StepType::Complete);
}

/// What the handbook shows works.
#[test]
fn the_examples_for_operators_are_read() {
    let page = include_str!("../../../../../docs/operating.md");
    let example = |with: &str| {
        let mut blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        blocks.find(|block| block.contains(with)).unwrap_or_else(|| panic!("no example with {with}"))
    };
    let gate = Gate::parse(example("# gate.toml")).expect("the gate's example");
    assert_eq!(gate.unknown_client(|id| id == "notes-ios"), None);
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("clients.toml");
    std::fs::write(&file, example("notes-android")).expect("a file");
    let clients = Clients::read(&file).expect("the example of a native app");
    let android = clients.get("notes-android").expect("the client");
    assert!(android.show_code && android.may_redirect_to("http://127.0.0.1:51004/callback"));
}
