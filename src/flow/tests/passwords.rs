//! A password that is replaced: forgotten, or given up for a better one.

use auth_contract::{FlowKind, PasswordWeakness};

use super::*;

fn recovering() -> Launch {
    Launch { recover: true, ..launch() }
}

fn started(effects: &[Effect]) -> Option<FlowKind> {
    effects.iter().find_map(|effect| match effect {
        Effect::Call { call: Call::Start(start), .. } => Some(start.kind),
        _ => None,
    })
}

fn pressed(action: Action) -> Msg {
    Msg::ActionSubmitted { action, key: "k2".into() }
}

fn ask_for(identifier: &str) -> Msg {
    pressed(Action::RequestReset { identifier: Some(identifier.into()) })
}

fn change(new: &str) -> Msg {
    pressed(Action::ChangePassword { new_password: Secret::new(new) })
}

/// `/.well-known/change-password` leads here: the first screen is passed over.
#[test]
fn who_comes_to_replace_a_password_is_led_there() {
    let (mut tab, effects) = Tab::open(recovering());
    assert_eq!(started(&effects), Some(FlowKind::Recover));
    assert_eq!(tab.machine.screen(), &Screen::Resuming);
    tab.answer(at("password-reset-request", 1));
    assert_eq!(tab.machine.screen(), &Screen::Step);
}

#[test]
fn a_press_on_the_form_that_is_passed_over_comes_to_nothing() {
    let (mut tab, _) = Tab::open(recovering());
    tab.send(identify("kari"));
    let effects = tab.answer(at("password-reset-request", 1));
    assert!(action_handler(&effects).is_empty());
    assert_eq!(tab.machine.submit(), &Submit::Idle);
    assert_eq!(tab.machine.screen(), &Screen::Step);
}

#[test]
fn without_a_line_there_is_a_way_on_that_leads_to_the_same_place() {
    let (mut tab, _) = Tab::open(recovering());
    tab.refuse(ApiError::Timeout);
    assert_eq!(tab.machine.screen(), &Screen::Failure(Failure::Connection));
    let effects = tab.send(Msg::RetryRequested);
    assert_eq!(started(&effects), Some(FlowKind::Recover));
    assert_eq!(tab.machine.screen(), &Screen::Resuming);
}

#[test]
fn once_begun_starting_again_is_signing_in_with_the_name_kept() {
    let (mut tab, _) = Tab::open(recovering());
    tab.answer(at("password-reset-request", 1));
    let effects = tab.send(ask_for("kari"));
    assert!(effects.contains(&Effect::StoreIdentifier(Some("kari".into()))), "for a reload");
    tab.problem(ProblemCode::FlowExpired, None);
    let effects = tab.send(Msg::RestartRequested { key: "k3".into() });
    assert_eq!(started(&effects), Some(FlowKind::SignIn));
    assert_eq!(tab.machine.screen(), &Screen::Identify);
    assert_eq!(tab.machine.identifier(), Some("kari"));
}

#[test]
fn nothing_empty_is_sent() {
    for (name, press) in [("password-reset-request", ask_for(" ")), ("password-change-forced", change(""))] {
        let mut tab = Tab::at(name);
        assert_eq!(tab.send(press), [], "{name}");
        assert_eq!(tab.machine.submit().error().map(|error| error.kind), Some(SubmitErrorKind::Empty), "{name}");
    }
}

#[test]
fn two_that_differ_are_told_and_not_sent() {
    let mut tab = Tab::at("password-change-forced");
    assert_eq!(tab.send(Msg::ConfirmationMismatch), []);
    assert_eq!(tab.machine.submit().error().map(|error| error.kind), Some(SubmitErrorKind::Mismatch));
    tab.send(change("tre hvite seil over havet"));
    assert!(tab.machine.submit().is_sending());
    tab.send(Msg::ConfirmationMismatch);
    assert!(tab.machine.submit().is_sending(), "a second press while the first is under way changes nothing");
}

#[test]
fn a_weak_password_says_what_is_wrong_with_it() {
    let mut tab = Tab::at("password-change-forced");
    tab.send(change("sommer2026"));
    let scene = samples::scenes().into_iter().find(|scene| scene.name == "password-change-date").expect("a sample");
    let problem = scene.value.failure().expect("a problem");
    tab.refuse(ApiError::Problem(Box::new(problem)));
    let error = tab.machine.submit().error().expect("a trouble");
    assert_eq!(error.weakness, Some(PasswordWeakness::Date));
    assert!(error.kind.is_about_field());
}
